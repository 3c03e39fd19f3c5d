/** The widget's cookies and its entries in `localStorage`. Two buses that share a store are two tabs of one site. */
export interface WidgetStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

/** Where a page keeps the token of an asynchronous chat: the three functions of the vendor's `transport.async`. */
export interface AsyncTokenStore {
  /** The vendor's `getSessionData`, which **stores**. */
  store(data: { token: string; messageIndex: unknown }): void
  /** The vendor's `setSessionData`, which **gives back**. */
  read(): { token?: string } | undefined
  /** The vendor's `deleteSessionData`. Called when the session is lost, not when it ends. */
  remove?(): void
}

const STATE = '_genesys.widgets.webchat.state.'
const NEXUS = `${STATE}pureengage-v3-rest.`
const CLOUD = `${STATE}purecloud-v2-sockets.`

type StoreKey =
  | 'session'
  | 'keys'
  | 'index'
  | 'gmsSession'
  | 'gmsKeys'
  | 'gmsIndex'
  | 'gmsPing'
  | 'cloudJwt'
  | 'cloudConversation'
  | 'cloudMember'
  | 'cloudStream'
  | 'cloudLastMessage'
  | 'filters'
  | 'open'
  | 'minimized'
  | 'metadata'
  | 'polling'

/** The vendor's keys. */
export const storeKeys: Readonly<Record<StoreKey, string>> = {
  session: `${NEXUS}session`,
  keys: `${NEXUS}keys`,
  index: `${NEXUS}index`,
  gmsSession: `${STATE}session`,
  gmsKeys: `${STATE}keys`,
  gmsIndex: `${STATE}index`,
  /** When the chat was last polled. */
  gmsPing: `${STATE}ping`,
  cloudJwt: `${CLOUD}JWtoken`,
  cloudConversation: `${CLOUD}ConversationID`,
  cloudMember: `${CLOUD}MemberID`,
  cloudStream: `${CLOUD}WS_URL`,
  cloudLastMessage: `${CLOUD}LAST_MESSAGE_ID`,
  filters: `${STATE}filters`,
  open: `${STATE}open`,
  minimized: `${STATE}minimized`,
  metadata: '_genesys.widgets.webchat.metaData',
  polling: '_genesys.widgets.chatPollPending',
}

/**
 * Creates a store in memory. Give it to another bus to make that a second tab of the same site.
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
 * Creates a token store in memory.
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
