import { createTimer } from '../../common/timer.ts'
import type { ChatPlatform, PlatformFactory, PlatformHost } from '../port.ts'
import { BusReader } from './busReader.ts'
import { BusClient, type BusTimes } from './client.ts'
import { WidgetsCommands } from './commands.ts'
import type { BusSource } from './findBus.ts'
import { webchatConfiguration } from './page.ts'
import { readBatch } from './readMessages.ts'
import { configuredTransport } from './transports/transport.ts'
import { createWindow } from './window.ts'

/**
 * How Genesys Widgets are found and waited for.
 *
 * @example
 * const options: GenesysWidgetsOptions = { bus: () => window.CXBus, busTimeoutMs: 60_000 }
 */
export interface GenesysWidgetsOptions {
  /** The bus, a promise of it, or a function that returns either. By default the page is searched until there is one. */
  bus?: BusSource | undefined
  /** Milliseconds until `phase` is `unavailable`, 30 000 by default. A bus that comes later is used all the same. */
  busTimeoutMs?: number | undefined
  /** Milliseconds until a command rejects with `timeout`, 10 000 by default. */
  commandTimeoutMs?: number | undefined
}

/** Genesys Widgets as a chat platform, with the vendor's bus for those who need more of it. */
export interface GenesysWidgets extends ChatPlatform {
  readonly name: 'genesys-widgets'
  readonly client: BusClient
}

/** Connects a chat to the Genesys Widgets of the page. `options` are read when they are needed. */
export function genesysWidgets(options: () => GenesysWidgetsOptions): PlatformFactory {
  return (host) => createGenesysWidgets(host, options)
}

function createGenesysWidgets(host: PlatformHost, options: () => GenesysWidgetsOptions): GenesysWidgets {
  const times = (): BusTimes => ({
    busTimeoutMs: options().busTimeoutMs ?? 30_000,
    commandTimeoutMs: options().commandTimeoutMs ?? 10_000,
  })
  const client = new BusClient(() => options().bus, times)
  const reader = new BusReader(client, host)
  return {
    name: 'genesys-widgets',
    client,
    transport: configuredTransport,
    attach: () => attach(client, reader, host, times),
    get page() {
      return client.connection?.shared
    },
    commands: new WidgetsCommands(client, host),
    window: createWindow(client),
    checkSession: () => reader.checkSession(),
    isSessionActive: () => client.connection?.data('WebChatService.sessionActive') as boolean | undefined,
    readTranscript: async () =>
      readBatch(await client.run('WebChatService.getTranscript').catch(() => undefined)).messages,
    // Digital Channels do not. A page that does not say what it has is taken for one of theirs.
    reportsServerEnd: () => {
      const webchat = webchatConfiguration()
      return webchat !== undefined && webchat.transport?.type !== 'pureengage-v3-rest'
    },
  }
}

function attach(client: BusClient, reader: BusReader, host: PlatformHost, times: () => BusTimes): () => void {
  let disconnect: (() => void) | undefined
  const stop = client.start((status) => {
    host.batch(() => {
      host.emit({ type: 'status', status })
      if (status === 'connected' && client.connection) disconnect = reader.connected(client.connection)
    })
  })
  // A bus whose chat service never gets ready is as good as none. One that is ready may take its time to restore a chat.
  const patience = createTimer()
  patience.start(times().busTimeoutMs, () => {
    if (host.session === 'undecided') host.emit({ type: 'status', status: 'unavailable' })
  })
  const offReady = client.on('WebChatService.ready', () => patience.stop())
  return () => {
    offReady()
    patience.stop()
    disconnect?.()
    stop()
  }
}
