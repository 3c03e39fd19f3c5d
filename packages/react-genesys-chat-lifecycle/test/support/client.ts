import { BusClient } from '../../src/platform/genesys-widgets/client.ts'
import type { BusSource } from '../../src/platform/genesys-widgets/findBus.ts'

/** A client that runs, and the way to stop it: what a hook of a mounted provider uses. */
export interface RunningClient {
  client: BusClient
  stop: () => void
}

/** Connects a client of its own to a bus. */
export function runClient(bus: BusSource, commandTimeoutMs = 1_000): RunningClient {
  const client = new BusClient(
    () => bus,
    () => ({ busTimeoutMs: 5_000, commandTimeoutMs }),
  )
  return {
    client,
    stop: client.start(
      () => {},
      () => {},
    ),
  }
}
