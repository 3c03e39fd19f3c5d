import { storeKeys } from '../../page/widgetStore.ts'
import type { AgentsMap } from '../messages.ts'
import type { TransportContext } from '../serviceTransport.ts'
import type { GmsServer, GmsShownKeys, GmsWireAnswer } from './gmsServer.ts'

/** The part of `_genesys.widgets.webchat` that the model of GMS follows. */
export interface GmsConfig {
  /** Milliseconds between two polls. */
  pollRate: number
  /** How long the page may be away, in milliseconds, before the chat counts as lost. The vendor's default is 60 000. */
  restoreTimeout: number
  /** How many answers may say that the chat server is away before that is published. The vendor's default is 5. */
  pollExceptionLimit: number
  /** What a start sends beside the names. */
  userData: Record<string, unknown>
  endpoint: string
}

/** The vendor accepts nothing below. */
const LEAST_POLL_MS = 250

/** Completes a configuration with the vendor's defaults and minimums. */
export function createGmsConfig(given: Partial<GmsConfig>): GmsConfig {
  return {
    restoreTimeout: 60_000,
    pollExceptionLimit: 5,
    userData: {},
    endpoint: '',
    ...given,
    pollRate: Math.max(LEAST_POLL_MS, given.pollRate ?? 3000),
  }
}

export interface GmsOutside extends TransportContext {
  readonly server: GmsServer
  readonly config: GmsConfig
}

/** The data of `started`, of `getSessionData` and of every batch. **Holds the secret of the chat.** */
export interface GmsSession {
  sessionID: string
  userId: string
  secureKey: string
  alias: string
}

/** What the vendor's service remembers between requests. */
export interface GmsState {
  active: boolean
  /** One object for the life of the page: whoever keeps it sees it change. */
  readonly session: GmsSession
  /** The same. */
  agents: AgentsMap
  nextIndex: number
  restoring: boolean
  disconnected: boolean
  /** Answers in a row that said that the chat server is away. */
  exceptions: number
  chatServerAway: boolean
  polling: boolean
  pollTimer: ReturnType<typeof setTimeout> | undefined
}

const NO_SESSION: GmsSession = { sessionID: '', userId: '', secureKey: '', alias: '' }

export function createGmsState(): GmsState {
  return {
    active: false,
    session: { ...NO_SESSION },
    agents: {},
    nextIndex: 1,
    restoring: false,
    disconnected: false,
    exceptions: 0,
    chatServerAway: false,
    polling: false,
    pollTimer: undefined,
  }
}

/** What the next request shows. */
export function shownKeys({ session, nextIndex }: GmsState): GmsShownKeys {
  const { sessionID, ...keys } = session
  return { chatId: sessionID, ...keys, transcriptPosition: nextIndex }
}

/** Adopts the session of an answer, and keeps it for the next page load. */
export function adoptSession(answer: GmsWireAnswer, state: GmsState, { store }: GmsOutside): void {
  const { chatId = '', userId = '', secureKey = '', alias = '' } = answer
  Object.assign(state.session, { sessionID: chatId, userId, secureKey, alias })
  store.set(storeKeys.gmsSession, chatId)
  store.set(storeKeys.gmsKeys, JSON.stringify({ secureKey, alias, userId }))
}

/** Reads the session that an earlier page load has kept. */
export function readSession(state: GmsState, { store }: GmsOutside): void {
  const kept = JSON.parse(store.get(storeKeys.gmsKeys) ?? '{}') as Partial<GmsSession>
  Object.assign(state.session, NO_SESSION, kept, { sessionID: store.get(storeKeys.gmsSession) ?? '' })
}

/** Forgets the session, here and in the cookies that tabs share. */
export function forgetSession(state: GmsState, { store }: GmsOutside): void {
  for (const key of [storeKeys.gmsSession, storeKeys.gmsKeys, storeKeys.gmsIndex, storeKeys.gmsPing]) {
    store.remove(key)
  }
  Object.assign(state.session, NO_SESSION)
  Object.assign(state, { active: false, agents: {}, nextIndex: 1, disconnected: false, exceptions: 0 })
}
