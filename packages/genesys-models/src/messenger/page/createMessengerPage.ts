import { deploymentConfig } from '../../centre/webMessaging/deploymentConfig.ts'
import type { Deployment } from '../../centre/webMessaging/deployments.ts'
import { createMessengerBus } from '../bus/createMessengerBus.ts'
import type { GenesysFunction, MessengerBus, MessengerCommand, MessengerPlugin } from '../bus/types.ts'
import type { GuestLink } from '../link/types.ts'
import { MessagingService, type MessagingServiceOptions } from '../service/messagingService.ts'
import { type Database, registerDatabase } from './database.ts'
import type { DisconnectType } from './disconnectType.ts'
import { DeploymentStore, type MessengerStore } from './messengerStore.ts'

export interface MessengerPageOptions {
  readonly deployment: Deployment
  readonly link: GuestLink
  readonly store: MessengerStore
  readonly createId: () => string
  /** Puts the service into a frame, as the vendor does. */
  readonly isFramed: boolean
  /** What becomes of the bootstrap's requests. */
  readonly outcome: 'starts' | 'config-404' | 'domain-not-allowed'
  readonly disconnectEvents?: number | undefined
  readonly onCommand?: ((command: MessengerCommand) => void) | undefined
  readonly onUncaughtError?: ((error: unknown) => void) | undefined
}

/** A page on which the bootstrap has run. */
export interface MessengerPage {
  readonly genesys: GenesysFunction
  readonly bus: MessengerBus
  /** The window; undefined on a page without one. */
  readonly isOpen: boolean | undefined
  /** What the window does by itself: past the hooks of the page. */
  commandInFrame(name: string, data: object): void
  start(): void
  dispose(): void
}

const WINDOW = 'gcmcopn'
const ENDPOINTS = { apiEndpoint: 'https://api.example', messagingEndpoint: 'wss://webmessaging.example' }
const NO_WINDOW = 'Messenger user interface must be enabled in your configuration.'

/** The bootstrap's plugins on a bus, and Messenger behind them. */
export function createMessengerPage(options: MessengerPageOptions): MessengerPage {
  const { deployment } = options
  const store = new DeploymentStore(options.store, deployment.id)
  const bus = createMessengerBus({
    onUncaughtError: options.onUncaughtError,
    onCommand: options.onCommand,
    logError: () => {},
  })
  const frame = bus.createFrame()
  const register = (name: string): MessengerPlugin => {
    const plugin = options.isFramed ? frame.registerPlugin(name) : bus.registerPlugin(name)
    if (!plugin) throw new Error(`The name ${name} is taken.`)
    return plugin
  }
  let database: Database | undefined
  let service: MessagingService | undefined
  const inside = options.isFramed
    ? frame.registerPlugin('Conversations')
    : bus.registerPlugin('Conversations')
  let isOpen = deployment.headless ? undefined : false

  const startService = (): void => {
    if (service) return
    const given: MessagingServiceOptions = {
      ...options,
      store,
      disconnect: disconnectOf(deployment),
      clear: deployment.conversationClear,
      autoStart: deployment.autoStart,
      takesFiles: deployment.fileTypes.length > 0,
      sessionDurationSeconds: deployment.sessionDurationSeconds,
      customAttributes: () => database?.customAttributes(),
      onAttributesSent: () => database?.onAttributesSent(),
    }
    service = new MessagingService(register('MessagingService'), given)
    service.start()
  }

  function startWindow(): void {
    const window = register('Messenger')
    const move = (next: boolean): void => {
      isOpen = next
      store.write(WINDOW, String(next))
      window.publish(next ? 'opened' : 'closed')
    }
    window.registerCommand('open', ({ resolve, reject }) => {
      if (deployment.headless) {
        reject(NO_WINDOW)
        return
      }
      startService()
      if (!isOpen) move(true)
      resolve()
    })
    window.registerCommand('close', ({ resolve, reject }) => {
      if (deployment.headless) reject(NO_WINDOW)
      else {
        if (isOpen) move(false)
        resolve()
      }
    })
    window.ready()
    if (!deployment.headless) window.republish('ready')
    const hasConversation = store.read('gcmcsessionActive') === 'true'
    if (!deployment.headless && hasConversation && store.read(WINDOW) === 'true') move(true)
    if (deployment.headless || hasConversation) startService()
  }

  return {
    genesys: bus.genesys,
    bus,
    get isOpen() {
      return isOpen
    },
    commandInFrame: (name, data) => void inside?.command(name, data).catch(() => {}),
    start() {
      const boot = bus.registerPlugin('GenesysJS')
      if (!boot) return
      if (options.outcome === 'domain-not-allowed') {
        boot.publish('domainNotAllowed')
        return
      }
      const config = deploymentConfig(deployment, ENDPOINTS)
      const snippetConfig = { deploymentId: deployment.id }
      if (options.outcome === 'starts') {
        boot.data('deploymentConfig', config)
        boot.data('snippetConfig', snippetConfig)
        boot.republish('configurationReceived', { deploymentConfig: config, snippetConfig })
      }
      const plugin = bus.registerPlugin('Database')
      if (plugin) database = registerDatabase(plugin)
      if (options.outcome === 'starts' && deployment.status === 'Active') setTimeout(startWindow, 0)
      boot.republish('ready')
      boot.ready()
      bus.genesys('executeQueue')
    },
    dispose() {
      service?.dispose()
      frame.remove()
      bus.dispose()
    },
  }
}

function disconnectOf({ conversationDisconnect }: Deployment): DisconnectType {
  if (!conversationDisconnect) return 'off'
  return conversationDisconnect === 'ReadOnly' ? 'read-only' : 'send'
}
