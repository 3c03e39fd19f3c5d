import type { CloseSignal } from './signal.ts'

/**
 * The System message that Digital Channels add when an agent or a workflow closes a segment. This is the default signal.
 *
 * @param states - which states close a segment
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(['Completed'])]}>
 */
export function interactionState(states: readonly string[] = ['Finalizing', 'Completed']): CloseSignal {
  return {
    name: 'interactionState',
    detect: ({ interactionState: state }) =>
      states.includes(state) ? (state === 'Finalizing' ? 'finalizing' : 'completed') : null,
  }
}
