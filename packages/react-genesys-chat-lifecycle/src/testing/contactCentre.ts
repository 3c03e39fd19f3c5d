import {
  type AgentActor,
  addInteractionState,
  createAgentActor,
  type InteractionState,
} from './centre/actors.ts'
import { type ChatSession, createChatSession, type NewMessage } from './centre/chatSession.ts'
import { createFaults, type Faults, type RequestKind } from './centre/faults.ts'
import { createIdSource, type IdSource } from './centre/ids.ts'
import { decodeClientToken, encodeClientToken } from './clientToken.ts'
import { type ChatTransport, type MessagesAnswer, type SessionKey, TransportError } from './transport.ts'
import type { WireMessage } from './wire.ts'

/** What the server does of its own accord, and what can go wrong with it. */
export interface ServerActor extends Faults {
  /** Ends the chat: `chatEnded` in the next poll, together with what is not delivered yet. */
  end(): void
  /** Answers 404 `INVALID_SESSION` from now on. */
  forget(): void
  setState(interactionState: InteractionState): void
  /** Adds messages as they are: of any type, with any index. */
  deliver(...messages: NewMessage[]): WireMessage[]
}

/** What {@link createContactCentre} takes. */
export interface ContactCentreOptions {
  /** Decides all ids. Default 1. */
  seed?: number
  /** How long a poll is held open when there is nothing new, in milliseconds. Default 0: it is answered at once. */
  longPollMs?: number
}

/**
 * A contact centre in memory, behind the same requests as the real one.
 *
 * @see docs/real-widget.md, "Consumer Messaging API"
 */
export interface ContactCentre {
  /** Give this to WebChatService. */
  readonly transport: ChatTransport
  readonly server: ServerActor
  /** An agent called Anna. */
  readonly agent: AgentActor
  /** A bot: announced by `messageReceived` alone. */
  readonly bot: AgentActor
  readonly ids: IdSource
  /** All sessions, oldest first. */
  readonly sessions: readonly ChatSession[]
  /** The one that actors act in: the newest. Throws while there is none. */
  readonly session: ChatSession
  /** Requests that were made, oldest first. */
  readonly requests: readonly { kind: RequestKind; time: number; sessionId: string | undefined }[]
  /** Requests that are not answered; a poll that is held open is not counted. */
  readonly inFlight: number
  /** One more agent, or a supervisor. */
  createAgent(name: string, type?: 'Agent' | 'Supervisor'): AgentActor
}

const DAY = 86_400

/**
 * @example
 * const centre = createContactCentre({ seed: 7 })
 * centre.agent.join() // throws: nobody has started a chat
 */
export function createContactCentre(options: ContactCentreOptions = {}): ContactCentre {
  const ids = createIdSource(options.seed ?? 1)
  const faults = createFaults()
  const sessions: ChatSession[] = []
  const requests: { kind: RequestKind; time: number; sessionId: string | undefined }[] = []
  let inFlight = 0

  function current(): ChatSession {
    const session = sessions.at(-1)
    if (!session) throw new Error('No chat has been started: let the customer start one first.')
    return session
  }

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

  function tokenFor(session: ChatSession): string {
    const { id: sessionId, participantId, nickname } = session
    return encodeClientToken({ sessionId, participantId, nickname, exp: Math.floor(Date.now() / 1000) + DAY })
  }

  function answerMessages(session: ChatSession, messages: WireMessage[]): MessagesAnswer {
    const lastDeliveredIndex = session.messages.at(-1)?.index
    return {
      messages,
      chatEnded: session.ended,
      ...(lastDeliveredIndex !== undefined && { lastDeliveredIndex }),
    }
  }

  const customerOf = (session: ChatSession): { participantId: string; type: string; nickname: string } => ({
    participantId: session.participantId,
    type: 'Customer',
    nickname: session.nickname,
  })

  /** Held until there is news, the wait is over, the network goes or the widget gives it up. */
  async function holdPoll(session: ChatSession, signal: AbortSignal): Promise<void> {
    if (!options.longPollMs || session.undelivered > 0 || session.ended) return
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        callOff()
        clearTimeout(timer)
        resolve()
      }
      const callOff = session.onNews(wake)
      const timer = setTimeout(wake, options.longPollMs)
      signal.addEventListener('abort', wake, { once: true })
    })
    if (faults.isOffline) throw new TransportError(0)
  }

  const transport: ChatTransport = {
    create: ({ token, data }) =>
      request('create', undefined, () => {
        const named = token === undefined ? undefined : decodeClientToken(token)
        if (named) {
          const session = find(named.sessionId)
          session.left = false
          session.rewind()
          return { clientToken: tokenFor(session) }
        }
        const { nickname, userData } = data as { nickname?: string; userData?: object }
        if (!nickname) throw new TransportError(400, 'INVALID_NICKNAME', 'A chat needs a nickname.')
        const session = createChatSession(nickname, ids)
        Object.assign(session.userData, userData)
        session.add({ type: 'ParticipantJoined', from: customerOf(session) })
        sessions.push(session)
        return { clientToken: tokenFor(session) }
      }),
    async poll({ sessionId }, { signal }) {
      const session = await request('poll', sessionId, () => find(sessionId))
      await holdPoll(session, signal)
      // What an abandoned poll would have taken is left for the next one.
      if (signal.aborted) throw new TransportError(0)
      find(sessionId)
      return answerMessages(session, session.take())
    },
    restore: ({ sessionId }, count) =>
      request('restore', sessionId, () => {
        const session = find(sessionId)
        session.skipToEnd()
        return {
          ...answerMessages(session, structuredClone(session.messages.slice(-count))),
          chatEnded: session.ended,
        }
      }),
    olderPage: ({ sessionId }, index, count) =>
      request('olderPage', sessionId, () => {
        const session = find(sessionId)
        const end = session.messages.findIndex((message) => message.index === index) + 1
        return answerMessages(session, structuredClone(session.messages.slice(Math.max(0, end - count), end)))
      }),
    send: ({ sessionId }, { type, text }) =>
      request('send', sessionId, () => {
        const session = find(sessionId)
        session.add({ type, from: customerOf(session), ...(type === 'Text' ? { text } : {}) })
        return {}
      }),
    sendFile: ({ sessionId }, file) =>
      request('sendFile', sessionId, () => {
        const session = find(sessionId)
        const { name = 'file' } = (file ?? {}) as { name?: string }
        session.add({
          type: 'Text',
          from: customerOf(session),
          content: [{ type: 'image', url: `/images/${name}` }],
        })
        return {}
      }),
    updateUserData: ({ sessionId }, data) =>
      request('updateUserData', sessionId, () => Object.assign(find(sessionId).userData, data)),
    leave: ({ sessionId }: SessionKey) =>
      request('leave', sessionId, () => {
        find(sessionId).left = true
        return {}
      }),
  }

  return {
    transport,
    ids,
    sessions,
    requests,
    get session() {
      return current()
    },
    get inFlight() {
      return inFlight
    },
    agent: createAgentActor('Agent', 'Anna', current, ids),
    bot: createAgentActor('Bot', 'Robo', current, ids),
    createAgent: (name, type = 'Agent') => createAgentActor(type, name, current, ids),
    server: {
      ...pickFaults(faults),
      offline() {
        faults.offline()
        for (const session of sessions) session.notify()
      },
      end() {
        current().ended = true
        current().notify()
      },
      forget() {
        current().forgotten = true
        current().notify()
      },
      setState: (interactionState) => void addInteractionState(current(), interactionState),
      deliver: (...messages) => current().add(...messages),
    },
  }
}

function pickFaults({ fail, latency, offline, online, recover }: Faults): Faults {
  return { fail, latency, offline, online, recover }
}
