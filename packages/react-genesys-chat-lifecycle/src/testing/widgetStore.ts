/**
 * What outlives a page: the widget's cookies and its entries in `localStorage`.
 *
 * Two buses that share a store are two tabs of one site.
 */
export interface WidgetStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

/** Where a page of an asynchronous chat keeps its token: the three functions of the vendor's `transport.async`. */
export interface AsyncTokenStore {
  /** The vendor's `getSessionData`, which **stores**. */
  store(data: { token: string; messageIndex: unknown }): void
  /** The vendor's `setSessionData`, which **gives back**. */
  read(): { token?: string } | undefined
  /** The vendor's `deleteSessionData`: called when the session is lost, not when it ends. */
  remove?(): void
}

/**
 * The names under which the vendor's transport keeps its session.
 *
 * @example
 * document.cookie.includes(storeKeys.session)
 */
export const storeKeys: Record<
  'session' | 'keys' | 'index' | 'filters' | 'open' | 'minimized' | 'metadata' | 'polling',
  string
> = {
  session: '_genesys.widgets.webchat.state.pureengage-v3-rest.session',
  keys: '_genesys.widgets.webchat.state.pureengage-v3-rest.keys',
  index: '_genesys.widgets.webchat.state.pureengage-v3-rest.index',
  filters: '_genesys.widgets.webchat.state.filters',
  open: '_genesys.widgets.webchat.state.open',
  minimized: '_genesys.widgets.webchat.state.minimized',
  metadata: '_genesys.widgets.webchat.metaData',
  polling: '_genesys.widgets.chatPollPending',
}

/**
 * A store in memory. Keep it, and give it to the next bus, to reload the page.
 *
 * @example
 * const store = createMemoryStore()
 */
export function createMemoryStore(): WidgetStore {
  const entries = new Map<string, string>()
  return {
    get: (key) => entries.get(key),
    set: (key, value) => void entries.set(key, value),
    remove: (key) => void entries.delete(key),
  }
}

/**
 * A page that keeps its token in memory.
 *
 * @example
 * const tokens = createMemoryTokenStore()
 */
export function createMemoryTokenStore(): AsyncTokenStore & { remove(): void } {
  let kept: { token: string; messageIndex: unknown } | undefined
  return {
    store(data) {
      kept = data
    },
    read: () => kept,
    remove() {
      kept = undefined
    },
  }
}
