import { describe, tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { attempt, isArray } from '../../common/values.ts'
import type { CloseSignal } from './signal.ts'

const DEFAULT_STATES = ['Finalizing', 'Completed']

const isTexts = (value: unknown): boolean =>
  isArray(value) && attempt(() => value.every((each) => typeof each === 'string')) === true

/**
 * Closes the segment at the System message that Digital Channels add when an agent or a workflow closes it. This is the default signal.
 *
 * @param states - which states close a segment
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(['Completed'])]}>
 */
export function interactionState(states: readonly string[] = DEFAULT_STATES): CloseSignal {
  const isValid = isTexts(states)
  if (!isValid) {
    inDevelopment(() =>
      tellOnce(
        `interactionState(): expected an array of states, got ${describe(states)}. Use interactionState(['Completed']).`,
      ),
    )
  }
  const closedStates: readonly string[] = isValid ? [...states] : DEFAULT_STATES
  return {
    name: 'interactionState',
    transports: ['digital-channels'],
    detect: ({ interactionState: state }) =>
      closedStates.includes(state) ? (state === 'Finalizing' ? 'finalizing' : 'completed') : null,
  }
}
