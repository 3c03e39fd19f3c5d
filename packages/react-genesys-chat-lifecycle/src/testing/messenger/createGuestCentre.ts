import {
  type DisconnectType,
  type GuestSender,
  type GuestSession,
  GuestCentre as Model,
} from 'genesys-models/messenger'

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

/** The other side of Messenger, in memory. Two test Messengers that share one, and a store, are tabs of one browser. */
export interface GuestCentre {
  /** An agent called Anna. */
  readonly agent: MessengerActor
  readonly bot: MessengerActor
  createAgent(name?: string): MessengerActor
  readonly server: MessengerServerActor
  /** All sessions, oldest first. */
  readonly sessions: readonly GuestSession[]
  /** The newest. Throws while there is none. */
  readonly session: GuestSession
  /** What pages talk to. */
  readonly model: Model
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
  let ids = 0
  const createId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  const model = new Model({ now: () => Date.now(), createId })
  const current = (): GuestSession => {
    const session = model.sessions.at(-1)
    if (!session)
      throw new Error('No conversation has begun. Let the customer begin one: testMessenger.customer.say().')
    return session
  }
  const createActor = (sender: GuestSender): MessengerActor => ({
    say: (text) => void current().say({ type: 'Text', text }, sender),
    send: (content, text) =>
      void current().say({ type: 'Structured', content, ...(text !== undefined && { text }) }, sender),
    type: (durationMs) => current().type(sender, durationMs),
    disconnect: (type = disconnect) => void current().disconnect(type, sender),
  })
  return {
    agent: createActor({ entity: 'Human', nickname: 'Anna' }),
    bot: createActor({ entity: 'Bot' }),
    createAgent: (nickname) => createActor({ entity: 'Human', nickname }),
    server: {
      expire: () => current().expire(),
      offline: () => model.reach(false),
      online: () => model.reach(true),
    },
    get sessions() {
      return model.sessions
    },
    get session() {
      return current()
    },
    model,
  }
}
