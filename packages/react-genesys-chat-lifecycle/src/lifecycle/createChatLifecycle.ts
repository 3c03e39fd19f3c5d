import type { BusSource } from '../bus/find.ts'
import type { ChatLifecycleOptions } from './options.ts'
import { type ChatLifecycleStore, createStore } from './store.ts'

/**
 * A {@link ChatLifecycleStore} that listens from the start, until it is disposed of.
 *
 * @example
 * const chat: StandaloneChatLifecycle = createChatLifecycle()
 * window.addEventListener('pagehide', () => chat.dispose())
 */
export interface StandaloneChatLifecycle extends ChatLifecycleStore {
  /** Stops listening and takes everything of ours off the bus. */
  dispose(): void
}

/**
 * The lifecycle of a chat without React: the same store that `GenesysChatProvider` holds, listening at once.
 *
 * @param bus - the bus, a way to get it, or `undefined` to search the page for it and wait
 * @param options - as the provider takes them
 * @example
 * const chat = createChatLifecycle(undefined, { onEnded: ({ reason }) => console.log(reason) })
 * chat.subscribe(() => console.log(chat.getState().phase))
 *
 * @see docs/real-widget.md, for what the vendor's bus does
 */
export function createChatLifecycle(
  bus?: BusSource,
  options: Omit<ChatLifecycleOptions, 'bus'> = {},
): StandaloneChatLifecycle {
  const store = createStore({ ...options, bus })
  const dispose = store.attach()
  return { ...store, dispose }
}
