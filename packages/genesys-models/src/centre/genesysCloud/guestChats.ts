import type { ContactCentre } from '../contactCentre.ts'
import { ContactCentreError } from '../errors.ts'
import type { Faults } from '../faults.ts'
import type { ChatMessage } from '../message.ts'
import type { ChatSession } from '../session.ts'
import { toSessionRequest } from '../sessionRequest.ts'
import { GUEST_PATH } from './guestApi.ts'
import { guestMembers } from './members.ts'
import { type GuestMessageQuery, guestMessages, toGuestMessage } from './messages.ts'
import { type GuestListener, openStream } from './stream.ts'
import type {
  GuestConversation,
  GuestMember,
  GuestMemberList,
  GuestMessage,
  GuestMessageList,
  GuestTyping,
} from './wire.ts'

/** As documented. */
const MAX_BODY = 4000
const HEARTBEAT_MS = 10_000

/** What a widget sends to start a conversation. */
export interface GuestStart {
  readonly memberInfo: {
    readonly displayName: string
    readonly customFields?: Readonly<Record<string, unknown>> | undefined
  }
  /** The name of the queue, `targetAddress`, is the endpoint. */
  readonly routingTarget?: { readonly targetAddress?: string | undefined } | undefined
}

/** What a customer writes. */
export interface GuestText {
  readonly body: string
  readonly bodyType?: 'standard' | 'notice' | undefined
}

export interface GuestChatsOptions {
  readonly centre: ContactCentre
  /** What disturbs the event streams. Default: nothing. */
  readonly faults?: Faults
  /** How often an event stream has a heartbeat, in milliseconds; 0: never. Default 10 000: the widget waits for 14 000. */
  readonly heartbeatMs?: number
}

/**
 * The requests of the guest chat API of Genesys Cloud (web chat version 2).
 *
 * Each throws a `ContactCentreError`: `INVALID_SESSION` or `NOT_FOUND` for what does not exist, `CHAT_ENDED` after the end,
 * `INVALID_REQUEST` for anything else. `guestRefusal` makes the API's answer of it.
 */
export interface GuestChats {
  start(request: GuestStart): GuestConversation
  member(conversationId: string, memberId: string): GuestMember
  members(conversationId: string): GuestMemberList
  messages(conversationId: string, query?: GuestMessageQuery): GuestMessageList
  send(conversationId: string, memberId: string, text: GuestText): GuestMessage
  typing(conversationId: string, memberId: string): GuestTyping
  leave(conversationId: string, memberId: string): void
  /** Opens an event stream. It tells what happens from now on. Returns a function that ends it. */
  open(conversationId: string, listener: GuestListener): () => void
}

/**
 * Puts the guest chat API of Genesys Cloud in front of a contact centre, without HTTP.
 *
 * @example
 * const guests = createGuestChats({ centre })
 * const { id, member } = guests.start({ memberInfo: { displayName: 'Joe' } })
 * const end = guests.open(id, { onFrame: (frame) => console.log(frame), onClosed: () => {} })
 * guests.send(id, member.id, { body: 'Hello' })
 */
export function createGuestChats(options: GuestChatsOptions): GuestChats {
  const { centre, faults, heartbeatMs = HEARTBEAT_MS } = options

  /** Finds the conversation in which the customer does something. */
  function actAs(conversationId: string, memberId: string): ChatSession {
    const session = centre.session(conversationId)
    if (memberId !== session.participantId) {
      throw new ContactCentreError(
        'INVALID_REQUEST',
        'Guests can only act as themselves. Send your own member id.',
      )
    }
    if (session.ended) throw hasEnded()
    return session
  }
  function member(conversationId: string, memberId: string): GuestMember {
    const found = guestMembers(centre.session(conversationId)).find(({ id }) => id === memberId)
    if (!found) throw new ContactCentreError('NOT_FOUND', 'There is no such member in this conversation.')
    return found
  }

  return {
    start: (request) => {
      const { id, participantId } = centre.open(toGuestRequest(request))
      return { id, member: member(id, participantId) }
    },
    member,
    members: (conversationId) => {
      const entities = guestMembers(centre.session(conversationId))
      return {
        entities,
        pageSize: entities.length,
        pageNumber: 1,
        total: entities.length,
        pageCount: 1,
        selfUri: `${GUEST_PATH}/${conversationId}/members`,
      }
    },
    messages: (conversationId, query) => guestMessages(centre.session(conversationId), query),
    send: (conversationId, memberId, { body, bodyType }) => {
      const session = actAs(conversationId, memberId)
      if (body === '' || body.length > MAX_BODY) {
        throw new ContactCentreError(
          'INVALID_REQUEST',
          `body: expected 1 to ${MAX_BODY} characters, got ${body.length}.`,
        )
      }
      return toGuestMessage(
        session,
        write(session, { type: bodyType === 'notice' ? 'Notice' : 'Text', text: body }),
      )
    },
    typing: (conversationId, memberId) => {
      const { id, utcTime } = write(actAs(conversationId, memberId), { type: 'TypingStarted' })
      return { id, conversation: { id: conversationId }, sender: { id: memberId }, timestamp: utcTime }
    },
    leave: (conversationId, memberId) => actAs(conversationId, memberId).depart(),
    open: (conversationId, listener) =>
      openStream(centre.session(conversationId), listener, { centre, faults, heartbeatMs }),
  }
}

function write(session: ChatSession, draft: Parameters<ChatSession['write']>[0]): ChatMessage {
  const message = session.write(draft)
  if (!message) throw hasEnded()
  return message
}

function hasEnded(): ContactCentreError {
  return new ContactCentreError('CHAT_ENDED', 'This conversation has ended. Start a new one.')
}

function toGuestRequest({ memberInfo, routingTarget }: GuestStart) {
  const { displayName, customFields = {} } = memberInfo
  const { firstName, lastName } = customFields
  return {
    ...toSessionRequest({
      nickname: displayName,
      firstName: typeof firstName === 'string' ? firstName : undefined,
      lastName: typeof lastName === 'string' ? lastName : undefined,
      endpoint: routingTarget?.targetAddress,
      userData: customFields,
    }),
    transport: 'genesys-cloud',
    mode: 'regular',
  } as const
}
