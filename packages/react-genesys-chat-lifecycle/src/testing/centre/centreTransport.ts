import { decodeClientToken, encodeClientToken } from '../clientToken.ts'
import { copy } from '../copy.ts'
import { type ChatTransport, type MessagesAnswer, TransportError } from '../transport.ts'
import type { WireMessage } from '../wire.ts'
import { type ChatSession, createChatSession } from './chatSession.ts'
import type { ActiveFaults, RequestKind } from './faults.ts'
import type { IdSource } from './ids.ts'

/** A request that a widget made. */
export interface MadeRequest {
  readonly kind: RequestKind
  /** Epoch milliseconds. */
  readonly time: number
  /** `undefined` for a start, and for what a widget asks that has forgotten its session. */
  readonly sessionId: string | undefined
}

interface CentreInside {
  readonly ids: IdSource
  readonly sessions: ChatSession[]
  readonly requests: MadeRequest[]
  readonly faults: ActiveFaults
  /** How long a poll is held open when there is nothing new, in milliseconds. */
  readonly longPollMs: number
  /** An asynchronous chat goes on when the customer leaves; a regular one is over. */
  readonly async: boolean
}

const SECONDS_OF_A_DAY = 86_400

/** The Consumer Messaging API over sessions in memory. */
export function createCentreTransport(inside: CentreInside): ChatTransport & { readonly inFlight: number } {
  const { ids, sessions, requests, faults, longPollMs } = inside
  let inFlight = 0

  async function request<Answer>(
    kind: RequestKind,
    sessionId: string | undefined,
    answer: () => Answer,
  ): Promise<Answer> {
    requests.push({ kind, time: Date.now(), sessionId })
    inFlight += 1
    try {
      await faults.pass(kind)
      return answer()
    } finally {
      inFlight -= 1
    }
  }

  function find(sessionId: string | undefined): ChatSession {
    const session = sessions.find((candidate) => candidate.id === sessionId)
    if (!session || session.forgotten) throw new TransportError(404, 'INVALID_SESSION', 'no session')
    return session
  }

  function tokenFor({ id: sessionId, participantId, nickname }: ChatSession): { clientToken: string } {
    const exp = Math.floor(Date.now() / 1000) + SECONDS_OF_A_DAY
    return { clientToken: encodeClientToken({ sessionId, participantId, nickname, exp }) }
  }

  function answerWith(session: ChatSession, messages: readonly WireMessage[]): MessagesAnswer {
    const lastDeliveredIndex = session.messages.at(-1)?.index
    return {
      // The widget writes into what it gets.
      messages: copy([...messages]),
      chatEnded: session.ended,
      ...(lastDeliveredIndex !== undefined && { lastDeliveredIndex }),
    }
  }

  /** Held until there is news, the wait is over, the network goes or the widget gives it up. */
  async function holdPoll(session: ChatSession, signal: AbortSignal): Promise<void> {
    if (longPollMs <= 0 || session.undelivered > 0 || session.ended) return
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        callOff()
        clearTimeout(timer)
        resolve()
      }
      const callOff = session.onNews(wake)
      const timer = setTimeout(wake, longPollMs)
      signal.addEventListener('abort', wake, { once: true })
    })
    if (faults.isOffline) throw new TransportError(0)
  }

  function open(data: Record<string, unknown>): ChatSession {
    const { nickname, userData } = data as { nickname?: string; userData?: object }
    if (!nickname) throw new TransportError(400, 'INVALID_NICKNAME', 'A chat needs a nickname.')
    const session = createChatSession(nickname, ids)
    Object.assign(session.userData, userData)
    session.add({ type: 'ParticipantJoined', from: session.customer })
    sessions.push(session)
    return session
  }

  function rejoin(session: ChatSession): ChatSession {
    if (session.ended) throw new TransportError(404, 'INVALID_SESSION', 'This chat has ended.')
    if (session.left) session.add({ type: 'ParticipantJoined', from: session.customer })
    session.left = false
    session.rewind()
    return session
  }

  return {
    get inFlight() {
      return inFlight
    },
    create: ({ token, data }) =>
      request('create', undefined, () => {
        const named = decodeClientToken(token)
        return tokenFor(named ? rejoin(find(named.sessionId)) : open(data))
      }),
    async poll({ sessionId }, { signal }) {
      const session = await request('poll', sessionId, () => find(sessionId))
      await holdPoll(session, signal)
      // What an abandoned poll would have taken is left for the next one.
      if (signal.aborted) throw new TransportError(0)
      find(sessionId)
      return answerWith(session, session.take())
    },
    restore: ({ sessionId }, count) =>
      request('restore', sessionId, () => {
        const session = find(sessionId)
        session.skipToEnd()
        return answerWith(session, session.messages.slice(-count))
      }),
    olderPage: ({ sessionId }, index, count) =>
      request('olderPage', sessionId, () => {
        const session = find(sessionId)
        const end = session.messages.findIndex((message) => message.index === index) + 1
        return answerWith(session, session.messages.slice(Math.max(0, end - count), end))
      }),
    send: ({ sessionId }, { type, text }) =>
      request('send', sessionId, () => {
        const session = find(sessionId)
        session.add({ type, from: session.customer, ...(type === 'Text' || text !== '' ? { text } : {}) })
        return {}
      }),
    sendFile: ({ sessionId }, file) =>
      request('sendFile', sessionId, () => {
        const session = find(sessionId)
        const { name, type: mime } = (file ?? {}) as { name?: string; type?: string }
        if (name === undefined || mime === undefined)
          throw new TransportError(400, 'INVALID_REQUEST', 'no file')
        if (!mime.startsWith('image/')) throw new TransportError(400, 'INVALID_FILE_TYPE', 'no image')
        session.add({
          type: 'Structured',
          from: session.customer,
          contentType: 'attachments',
          content: [{ type: 'image', url: `/sessions/${sessionId}/images/${name}`, mime, name }],
        })
        return { chatEnded: session.ended }
      }),
    // One picture stands for all.
    image: ({ sessionId }) => request('image', sessionId, () => 'data:image/png;base64,iVBORw0KGgo='),
    updateUserData: ({ sessionId }, data) =>
      request('updateUserData', sessionId, () => Object.assign(find(sessionId).userData, data)),
    leave: ({ sessionId }) =>
      request('leave', sessionId, () => {
        const session = find(sessionId)
        session.left = true
        session.add({ type: 'ParticipantLeft', from: session.customer })
        if (!inside.async) session.ended = true
        return {}
      }),
  }
}
