import { BusClient } from '../../src/platform/genesys-widgets/client.ts'
import { WidgetsCommands } from '../../src/platform/genesys-widgets/commands.ts'
import { CurrentTransport } from '../../src/platform/genesys-widgets/currentTransport.ts'
import type { BusSource } from '../../src/platform/genesys-widgets/findBus.ts'
import { watchLastAnswer } from '../../src/platform/genesys-widgets/lastAnswer.ts'
import { watchWindowOpening } from '../../src/platform/genesys-widgets/windowOpening.ts'
import type { PlatformHost } from '../../src/platform/port.ts'

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

/** The commands of a client, without the rest of the platform. */
export function commandsOf(client: BusClient, host: PlatformHost): WidgetsCommands {
  return new WidgetsCommands({
    client,
    host,
    opening: watchWindowOpening(client),
    lastAnswer: watchLastAnswer(client),
    transport: new CurrentTransport(),
    history: {} as never,
  })
}
