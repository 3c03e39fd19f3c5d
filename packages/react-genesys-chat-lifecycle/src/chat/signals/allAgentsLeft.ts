import { describe, tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { isMilliseconds, isObject, read } from '../../common/values.ts'
import { isBot, isServing } from '../people.ts'
import type { CloseSignal } from './signal.ts'

/**
 * Closes the segment when an agent was there, everybody has left, and nobody has joined for a while. A transfer closes nothing
 * if the next agent joins in time. A bot that leaves before an agent joined closes nothing. The wait starts again each time
 * somebody leaves, and pauses without a connection. After a page load, it counts from when the last person left.
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
