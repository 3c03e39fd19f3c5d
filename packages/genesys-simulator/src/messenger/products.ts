import {
  type Database,
  type DeploymentStore,
  MessagingService,
  type MessengerPlugin,
} from 'genesys-models/messenger'
import type { DeploymentConfig } from './deployment.ts'
import { createNetworkLink, type MessengerNetwork } from './networkLink.ts'
import { registerAuth } from './plugins/auth.ts'
import { registerLauncher } from './plugins/launcher.ts'
import { type Messenger, registerMessenger } from './plugins/messenger.ts'
import { registerToaster } from './plugins/toaster.ts'
import { followConversation } from './window/conversation.ts'
import { createMessengerUi, type MessengerUi } from './window/messengerUi.ts'
import type { WindowActions } from './window/windowView.ts'

interface ProductsOptions {
  readonly config: DeploymentConfig
  readonly store: DeploymentStore
  readonly database: Database
  readonly network: MessengerNetwork
  /** Registers a plugin of the page. */
  readonly page: (name: string) => MessengerPlugin
  /** Registers a plugin of the frame, or of the page where there is no frame. */
  readonly product: (name: string) => MessengerPlugin
}

const ACTIVE = 'gcmcsessionActive'

/** What a deployment puts on the page: the service, and the window unless it is headless. */
export function createProducts(options: ProductsOptions): { start(): void } {
  const { config, store, database, network, page, product } = options
  const { headlessMode, messenger } = config
  const isHeadless = headlessMode?.enabled === true
  const { conversations } = messenger.apps
  let service: MessagingService | undefined
  let userKey: (() => string | undefined) | undefined

  function startService(): void {
    if (service) return
    const { conversationDisconnect, conversationClear, autoStart, sessionDurationSeconds } = conversations
    service = new MessagingService(product('MessagingService'), {
      link: createNetworkLink({
        socketUrl: `${conversations.messagingEndpoint}/v1?deploymentId=${encodeURIComponent(config.id)}`,
        apiEndpoint: config.apiEndpoint,
        createId,
        network,
      }),
      store,
      createId,
      disconnect: disconnectOf(conversationDisconnect),
      clear: conversationClear?.enabled === true,
      autoStart: autoStart?.enabled === true,
      takesFiles: fileTypesOf(config).length > 0,
      sessionDurationSeconds,
      customAttributes: database.customAttributes,
      onAttributesSent: database.onAttributesSent,
      userKey,
    })
    service.start()
  }
  const startAll = () => {
    if (isHeadless) {
      registerWindow(options, undefined, () => {})
      startService()
      return
    }
    const window = startWindow(options, startService)
    if (store.read(ACTIVE) !== 'true') return
    startService()
    window.restore()
  }
  return {
    start() {
      if (!config.auth?.enabled) {
        startAll()
        return
      }
      const auth = registerAuth({
        plugin: page('Auth'),
        fetch: network.fetch,
        store,
        apiEndpoint: config.apiEndpoint,
        deploymentId: config.id,
        onSignedIn: startAll,
        onSignedOut: () => service?.dispose(),
      })
      userKey = auth.userKey
    },
  }
}

function startWindow(options: ProductsOptions, startService: () => void): Messenger {
  const { config, product } = options
  const { launcherButton, styles, apps } = config.messenger
  const inside = product('Conversations')
  const actions = actionsOf(inside, () => window.toggle())
  // The service does not say which file was uploaded.
  let fileName = 'File'
  const ui = createMessengerUi({
    primaryColor: styles?.primaryColor ?? '#444a52',
    canClear: apps.conversations.conversationClear?.enabled === true,
    fileTypes: fileTypesOf(config),
    toggle: () => window.toggle(),
    actions: {
      ...actions,
      upload(files) {
        fileName = files[0]?.name ?? fileName
        actions.upload(files)
      },
    },
  })
  const window = registerWindow(options, ui, startService)
  followConversation(inside, ui.render, () => fileName)
  inside.subscribe('MessagingService.conversationCleared', () => window.closeAndTellCleared())
  registerLauncher({
    plugin: product('Launcher'),
    visibility: launcherButton?.visibility ?? 'On',
    show: ui.showLauncher,
  })
  registerToaster({ plugin: product('Toaster'), show: ui.showToast, hide: ui.hideToast })
  return window
}

function registerWindow(
  { config, store, product }: ProductsOptions,
  ui: MessengerUi | undefined,
  startService: () => void,
): Messenger {
  return registerMessenger({
    plugin: product('Messenger'),
    isHeadless: config.headlessMode?.enabled === true,
    store,
    show(isOpen) {
      if (isOpen) startService()
      ui?.showWindow(isOpen)
    },
    remove: () => ui?.remove(),
  })
}

/** The window shares a frame with the service: the page's hooks do not see what it sends. */
function actionsOf(plugin: MessengerPlugin, close: () => void): WindowActions {
  const command = (name: string, data: object = {}) =>
    void plugin.command(`MessagingService.${name}`, data).catch(() => {})
  return {
    send: (text) => command('sendMessage', { message: text }),
    choose: ({ text, payload }) =>
      command('sendMessage', { type: 'Structured', postback: { type: 'QuickReply', text, payload } }),
    press: ({ text, payload }) =>
      command('sendMessage', { type: 'Structured', postback: { type: 'Button', text, payload } }),
    type: () => command('sendTyping'),
    upload: (files) => command('requestUpload', { file: files }),
    loadOlder: () => command('fetchHistory'),
    clear: () => command('clearConversation'),
    startNew: () => command('resetConversation'),
    close,
  }
}

const fileTypesOf = ({ messenger }: DeploymentConfig): string[] =>
  (messenger.fileUpload?.modes ?? []).flatMap(({ fileTypes = [] }) => fileTypes)

function disconnectOf({ enabled, type }: { enabled?: boolean; type?: string } = {}) {
  if (!enabled) return 'off'
  return type === 'ReadOnly' ? 'read-only' : 'send'
}

/** Pages without a secure context have no `randomUUID`. */
function createId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
