import { storeKeys } from '../../page/widgetStore.ts'
import type { AgentsMap } from '../messages.ts'
import type { TransportContext } from '../serviceTransport.ts'
import type { GuestKey, GuestServer, GuestWireMember, GuestWireMessage } from './guestServer.ts'

/** The part of `_genesys.widgets.webchat.transport` that the model follows. */
export interface CloudConfig {
  /** Publishes that a workflow comes and goes. The vendor's default is false. */
  botEventsEnabled: boolean
  /** History can be fetched. The vendor's default is true. */
  pagination: boolean
  /** Messages that a restore or an older page brings. The vendor's default is 100. */
  maxMessagePageSize: number
  userData: Record<string, unknown>
  /** The name of the queue. */
  targetAddress: string
}

/** Completes a configuration with the vendor's defaults. */
export function createCloudConfig(given: Partial<CloudConfig>): CloudConfig {
  return {
    botEventsEnabled: false,
    pagination: true,
    maxMessagePageSize: 100,
    userData: {},
    targetAddress: '',
    ...given,
  }
}

export interface CloudOutside extends TransportContext {
  readonly server: GuestServer
  readonly config: CloudConfig
}

/** A member, and what was last published of it. */
export interface KnownMember extends GuestWireMember {
  lastEvent?: string
}

/** The made-up message that a person has come or gone: one object, which the next one overwrites. */
export interface MadeUpMessage {
  type: string
  text: string
  restoring: boolean
  index: number
  timestamp: number
  from: { type: string; name?: string }
  avatar?: string
}

/** What the vendor's transport remembers. */
export interface CloudState {
  active: boolean
  /** Our end is under way, so that we leave is no news. */
  ending: boolean
  /** `{}` without a session. After a restore that failed it is still the dead one. */
  session: Partial<GuestKey> & Record<string, unknown>
  agents: AgentsMap
  /** By id. */
  members: Map<string, KnownMember>
  /** Ids of members that the list of members has told of. What the server says of those is published, too. */
  listed: Set<string>
  /** Stays true after a restore that failed. */
  restoring: boolean
  /** Messages that wait to be published together. */
  buffer: GuestWireMessage[]
  bufferTimer: ReturnType<typeof setTimeout> | undefined
  /** Ids of messages that were published. */
  known: Set<string>
  lastId: string | undefined
  oldestId: string | undefined
  hasMore: boolean
  madeUp: MadeUpMessage | undefined
  typing: { memberId: string; timer: ReturnType<typeof setTimeout> } | undefined
  endTimer: ReturnType<typeof setTimeout> | undefined
  closeStream: (() => void) | undefined
  isStreamOpen: boolean
  retryTimer: ReturnType<typeof setTimeout> | undefined
}

export function createCloudState(): CloudState {
  return {
    active: false,
    ending: false,
    session: { displayName: '', nextMsgURL: '' },
    restoring: false,
    closeStream: undefined,
    isStreamOpen: false,
    retryTimer: undefined,
    ...nothingKnown(),
  }
}

/** What is known of one conversation. */
export function nothingKnown(): Omit<
  CloudState,
  'active' | 'ending' | 'session' | 'restoring' | 'closeStream' | 'isStreamOpen' | 'retryTimer'
> {
  return {
    agents: {},
    members: new Map<string, KnownMember>(),
    listed: new Set<string>(),
    buffer: [],
    bufferTimer: undefined,
    known: new Set<string>(),
    lastId: undefined,
    oldestId: undefined,
    hasMore: true,
    madeUp: undefined,
    typing: undefined,
    endTimer: undefined,
  }
}

export function keyOf({ session }: CloudState): GuestKey {
  const { jwt = '', conversationId = '', memberId = '', WebSocketUrl = '' } = session
  return { jwt, conversationId, memberId, WebSocketUrl }
}

/** Keeps the session for the next page load, the token included. */
export function keepSession(key: GuestKey, { store }: CloudOutside): void {
  store.set(storeKeys.cloudJwt, key.jwt)
  store.set(storeKeys.cloudConversation, key.conversationId)
  store.set(storeKeys.cloudMember, key.memberId)
  store.set(storeKeys.cloudStream, key.WebSocketUrl)
}

/** The session that an earlier page load has kept. */
export function readSession({ store }: CloudOutside): CloudState['session'] {
  const jwt = store.get(storeKeys.cloudJwt)
  if (jwt === undefined) return {}
  return {
    jwt,
    conversationId: store.get(storeKeys.cloudConversation) ?? '',
    memberId: store.get(storeKeys.cloudMember) ?? '',
    displayName: '',
    WebSocketUrl: store.get(storeKeys.cloudStream) ?? '',
  }
}

export function forgetCookies({ store }: CloudOutside): void {
  const { cloudJwt, cloudConversation, cloudMember, cloudStream, cloudLastMessage } = storeKeys
  for (const key of [cloudJwt, cloudConversation, cloudMember, cloudStream, cloudLastMessage]) {
    store.remove(key)
  }
}

export function publishCapabilities({ config, listener }: CloudOutside): void {
  listener.capabilitiesChanged({
    async: false,
    asyncClose: 'hideChat',
    pagination: config.pagination,
    fileUpload: false,
  })
}
