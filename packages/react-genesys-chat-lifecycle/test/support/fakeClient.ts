import { createListeners } from '../../src/common/listeners.ts'
import type { BusClient } from '../../src/platform/genesys-widgets/client.ts'

/** A client whose events and commands happen when the test says so. Commands are `passed` on with "data", and those of ours `ran`. */
export function createFakeClient(connection?: object): {
  client: BusClient
  ran: string[]
  passed: unknown[]
  happens: (name: string) => void
} {
  const events = new Map<string, ReturnType<typeof createListeners>>()
  const of = (name: string) => {
    const known = events.get(name) ?? createListeners()
    events.set(name, known)
    return known
  }
  const ran: string[] = []
  const passed: unknown[] = []
  const client = {
    connection,
    on: (event: string, listener: () => void) => of(event).add(listener),
    intercept: (command: string, interceptor: (data: unknown) => unknown) =>
      of(command).add(() => passed.push(interceptor('data'))),
    run: async (command: string) => void ran.push(command),
  }
  return { client: client as never, ran, passed, happens: (name) => of(name).notify() }
}
