import type { ChatTransport, SessionKey } from '../transport.ts'
import type { AsyncTokenStore, WidgetStore } from '../widgetStore.ts'
import { storeKeys } from '../widgetStore.ts'
import type { AgentsMap, SessionData } from '../wire.ts'

/** How WebChatService is configured: the part of `_genesys.widgets.webchat.transport` that changes what it does. */
export interface ServiceConfig {
  /** One long session of many segments. */
  async: boolean
  /** Milliseconds between two polls. The vendor's default is 3000, its minimum 100. */
  pollTimeout: number
  /** Messages a restore or an older page brings. The vendor's default is 20, its minimum 16. */
  maxMessagePageSize: number
  /** What `POST` sends beside the form. */
  userData: Record<string, unknown>
  endpoint: string
  stream?: string | undefined
}

/** What the session model tells the plugin; each becomes an event or a shared datum. */
export interface SessionListener {
  publish(event: string, data?: unknown): void
  capabilitiesChanged(): void
  messagesReceived(batch: {
    originalMessages: unknown[]
    messages: unknown[]
    restoring: boolean
    oldMessages: boolean
  }): void
  restored(async: boolean): void
  restoreFailed(reason: unknown): void
  ended(): void
  sessionLost(response: unknown): void
}

/** What the session model needs from outside. */
export interface SessionOutside {
  readonly transport: ChatTransport
  readonly store: WidgetStore
  readonly tokens: AsyncTokenStore
  readonly config: ServiceConfig
  readonly listener: SessionListener
  /** An exception of the vendor's own: on a page it would be uncaught. */
  reportVendorError(error: unknown): void
}

/** What the vendor's transport remembers between requests. */
export interface SessionState {
  active: boolean
  /** `''` after the vendor read a cookie that was not there. */
  data: SessionData | ''
  agents: AgentsMap
  /** Dashless indices that were delivered in this page load. */
  seen: Set<string>
  restoring: boolean
  fetchingOld: boolean
  allReceived: boolean
  oldestIndex: string | 0
  /** Raw and dashless index of the message handled last. */
  lastIndex: string | undefined
  lastDashlessIndex: string | 0
  pageSize: number
  disconnected: boolean
  typingTimeoutSet: boolean
  polling: boolean
  pollPaused: boolean
  pollInFlight: AbortController | undefined
  pollTimer: ReturnType<typeof setTimeout> | undefined
  pollFailed: boolean
  /** What a start was refused with: the widget's header goes on naming it, also when the page has it no more. */
  refusedToken?: string | undefined
  pollDelay: number
}

export function createSessionState(config: ServiceConfig): SessionState {
  return {
    active: false,
    data: {},
    agents: {},
    seen: new Set(),
    restoring: false,
    fetchingOld: false,
    allReceived: false,
    oldestIndex: 0,
    lastIndex: undefined,
    lastDashlessIndex: 0,
    pageSize: config.maxMessagePageSize,
    disconnected: false,
    typingTimeoutSet: false,
    polling: false,
    pollPaused: false,
    pollInFlight: undefined,
    pollTimer: undefined,
    pollFailed: false,
    pollDelay: config.pollTimeout,
  }
}

/** What is known of the session: of none, nothing. */
export function knownSession(state: SessionState): SessionData {
  return state.data || {}
}

/** The session as requests name it. In an asynchronous chat every request asks the page for the token. */
export function sessionKey(state: SessionState, outside: SessionOutside): SessionKey {
  const { sessionId, participantId } = knownSession(state)
  return { sessionId, participantId, token: requestToken(outside) }
}

function requestToken(outside: SessionOutside): string | undefined {
  return outside.config.async ? asyncToken(outside) : outside.store.get(storeKeys.keys)
}

/** Reads the page's token. The vendor publishes the capabilities each time it does, hence once per request. */
export function asyncToken(outside: SessionOutside): string | undefined {
  outside.listener.capabilitiesChanged()
  return outside.tokens.read()?.token
}

export function storeToken(state: SessionState, outside: SessionOutside): void {
  const { token } = knownSession(state)
  if (token) outside.tokens.store({ messageIndex: state.lastDashlessIndex, token })
}
