import type { GuestFrame, GuestHistory, GuestMessage } from './types.ts'
import { PAGE_SIZE } from './types.ts'

/** How an agent's disconnect ends a conversation: the customer may go on, or not. `off`: nobody is told. */
export type DisconnectType = 'off' | 'send' | 'read-only'

export interface GuestSessionServices {
  readonly now: () => number
  readonly createId: () => string
}

/** Somebody on the other side. */
export interface GuestSender {
  readonly entity?: 'Human' | 'Bot' | undefined
  readonly nickname?: string | undefined
}

/** What somebody sends. */
export type GuestDraft = Pick<GuestMessage, 'type'> & {
  readonly [Key in 'text' | 'content' | 'events' | 'metadata']?: GuestMessage[Key] | undefined
}

/** One session of the Guest API: what was said, and the sockets that hear of it. */
export class GuestSession {
  readonly token: string
  readonly #services: GuestSessionServices
  readonly #messages: GuestMessage[] = []
  readonly #listeners = new Set<(frame: GuestFrame) => void>()
  isReadOnly = false
  /** The page's custom attributes, which came with messages. */
  attributes: Readonly<Record<string, string>> = {}
  isOver = false
  #lastAt = 0

  constructor(token: string, services: GuestSessionServices) {
    this.token = token
    this.#services = services
  }

  /** Oldest first. */
  get messages(): readonly GuestMessage[] {
    return this.#messages
  }

  /** Returns the way to stop. */
  listen(listener: (frame: GuestFrame) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** What the customer sends. All sockets of the session hear it, the sender's too. */
  write(draft: GuestDraft, tracingId?: string): GuestMessage {
    const messageId = this.#services.createId()
    return this.#add(
      { ...this.#stamp({ messageId, from: {} }), ...defined(draft), direction: 'Inbound' },
      tracingId,
    )
  }

  say(draft: GuestDraft, { entity, nickname }: GuestSender = {}): GuestMessage {
    return this.#add({
      ...this.#stamp({ from: nickname === undefined ? {} : { nickname } }),
      ...defined(draft),
      direction: 'Outbound',
      ...(entity && { originatingEntity: entity }),
    })
  }

  /** Typing is in no history. */
  type({ entity, nickname }: GuestSender = {}, duration = 5_000): void {
    const body = {
      ...this.#stamp({ from: nickname === undefined ? {} : { nickname } }),
      type: 'Event',
      direction: 'Outbound',
      events: [{ eventType: 'Typing', typing: { type: 'On', duration } }],
      ...(entity && { originatingEntity: entity }),
    }
    this.#tell({ type: 'message', class: 'StructuredMessage', code: 200, body })
  }

  /** The agent's side disconnects. */
  disconnect(type: DisconnectType, sender: GuestSender = { entity: 'Human' }): GuestMessage | undefined {
    if (type === 'off') return undefined
    this.isReadOnly = type === 'read-only'
    const metadata = { correlationId: this.#services.createId(), readOnly: String(this.isReadOnly) }
    const events = [{ eventType: 'Presence', presence: { type: 'Disconnect' } }]
    return this.say({ type: 'Event', events, metadata }, sender)
  }

  /** The customer clears the conversation. */
  clear(tracingId?: string): void {
    this.write({ type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Clear' } }] }, tracingId)
    this.#finish({ type: 'message', class: 'SessionClearedEvent', code: 200, body: {} })
  }

  expire(): void {
    this.#finish({ type: 'response', class: 'SessionExpiredEvent', code: 200, body: {} })
  }

  /** Adds a message as it is. */
  deliver(message: GuestMessage): void {
    this.#add(message)
  }

  history(pageNumber: number): GuestHistory {
    const newestFirst = this.#messages.toReversed()
    const from = (pageNumber - 1) * PAGE_SIZE
    return {
      entities: newestFirst.slice(from, from + PAGE_SIZE),
      pageNumber,
      pageSize: PAGE_SIZE,
      total: newestFirst.length,
    }
  }

  #finish(frame: GuestFrame): void {
    this.isOver = true
    this.#tell(frame)
    this.#tell({ type: 'message', class: 'ConnectionClosedEvent', code: 200, body: {} })
    this.#listeners.clear()
  }

  #stamp(channel: Omit<GuestMessage['channel'], 'time'>): Pick<GuestMessage, 'id' | 'channel'> {
    this.#lastAt = Math.max(this.#services.now(), this.#lastAt + 1)
    const id = this.#services.createId().replaceAll('-', '')
    return { id, channel: { time: new Date(this.#lastAt).toISOString(), ...channel } }
  }

  #add(message: GuestMessage, tracingId?: string): GuestMessage {
    this.#messages.push(message)
    const frame: GuestFrame = { type: 'message', class: 'StructuredMessage', code: 200, body: message }
    this.#tell(tracingId === undefined ? frame : { ...frame, tracingId })
    return message
  }

  #tell(frame: GuestFrame): void {
    for (const listener of [...this.#listeners]) listener(frame)
  }
}

function defined(draft: GuestDraft): Pick<GuestMessage, 'type'> & Partial<GuestMessage> {
  const entries = Object.entries(draft).filter(([, value]) => value !== undefined)
  return { type: draft.type, ...Object.fromEntries(entries) }
}
