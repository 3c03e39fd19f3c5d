import { Chat } from './chat/chat.ts'
import { CHAT_CHECKS } from './chat/checks.ts'
import type { ChatOptions } from './chat/options.ts'
import { type ChatLifecycleStore, createStore } from './chat/store.ts'
import { checkOptions, describe, tellOnce } from './common/checks.ts'
import { inDevelopment } from './common/development.ts'
import { copyOf, isObject } from './common/values.ts'
import {
  type GenesysWidgetsOptions,
  genesysWidgets,
} from './platform/genesys-widgets/createGenesysWidgets.ts'

/**
 * Options of {@link createChatLifecycle} and of `GenesysChatProvider`.
 *
 * @example
 * const options: ChatLifecycleOptions = { asyncMode: true, busTimeoutMs: 60_000 }
 */
export interface ChatLifecycleOptions extends ChatOptions, GenesysWidgetsOptions {}

/**
 * Creates the lifecycle of a chat without React, over the Genesys Widgets of the page. It listens until it is destroyed.
 *
 * @param given - options, as the provider takes them
 * @example
 * const chat = createChatLifecycle({ onEnded: ({ reason }) => console.log(reason) })
 * chat.subscribe(() => console.log(chat.getState().phase))
 * window.addEventListener('pagehide', () => chat.destroy())
 */
export function createChatLifecycle(
  given: ChatLifecycleOptions = {},
): ChatLifecycleStore<Omit<ChatLifecycleOptions, 'bus'>> {
  let current: ChatLifecycleOptions = copyOf(given)
  inDevelopment(() => {
    if (isObject(given)) checkOptions('createChatLifecycle', given, CHAT_CHECKS)
    else
      tellOnce(
        `createChatLifecycle(): expected an object of options, got ${describe(given)}. Use createChatLifecycle({}).`,
      )
  })
  const chat = new Chat(
    genesysWidgets(() => current),
    current,
  )
  const store = createStore<Omit<ChatLifecycleOptions, 'bus'>>(chat, (change) => {
    current = { ...current, ...copyOf(change), bus: current.bus }
    inDevelopment(() => checkOptions('setOptions', change, CHAT_CHECKS))
    chat.setOptions(current)
  })
  chat.attach()
  return store
}
