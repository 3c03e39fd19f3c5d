import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isFunction } from '../common/values.ts'
import type { ChatActions } from './actions.ts'
import type { ChatEvents } from './announce.ts'
import type { Chat, ChatLifecycle } from './chat.ts'

/**
 * A chat's lifecycle without React, as {@link createChatLifecycle} returns it.
 *
 * @example
 * const off = store.subscribe(() => console.log(store.getState().phase))
 */
export interface ChatLifecycleStore<Options extends object = object> {
  /** Returns the same object until something changes. */
  getState(): ChatLifecycle
  /** Calls `listener` after each change. Returns a function that removes it. */
  subscribe(listener: () => void): () => void
  /**
   * Calls `listener` once for each occurrence of `segmentClosed`, `segmentReopened`, `ended`, `message` or `error`. Returns a
   * function that removes it.
   *
   * @example
   * store.on('ended', ({ reason }) => console.log(reason))
   */
  on<Name extends keyof ChatEvents>(event: Name, listener: (...args: ChatEvents[Name]) => void): () => void
  /** The same object at all times. */
  readonly actions: ChatActions
  /** Changes the given options and keeps the others. `bus` cannot be changed. */
  setOptions(options: Options): void
  /** Starts to listen. Returns a function that stops it. With several callers, it stops when all of them have stopped. */
  attach(): () => void
  /** Stops listening, even if somebody is still attached. */
  destroy(): void
}

const chats = new WeakMap<ChatLifecycleStore, Chat>()

const EVENTS: readonly unknown[] = [
  'segmentClosed',
  'segmentReopened',
  'ended',
  'message',
  'error',
] satisfies (keyof ChatEvents)[]

function isListener(method: string, listener: unknown): boolean {
  if (isFunction(listener)) return true
  inDevelopment(() =>
    tellOnce(`${method}: expected a function, got ${describe(listener)}. It is never called.`),
  )
  return false
}

/** The public side of a chat. */
export function createStore<Options extends object>(
  chat: Chat,
  setOptions: (options: Options) => void,
): ChatLifecycleStore<Options> {
  const store: ChatLifecycleStore<Options> = {
    getState: chat.getState,
    subscribe: (listener) => (isListener('subscribe()', listener) ? chat.subscribe(listener) : () => {}),
    on(event, listener) {
      const isKnown = EVENTS.includes(event)
      if (!isKnown) {
        inDevelopment(() =>
          tellOnce(
            `on(): expected one of ${EVENTS.join(', ')}, got ${String(event)}. The listener is never called.`,
          ),
        )
      }
      return isKnown && isListener(`on('${event}')`, listener) ? chat.announcer.on(event, listener) : () => {}
    },
    actions: chat.actions,
    setOptions,
    attach: () => chat.attach(),
    destroy: () => chat.destroy(),
  }
  chats.set(store as ChatLifecycleStore, chat)
  return store
}

/** The chat behind a store. */
export function chatOf(store: ChatLifecycleStore): Chat {
  const chat = chats.get(store)
  if (!chat) throw new TypeError('transcriptOf: expected a store made by createChatLifecycle().')
  return chat
}
