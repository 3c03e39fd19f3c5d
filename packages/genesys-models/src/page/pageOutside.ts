import { type ChatTransport, TransportError } from '../service/digitalChannels/chatTransport.ts'
import type { AsyncTokenStore, WidgetStore } from './widgetStore.ts'

/** What a page load reaches outside itself. */
export interface PageOutside {
  readonly transport: ChatTransport
  readonly store: WidgetStore
  readonly tokens: AsyncTokenStore
  /** The last poll failed, so the next one comes late. */
  readonly isBackingOff: boolean
  dispose(): void
}

/**
 * Gives a page load its server and its cookies until it is gone. Then no request is answered, no poll takes a message, and
 * nothing that a timer writes reaches the next page.
 */
export function createPageOutside(
  server: ChatTransport,
  store: WidgetStore,
  tokens: AsyncTokenStore,
): PageOutside {
  let gone = false
  let isBackingOff = false
  const polls = new Set<AbortController>()

  const whileHere = <Answer>(send: () => Promise<Answer>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (gone) return
      send().then(
        (answer) => gone || resolve(answer),
        (error) => gone || reject(error),
      )
    })

  async function poll(
    ...[key, options]: Parameters<ChatTransport['poll']>
  ): ReturnType<ChatTransport['poll']> {
    const controller = new AbortController()
    const abort = (): void => controller.abort()
    options.signal.addEventListener('abort', abort, { once: true })
    polls.add(controller)
    try {
      const answer = await server.poll(key, { ...options, signal: controller.signal })
      isBackingOff = false
      return answer
    } catch (error) {
      const isLost = error instanceof TransportError && error.status === 404
      isBackingOff = !isLost && !controller.signal.aborted
      throw error
    } finally {
      options.signal.removeEventListener('abort', abort)
      polls.delete(controller)
    }
  }

  return {
    transport: {
      create: (request) => whileHere(() => server.create(request)),
      poll: (key, options) => whileHere(() => poll(key, options)),
      restore: (key, count) => whileHere(() => server.restore(key, count)),
      olderPage: (key, index, count) => whileHere(() => server.olderPage(key, index, count)),
      send: (key, message) => whileHere(() => server.send(key, message)),
      sendFile: (key, file) => whileHere(() => server.sendFile(key, file)),
      image: (key, url) => whileHere(async () => server.image?.(key, url) ?? url),
      updateUserData: (key, data) => whileHere(() => server.updateUserData(key, data)),
      leave(key) {
        isBackingOff = false
        return whileHere(() => server.leave(key))
      },
    },
    store: {
      get: (key) => store.get(key),
      set: (key, value) => gone || store.set(key, value),
      remove: (key) => gone || store.remove(key),
    },
    tokens: {
      store: (data) => gone || tokens.store(data),
      read: () => tokens.read(),
      ...(tokens.remove && { remove: () => gone || tokens.remove?.() }),
    },
    get isBackingOff() {
      return isBackingOff
    },
    dispose() {
      gone = true
      for (const controller of polls) controller.abort()
    },
  }
}
