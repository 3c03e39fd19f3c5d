import {
  type ChatSession,
  ContactCentre,
  createWebMessaging,
  type Deployments,
  Faults,
  type StaffType,
} from 'genesys-models/centre'
import { CONVERSATION_DISCONNECT, type DisconnectType, MemoryNetwork } from 'genesys-models/messenger'

/** An agent or bot in the current conversation of Messenger. */
export interface MessengerActor {
  say(text: string): void
  /** Sends content of any kind: quick replies, cards, attachments. */
  send(content: readonly Record<string, unknown>[], text?: string): void
  /** @param durationMs how long it lasts, 5000 by default */
  type(durationMs?: number): void
  /** Disconnects, as the deployment says, or in another way. */
  disconnect(type?: DisconnectType): void
}

/** What the server of Messenger does by itself, and what goes wrong on the way to it. */
export interface MessengerServerActor {
  /** The session expires. */
  expire(): void
  /** Cuts the network. */
  offline(): void
  online(): void
}

/** The deployment, what goes wrong with it, and the network to it. */
export interface GuestModel {
  readonly deploymentId: string
  readonly deployments: Deployments
  readonly faults: Faults
  readonly network: MemoryNetwork
}

/** The other side of Messenger, in memory. Two test Messengers that share one, and a store, are tabs of one browser. */
export interface GuestCentre {
  /** An agent called Anna. */
  readonly agent: MessengerActor
  readonly bot: MessengerActor
  createAgent(name?: string): MessengerActor
  readonly server: MessengerServerActor
  /** All sessions, oldest first. */
  readonly sessions: readonly ChatSession[]
  /** The newest. Throws while there is none. */
  readonly session: ChatSession
  /** What pages talk to. */
  readonly model: GuestModel
}

/**
 * Creates the other side of Messenger, for several test Messengers.
 *
 * @param disconnect what an agent's disconnect does. Default: `send`
 * @example
 * const centre = createGuestCentre()
 * const tabs = [createTestMessenger({ centre }), createTestMessenger({ centre })]
 */
export function createGuestCentre(disconnect: DisconnectType = 'send'): GuestCentre {
  const deploymentId = `deployment-${++deployments}`
  const centre = new ContactCentre({ seed: deployments })
  const faults = new Faults(centre.clock)
  const settings = { conversationDisconnect: CONVERSATION_DISCONNECT[disconnect] }
  const api = createWebMessaging({ centre, faults, rates: {}, deploymentOf: () => settings })
  const network = new MemoryNetwork(api, deploymentId)
  const current = (): ChatSession => {
    const session = centre.sessions.at(-1)
    if (!session)
      throw new Error('No conversation has begun. Let the customer begin one: testMessenger.customer.say().')
    return session
  }
  const createActor = (name: string, kind: StaffType): MessengerActor => {
    /** Messenger tells nobody who joins. */
    const joined = (): ChatSession => {
      const session = current()
      const isHere = session
        .summary()
        .participants.some(({ nickname, type }) => nickname === name && type === kind)
      if (!isHere) session.join(name, kind)
      return session
    }
    return {
      say: (text) => void joined().say({ type: 'Text', text }, name),
      send: (content, text) =>
        void joined().say(
          { type: 'Structured', data: { content }, ...(text !== undefined && { text }) },
          name,
        ),
      type: (durationMs) =>
        void joined().say(
          { type: 'TypingStarted', ...(durationMs !== undefined && { data: { durationMs } }) },
          name,
        ),
      disconnect: (type) =>
        void joined().disconnect({ type: type && (CONVERSATION_DISCONNECT[type] || 'Silent'), as: name }),
    }
  }
  return {
    agent: createActor('Anna', 'Agent'),
    bot: createActor('', 'Bot'),
    createAgent: (name = '') => createActor(name, 'Agent'),
    server: {
      expire: () => current().end(),
      offline: () => network.reach(false),
      online: () => network.reach(true),
    },
    get sessions() {
      return centre.sessions
    },
    get session() {
      return current()
    },
    model: { deploymentId, deployments: api.deployments, faults, network },
  }
}

let deployments = 0
