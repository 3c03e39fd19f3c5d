import { describe, tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { isMilliseconds, isObject, read } from '../../common/values.ts'
import { isBot, isServing } from '../people.ts'
import type { CloseSignal } from './signal.ts'

/**
 * An agent was there, everybody has left, and nobody has come for a while. A transfer in which the next agent joins in time closes
 * nothing, nor does a bot that leaves before an agent was reached. The time begins anew with each leaving, and does not run while there
 * is no connection.
 * After a page load the wait counts from when the last one left.
 *
 * @param options - `graceMs`: how long to wait for the next agent, 30 000 milliseconds by default
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(), allAgentsLeft({ graceMs: 60_000 })]}>
 */
export function allAgentsLeft(options: { graceMs?: number } = {}): CloseSignal {
  const given: unknown = isObject(options) ? read(options, 'graceMs') : options
  const isValid = isObject(options) && (given === undefined || isMilliseconds(given))
  if (!isValid) {
    inDevelopment(() =>
      tellOnce(
        `allAgentsLeft(): expected { graceMs } with a number of milliseconds, got ${describe(given)}. Use allAgentsLeft({ graceMs: ${typeof given === 'number' && given >= 0 ? given : '30_000'} }).`,
      ),
    )
  }
  const graceMs = isValid && isMilliseconds(given) ? given : 30_000
  return {
    name: 'allAgentsLeft',
    graceMs,
    detectAbsence: (people) => people.some((person) => !isBot(person)) && !people.some(isServing),
  }
}
