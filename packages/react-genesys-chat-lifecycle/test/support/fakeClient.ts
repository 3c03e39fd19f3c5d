import { createListeners, type Listeners } from '../../src/common/listeners.ts'
import type { BusClient } from '../../src/platform/genesys-widgets/client.ts'

interface Happening {
  readonly event: string
  readonly data: unknown
}

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
  const events = new Map<string, Listeners<[Happening]>>()
  const of = (name: string) => {
    const known = events.get(name) ?? createListeners<[Happening]>()
    events.set(name, known)
    return known
  }
  const ran: string[] = []
  const passed: unknown[] = []
  const client = {
    connection,
    strayMessages: createListeners<[Happening]>(),
    on: (event: string, listener: (envelope: Happening) => void) => of(event).add(listener),
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
    happens: (name, data) => of(name).notify({ event: name, data }),
    listeners: (name) => of(name).size,
  }
}
