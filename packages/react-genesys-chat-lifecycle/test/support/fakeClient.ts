import { createListeners, type Listeners } from '../../src/common/listeners.ts'
import type { BusClient } from '../../src/platform/genesys-widgets/client.ts'

/**
 * A client whose events and commands happen when the test says so. Commands are `passed` on with "data", those of ours `ran`, and are
 * answered by `answer`.
 */
export function createFakeClient(
  connection?: object,
  answer: (command: string) => Promise<unknown> = () => Promise.resolve(),
): {
  client: BusClient
  ran: string[]
  passed: unknown[]
  happens: (name: string, data?: unknown) => void
  listeners: (name: string) => number
} {
  const events = new Map<string, Listeners<[{ data: unknown }]>>()
  const of = (name: string) => {
    const known = events.get(name) ?? createListeners<[{ data: unknown }]>()
    events.set(name, known)
    return known
  }
  const ran: string[] = []
  const passed: unknown[] = []
  const client = {
    connection,
    on: (event: string, listener: (envelope: { data: unknown }) => void) => of(event).add(listener),
    intercept: (command: string, interceptor: (data: unknown) => unknown) =>
      of(command).add(() => passed.push(interceptor('data'))),
    run: (command: string) => {
      ran.push(command)
      return answer(command)
    },
    whenConnected: (attach: (bus: object) => () => void) => (connection ? attach(connection) : () => {}),
  }
  return {
    client: client as never,
    ran,
    passed,
    happens: (name, data) => of(name).notify({ data }),
    listeners: (name) => of(name).size,
  }
}
