import { type AsyncTokenStore, storeKeys } from '../../page/widgetStore.ts'
import type { AgentsMap } from '../messages.ts'
import type { TransportContext } from '../serviceTransport.ts'
import type { ChatTransport, SessionKey } from './chatTransport.ts'
import type { SessionData } from './clientToken.ts'

/** The part of `_genesys.widgets.webchat.transport` that the model follows. */
export interface ServiceConfig {
  /** One long session of many segments. */
  async: boolean
  /** Milliseconds between two polls. The vendor's default is 3000, its minimum 100. */
  pollTimeout: number
  /** Messages a restore or an older page brings. The vendor's default is 20, its minimum 16. */
  maxMessagePageSize: number
  /** What a start sends beside the form. */
  userData: Record<string, unknown>
  endpoint: string
  stream?: string | undefined
}

/** The vendor accepts nothing below. */
const LEAST_POLL_MS = 100
const LEAST_PAGE_SIZE = 16

/** Completes a configuration with the vendor's defaults and minimums. */
export function createServiceConfig(given: Partial<ServiceConfig>): ServiceConfig {
  return {
    async: false,
    userData: {},
    endpoint: '',
    ...given,
    pollTimeout: Math.max(LEAST_POLL_MS, given.pollTimeout ?? 3000),
    maxMessagePageSize: Math.max(LEAST_PAGE_SIZE, given.maxMessagePageSize ?? 20),
  }
}

export interface SessionOutside extends TransportContext {
  readonly transport: ChatTransport
  readonly tokens: AsyncTokenStore
  readonly config: ServiceConfig
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
  /** A token that a start was refused with. The widget keeps sending it, even when the page has it no more. */
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

export function knownSession(state: SessionState): SessionData {
  return state.data || {}
}

/** The session for a request. In an asynchronous chat every request asks the page for the token. */
export function sessionKey(state: SessionState, outside: SessionOutside): SessionKey {
  const { sessionId, participantId } = knownSession(state)
  return { sessionId, participantId, token: requestToken(outside) }
}

function requestToken(outside: SessionOutside): string | undefined {
  return outside.config.async ? asyncToken(outside) : outside.store.get(storeKeys.keys)
}

/** Reads the page's token. The vendor publishes the capabilities each time, hence once per request. */
export function asyncToken(outside: SessionOutside): string | undefined {
  publishCapabilities(outside)
  return outside.tokens.read()?.token
}

export function publishCapabilities({ config, listener }: SessionOutside): void {
  listener.capabilitiesChanged({
    async: config.async,
    asyncClose: 'endChat',
    pagination: config.async,
    fileUpload: true,
  })
}

export function storeToken(state: SessionState, outside: SessionOutside): void {
  const { token } = knownSession(state)
  if (token) outside.tokens.store({ messageIndex: state.lastDashlessIndex, token })
}
