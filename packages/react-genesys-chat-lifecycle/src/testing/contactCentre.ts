import {
  type AgentActor,
  addInteractionState,
  createAgentActor,
  type InteractionState,
} from './centre/actors.ts'
import { createCentreTransport, type MadeRequest } from './centre/centreTransport.ts'
import type { ChatSession, NewMessage } from './centre/chatSession.ts'
import { createFaults, type Faults } from './centre/faults.ts'
import { createIdSource, type IdSource } from './centre/ids.ts'
import type { ChatTransport } from './transport.ts'
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
  /** Chats go on when the customer leaves. Default `false`: then they are over. */
  async?: boolean
  /** How long a poll is held open when there is nothing new, in milliseconds. Default 0: it is answered at once. */
  longPollMs?: number
}

/**
 * A contact centre in memory, behind the same requests as the real one.
 *
 * @see docs/real-widget.md, "How a chat ends"
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
  readonly requests: readonly MadeRequest[]
  /** Requests that are not answered; a poll that is held open is not counted. */
  readonly inFlight: number
  /** No fault is in force. */
  readonly isReachable: boolean
  /** One more agent, or a supervisor. */
  createAgent(name: string, type?: 'Agent' | 'Supervisor'): AgentActor
}

/**
 * A contact centre in memory: the agent's side and the server, without a bus.
 *
 * @example
 * const centre = createContactCentre({ seed: 7 })
 * centre.agent.join() // throws: nobody has started a chat
 */
export function createContactCentre(options: ContactCentreOptions = {}): ContactCentre {
  const ids = createIdSource(options.seed ?? 1)
  const faults = createFaults()
  const sessions: ChatSession[] = []
  const requests: MadeRequest[] = []
  const transport = createCentreTransport({
    ids,
    faults,
    sessions,
    requests,
    longPollMs: options.longPollMs ?? 0,
    async: options.async ?? false,
  })

  function current(): ChatSession {
    const session = sessions.at(-1)
    if (!session) throw new Error('No chat has been started: let the customer start one first.')
    return session
  }

  return {
    transport,
    ids,
    sessions,
    requests,
    get session() {
      return current()
    },
    get isReachable() {
      return faults.isClear
    },
    get inFlight() {
      return transport.inFlight
    },
    agent: createAgentActor('Agent', 'Anna', current, ids),
    bot: createAgentActor('Bot', 'Robo', current, ids),
    createAgent: (name, type = 'Agent') => createAgentActor(type, name, current, ids),
    server: {
      fail: faults.fail,
      latency: faults.latency,
      online: faults.online,
      recover: faults.recover,
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
