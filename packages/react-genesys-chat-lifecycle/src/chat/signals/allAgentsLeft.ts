import type { CloseSignal } from './signal.ts'

/**
 * Every agent and bot has left, and nobody has come for a while. A transfer in which the next agent joins in time closes nothing.
 *
 * @param options - `graceMs`: how long to wait for the next agent, 30 000 milliseconds by default
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(), allAgentsLeft({ graceMs: 60_000 })]}>
 */
export function allAgentsLeft({ graceMs = 30_000 }: { graceMs?: number } = {}): CloseSignal {
  return {
    name: 'allAgentsLeft',
    graceMs,
    detectAbsence: (people) => people.length > 0 && people.every(({ isHere }) => !isHere),
  }
}
