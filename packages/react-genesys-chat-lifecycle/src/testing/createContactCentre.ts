import {
  type ChatSession,
  createGmsChats,
  createGuestChats,
  Faults,
  ContactCentre as Model,
  type StaffType,
} from 'genesys-models/centre'
import {
  createCentreTransport,
  createGmsServer,
  createGuestServer,
  createRequestLog,
  type MadeRequest,
} from 'genesys-models/in-memory'
import type { ChatTransport, GmsServer, GuestServer } from 'genesys-models/widget'
import { type AgentActor, createAgentActor } from './agentActor.ts'
import { createServerActor, type ServerActor } from './serverActor.ts'

/** What {@link createContactCentre} takes. */
export interface ContactCentreOptions {
  /** Decides all ids. Default 1. */
  seed?: number
  /** Makes chats asynchronous: they go on when the customer leaves. Default `false`. */
  async?: boolean
  /** How long a poll is held open while there is nothing new, in milliseconds. Default 0. */
  longPollMs?: number
}

/** The APIs of a contact centre, one for each transport of the widget. */
export interface WidgetServers {
  readonly digitalChannels: ChatTransport
  readonly gms: GmsServer
  readonly genesysCloud: GuestServer
}

/** A contact centre in memory. Test buses that share one, and a store, are tabs of one browser. */
export interface ContactCentre {
  readonly server: ServerActor
  /** An agent called Anna. */
  readonly agent: AgentActor
  /** A bot. The widget announces it in `messageReceived` only. */
  readonly bot: AgentActor
  /** All sessions, oldest first. */
  readonly sessions: readonly ChatSession[]
  /** The session that actors act in: the newest. Throws while there is none. */
  readonly session: ChatSession
  /** Requests that widgets made, oldest first. */
  readonly requests: readonly MadeRequest[]
  /** Requests without an answer. A poll that is held open does not count. */
  readonly inFlight: number
  /** No request fails now. */
  readonly isReachable: boolean
  /** Adds an agent, or a supervisor. */
  createAgent(name: string, type?: 'Agent' | 'Supervisor'): AgentActor
  /** Connect a widget, each over one of its transports. */
  readonly servers: WidgetServers
  /** Makes an id that repeats with the seed. */
  createId(): string
}

/**
 * Creates a contact centre in memory: the agent's side and the server, for several test buses.
 *
 * @example
 * const centre = createContactCentre({ async: true })
 * const store = createMemoryStore()
 * const tabs = [createTestBus({ async: true, centre, store }), createTestBus({ async: true, centre, store })]
 */
export function createContactCentre(options: ContactCentreOptions = {}): ContactCentre {
  const { seed = 1, async = false, longPollMs = 0 } = options
  const centre = new Model({ seed, replayOnReturn: true, modeOf: () => (async ? 'async' : 'regular') })
  const faults = new Faults(centre.clock)
  const log = createRequestLog(centre.clock, faults)
  const servers: WidgetServers = {
    digitalChannels: createCentreTransport({ centre, faults, log, holdMs: longPollMs }),
    gms: createGmsServer(createGmsChats({ centre, faults }), log),
    genesysCloud: createGuestServer(createGuestChats({ centre, faults, heartbeatMs: 0 }), {
      log,
      faults,
      clock: centre.clock,
    }),
  }
  // Including forgotten ones, so that tests can look at them.
  const sessions: ChatSession[] = []
  centre.subscribe(({ kind, session }) => {
    if (kind === 'opened') sessions.push(session)
  })

  function current(): ChatSession {
    const session = sessions.at(-1)
    if (!session)
      throw new Error('No chat has been started. Let the customer start one first: testBus.customer.open().')
    return session
  }
  const createId = (): string => centre.random.uuid()
  const createActor = (nickname: string, type: StaffType): AgentActor =>
    createAgentActor({ type, nickname, participantId: createId() }, current)

  return {
    servers,
    createId,
    sessions,
    requests: log.requests,
    get session() {
      return current()
    },
    get isReachable() {
      return faults.isClear
    },
    get inFlight() {
      return log.inFlight
    },
    agent: createActor('Anna', 'Agent'),
    bot: createActor('Robo', 'Bot'),
    createAgent: (name, type = 'Agent') => createActor(name, type),
    server: createServerActor({
      faults,
      sessions,
      current,
      forget(session) {
        centre.forget(session.id)
      },
    }),
  }
}
