import type { DeploymentStore, MessengerCall, MessengerPlugin } from 'genesys-models/messenger'

const NO_WINDOW = 'Messenger user interface must be enabled in your configuration.'
const WINDOW = 'gcmcopn'

interface MessengerOptions {
  readonly plugin: MessengerPlugin
  readonly isHeadless: boolean
  readonly store: DeploymentStore
  readonly show: (isOpen: boolean) => void
  /** Takes Messenger off the page until the next load. */
  readonly remove: () => void
}

/** The plugin Messenger: the window. */
export interface Messenger {
  readonly isOpen: boolean
  toggle(): void
  /** What the customer had open before the page was loaded. */
  restore(): void
  closeAndTellCleared(): void
}

export function registerMessenger(options: MessengerOptions): Messenger {
  const { plugin, isHeadless, store, show, remove } = options
  let isOpen = false
  const move = (next: boolean): void => {
    if (next === isOpen) return
    isOpen = next
    store.write(WINDOW, String(next))
    show(next)
    plugin.publish(next ? 'opened' : 'closed')
  }
  const moving = (next: boolean) => (call: MessengerCall) => {
    if (isHeadless) call.reject(NO_WINDOW)
    else {
      move(next)
      call.resolve()
    }
  }
  plugin.registerCommand('open', moving(true))
  plugin.registerCommand('close', moving(false))
  plugin.registerCommand('openConversation', moving(true))
  plugin.registerCommand('openSearch', ({ reject }) =>
    reject(isHeadless ? NO_WINDOW : 'Knowledge is not enabled in your configuration.'),
  )
  plugin.registerCommand('clear', (call) => {
    if (isHeadless) {
      call.reject(NO_WINDOW)
      return
    }
    move(false)
    remove()
    plugin.publish('cleared')
    call.resolve()
  })
  plugin.ready()
  if (!isHeadless) plugin.republish('ready')
  return {
    get isOpen() {
      return isOpen
    },
    toggle: () => move(!isOpen),
    restore: () => store.read(WINDOW) === 'true' && move(true),
    closeAndTellCleared() {
      move(false)
      plugin.publish('cleared')
    },
  }
}
