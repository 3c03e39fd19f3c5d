import { inDevelopment, PACKAGE } from '../../common/development.ts'
import { createTimer } from '../../common/timer.ts'
import { isMilliseconds, isText, valid } from '../../common/values.ts'
import type { ChatPlatform, PlatformFactory, PlatformHost } from '../port.ts'
import { BusReader } from './busReader.ts'
import { BusClient, type BusStatus, type BusTimes } from './client.ts'
import { WidgetsCommands } from './commands.ts'
import { CurrentTransport } from './currentTransport.ts'
import type { BusSource } from './findBus.ts'
import { History } from './history.ts'
import { watchLastAnswer } from './lastAnswer.ts'
import { configuredLanguage } from './page.ts'
import { createWindow } from './window.ts'
import { watchWindowOpening } from './windowOpening.ts'

/**
 * Options for finding Genesys Widgets.
 *
 * @example
 * const options: GenesysWidgetsOptions = { bus: () => window.CXBus, busTimeoutMs: 60_000 }
 */
export interface GenesysWidgetsOptions {
  /** The bus, a promise of it, or a function that returns either. By default the page is searched until there is one. */
  bus?: BusSource | undefined
  /** Milliseconds until `phase` is `unavailable`, 30 000 by default. A bus that comes later is still used. */
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
    busTimeoutMs: valid(options().busTimeoutMs, isMilliseconds) ?? 30_000,
    commandTimeoutMs: valid(options().commandTimeoutMs, isMilliseconds) ?? 10_000,
  })
  const client = new BusClient(() => options().bus, times)
  const transport = new CurrentTransport()
  const reader = new BusReader(client, host, transport)
  const opening = watchWindowOpening(client)
  const history = new History(client, transport)
  const lastAnswer = watchLastAnswer(client)
  return {
    name: 'genesys-widgets',
    pageKeepsToken: true,
    client,
    transport: () => transport.name,
    attach: () => attach(client, reader, host, times),
    get page() {
      return client.connection?.shared
    },
    commands: new WidgetsCommands({ client, host, transport, opening, history, lastAnswer }),
    window: createWindow(client),
    checkSession: () => reader.checkSession(),
    isSessionActive: () => client.connection?.data('WebChatService.sessionActive') as boolean | undefined,
    isWindowOpening: () => opening.isUnderWay,
    // Without a language pack the widget falls back to English, whatever the page configured.
    languages: () => {
      const used = client.connection?.data('App.language')
      const wanted = configuredLanguage()
      return (used === 'en' ? [wanted, used] : [used, wanted]).filter(isText)
    },
    onLanguage: (callback) => client.on('App.language', () => callback()),
    takesFiles: () => transport.current.takesFiles,
    hasOlder: () => history.hasOlder,
    readTranscript: async () =>
      transport.read(await client.run('WebChatService.getTranscript').catch(() => undefined)),
    reportsServerEnd: () => transport.publishesServerEnd,
  }
}

function attach(client: BusClient, reader: BusReader, host: PlatformHost, times: () => BusTimes): () => void {
  let disconnect: (() => void) | undefined
  const onStatus = (status: BusStatus): void =>
    host.batch(() => {
      host.emit({ type: 'status', status })
      // There is none in any other status.
      if (!client.connection) return
      disconnect?.()
      disconnect = reader.connected(client.connection)
    })
  const tell = (error: Error): void => {
    inDevelopment(() => console.error(`${PACKAGE} ${error.message}`))
    host.reportError(error)
  }
  const stop = client.start(onStatus, tell)
  // A bus whose chat service never gets ready is as good as none. One that is ready may take its time to restore a chat.
  const patience = createTimer()
  patience.start(times().busTimeoutMs, () => {
    if (host.session !== 'undecided') return
    host.emit({ type: 'status', status: 'unavailable' })
    if (client.connection) tell(new Error('WebChatService is not ready. Check main.preload and webchat'))
  })
  const offReady = client.on('WebChatService.ready', () => patience.stop())
  return () => {
    offReady()
    patience.stop()
    disconnect?.()
    stop()
  }
}
