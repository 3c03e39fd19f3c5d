import type { ContactCentre } from '../centre/contactCentre.ts'
import { ContactCentreError } from '../centre/errors.ts'
import type { Failure, Faults } from '../centre/faults.ts'
import type { Delivery } from '../centre/inbox.ts'
import type { ChatMessage } from '../centre/message.ts'
import { METHOD_OF, type RequestKind } from '../centre/requests.ts'
import type { ChatSession } from '../centre/session.ts'
import { toSessionRequest } from '../centre/sessionRequest.ts'
import { copy } from '../copy.ts'
import type { ChatTransport, MessagesAnswer, SessionKey } from '../service/digitalChannels/chatTransport.ts'
import { decodeClientToken, encodeClientToken } from '../service/digitalChannels/clientToken.ts'
import type { WireMessage } from '../service/messages.ts'
import { TransportError } from '../service/transportError.ts'
import { PICTURE, toImage } from './pictures.ts'
import type { RequestLog } from './requestLog.ts'

/** What {@link createCentreTransport} takes. */
export interface CentreTransportOptions {
  readonly centre: ContactCentre
  readonly faults: Faults
  readonly log: RequestLog
  /** How long a poll is held open when there is nothing new, in milliseconds. */
  readonly holdMs: number
}

const SECONDS_OF_A_DAY = 86_400
/** Connects a widget to a contact centre in the same process: the Consumer Messaging API without HTTP. */
export function createCentreTransport({
  centre,
  faults,
  log,
  holdMs,
}: CentreTransportOptions): ChatTransport {
  const ask = <Answer>(
    kind: RequestKind,
    sessionId: string | undefined,
    answer: () => Answer,
  ): Promise<Answer> =>
    log.ask({ kind, method: METHOD_OF[kind], sessionId, fail: toError }, () => refusing(answer))
  const find = (sessionId: string | undefined): ChatSession => centre.session(sessionId ?? '')
  const askSession = <Answer>(
    kind: RequestKind,
    { sessionId }: SessionKey,
    answer: (session: ChatSession) => Answer,
  ): Promise<Answer> => ask(kind, sessionId, () => answer(find(sessionId)))
  const deliver = (session: ChatSession, delivery: Delivery): MessagesAnswer => ({
    ...delivery,
    messages: faults.disturb(session.id, delivery.messages).map(toWire),
  })

  return {
    create: ({ token, data }) =>
      ask('create', undefined, () => {
        const named = decodeClientToken(token)
        const session = named ? find(named.sessionId) : centre.open(toSessionRequest(data))
        session.arrive()
        return tokenFor(session, centre.clock.now())
      }),
    async poll(key, { index, signal }) {
      const session = await askSession('poll', key, (found) => found)
      if (index !== undefined) session.inbox.continueAfter(index)
      await session.inbox.waitForNews({ holdMs, signal })
      // Messages that an abandoned poll would have taken are left for the next one.
      if (signal.aborted || faults.isOffline) throw new TransportError(0)
      refusing(() => find(key.sessionId))
      return deliver(session, session.inbox.take())
    },
    restore: (key, count) =>
      askSession('restore', key, (session) => deliver(session, session.inbox.restore(count))),
    olderPage: (key, index, count) =>
      askSession('olderPage', key, (session) => deliver(session, session.inbox.page(index, count))),
    send: (key, { type, text }) =>
      askSession('send', key, (session) => {
        session.write({ type: type as 'Text', ...((type === 'Text' || text !== '') && { text }) })
        return { chatEnded: session.ended }
      }),
    sendFile: (key, file) =>
      askSession('sendFile', key, (session) => {
        session.sendImage(toImage(file))
        return { chatEnded: session.ended }
      }),
    image: (key) => askSession('image', key, () => PICTURE),
    updateUserData: (key, data) =>
      askSession('updateUserData', key, (session) => {
        session.updateUserData(data)
        return {}
      }),
    leave: (key) =>
      askSession('leave', key, (session) => {
        session.depart()
        return { chatEnded: session.ended }
      }),
  }
}

function toError(failure: Failure): TransportError {
  return failure.drop
    ? new TransportError(0)
    : new TransportError(failure.status, failure.code, failure.message)
}

/** Runs what the contact centre answers. Its refusals become what the widget sees of them. */
function refusing<Answer>(answer: () => Answer): Answer {
  try {
    return answer()
  } catch (error) {
    if (error instanceof ContactCentreError) {
      throw new TransportError(error.status, error.code, error.message)
    }
    throw error
  }
}

/** A copy: the widget writes into what it gets. */
function toWire(message: ChatMessage): WireMessage {
  const { content, ...rest } = copy(message)
  return { ...rest, ...(content && { content: content as unknown as Record<string, unknown>[] }) }
}

function tokenFor({ id: sessionId, customer }: ChatSession, now: number): { clientToken: string } {
  const { participantId, nickname } = customer
  const exp = Math.floor(now / 1000) + SECONDS_OF_A_DAY
  return { clientToken: encodeClientToken({ sessionId, participantId, nickname, exp }) }
}
