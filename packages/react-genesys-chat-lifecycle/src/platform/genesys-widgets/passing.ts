import type { PageShare } from '../port.ts'
import type { BusClient } from './client.ts'
import type { RunOptions } from './pendingCommand.ts'

/** Set while a command is given to the bus that no guard is to hold. */
const PASSING = 'isPassing'

/** Runs a command past the guards. Hooks run while it is given, so that nothing else passes with it. */
export function runPassing(
  client: BusClient,
  command: string,
  data: object,
  options?: Partial<RunOptions>,
): Promise<unknown> {
  const shared = client.connection?.shared
  shared?.set(PASSING, true)
  const answer = client.run(command, data, options)
  shared?.delete(PASSING)
  return answer
}

/** Whether the command that is given right now passes. Only once. */
export function isPassing(shared: PageShare): boolean {
  const isSet = shared.get(PASSING) === true
  shared.delete(PASSING)
  return isSet
}
