import type { Clock } from '../centre/clock.ts'
import { ContactCentreError } from '../centre/errors.ts'
import type { Failure, Faults } from '../centre/faults.ts'
import type { GuestChats } from '../centre/genesysCloud/guestChats.ts'
import { guestRefusal, refuseGuest } from '../centre/genesysCloud/refusal.ts'
import { METHOD_OF, type RequestKind } from '../centre/requests.ts'
import { copy } from '../copy.ts'
import type {
  GuestKey,
  GuestServer,
  GuestStreamListener,
  GuestWireFrame,
} from '../service/genesysCloud/guestServer.ts'
import { TransportError } from '../service/transportError.ts'
import type { RequestLog } from './requestLog.ts'

/** Connects a widget to a contact centre in the same process: the guest chat API of Genesys Cloud without HTTP. */
export function createGuestServer(
  guests: GuestChats,
  { log, faults, clock }: { log: RequestLog; faults: Faults; clock: Clock },
): GuestServer {
  const ask = <Answer>(
    kind: RequestKind,
    sessionId: string | undefined,
    answer: () => Answer,
  ): Promise<Answer> =>
    log.ask({ kind, method: METHOD_OF[kind], sessionId, fail: toError }, () => refusing(() => copy(answer())))
  const inChat = <Answer>(kind: RequestKind, key: GuestKey, answer: () => Answer): Promise<Answer> =>
    ask(kind, key.conversationId || undefined, answer)

  return {
    start: ({ displayName, customFields, targetAddress }) =>
      ask('create', undefined, () => {
        const { id, member } = guests.start({
          memberInfo: { displayName, customFields },
          routingTarget: { targetAddress },
        })
        return {
          jwt: `jwt.${id}`,
          conversationId: id,
          memberId: member.id,
          WebSocketUrl: `wss://simulator.invalid/${id}`,
        }
      }),
    member: (key, memberId) => inChat('member', key, () => guests.member(key.conversationId, memberId)),
    members: (key) => inChat('member', key, () => guests.members(key.conversationId).entities),
    messages(key, which) {
      if ('after' in which) {
        return inChat('poll', key, () => guests.messages(key.conversationId, which))
      }
      const { before, count } = which
      return inChat(before === undefined ? 'restore' : 'olderPage', key, () =>
        guests.messages(key.conversationId, { before, sortOrder: 'descending', maxResults: count }),
      )
    },
    send: (key, body) => inChat('send', key, () => guests.send(key.conversationId, key.memberId, { body })),
    typing: (key) => inChat('send', key, () => guests.typing(key.conversationId, key.memberId)),
    leave: (key) => inChat('leave', key, () => guests.leave(key.conversationId, key.memberId)),
    open: (key, listener) => openStream(key, listener, { guests, faults, clock }),
  }
}

/** How long a frame is under way, in milliseconds: an answer overtakes the frames of what it did. */
const FRAME_MS = 5

function openStream(
  { conversationId }: GuestKey,
  listener: GuestStreamListener,
  { guests, faults, clock }: { guests: GuestChats; faults: Faults; clock: Clock },
): () => void {
  let isOver = false
  let end: (() => void) | undefined
  const later = (run: () => void): void => void clock.after(FRAME_MS, () => isOver || run())
  const closed = (): void =>
    later(() => {
      isOver = true
      listener.onClosed()
    })
  later(() => {
    if (faults.cuts({ kind: 'poll', method: METHOD_OF.poll, sessionId: conversationId })) {
      closed()
      return
    }
    try {
      end = guests.open(conversationId, {
        onFrame: (frame) => later(() => listener.onFrame(copy(frame) as GuestWireFrame)),
        onClosed: closed,
      })
      listener.onOpen()
    } catch {
      closed()
    }
  })
  return () => {
    isOver = true
    end?.()
  }
}

function toError(failure: Failure): TransportError {
  if (failure.drop) return new TransportError(0)
  const { status, code, message } = failure
  const body = refuseGuest(status, message, code.includes('.') ? code : undefined)
  return new TransportError(status, code, message, body)
}

function refusing<Answer>(answer: () => Answer): Answer {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof ContactCentreError)) throw error
    const body = guestRefusal(error)
    throw new TransportError(body.status, body.code, body.message, body)
  }
}
