import { hasContent, type ServerMessage } from '../message.ts'
import { type MessengerMessage, readMessage } from './readMessages.ts'
import { asList } from './values.ts'

type Sender = ServerMessage['from']

/** More than any conversation that a page shows. The oldest are forgotten first. */
const KEPT = 2_000

/** What was said in a conversation. It also makes up what Messenger never says: that somebody has left. */
export class MessageLog {
  readonly #messages = new Map<string, MessengerMessage>()
  /** Whether the server may have older messages. */
  hasOlder = false
  #present: readonly Sender[] = []
  #newestAt = 0

  /** By their place, each once. */
  get all(): readonly ServerMessage[] {
    return withDepartures(inOrder([...this.#messages.values()]), []).messages
  }

  /** Reads a list of raw messages. `source` says whether the list goes on from what is known, or begins anew. */
  read(list: unknown, source: 'live' | 'history' | 'page', hasSurvey: boolean): MessengerRead {
    const messages = inOrder(
      asList(list)
        .map((raw) => readSafely(raw, hasSurvey))
        .filter((message) => message !== null)
        // Without a time nothing else tells that it is old.
        .filter(({ order, id }) => order || !id || !this.#messages.has(id)),
    )
    const isNews = source === 'live' && messages.every(({ at }) => at === 0 || at >= this.#newestAt)
    const read = withDepartures(messages, isNews ? this.#present : [])
    if (isNews || source === 'history') this.#present = read.present
    for (const message of messages) this.#keep(message)
    return { messages: read.messages, disconnect: messages.findLast(({ isDisconnect }) => isDisconnect) }
  }

  clear(): void {
    this.#messages.clear()
    this.hasOlder = false
    this.#present = []
    this.#newestAt = 0
  }

  #keep(message: MessengerMessage): void {
    const key = keyOf(message)
    this.#newestAt = Math.max(this.#newestAt, message.at)
    // The live shape, which knows more, stays.
    if (!this.#messages.has(key)) this.#messages.set(key, message)
    const [oldest] = this.#messages.keys()
    if (this.#messages.size > KEPT) this.#messages.delete(oldest as string)
  }
}

export interface MessengerRead {
  /** In their order, with those who left. */
  readonly messages: readonly ServerMessage[]
  /** The newest of the list. */
  readonly disconnect: MessengerMessage | undefined
}

/** The two shapes of a message have different ids, and the same time. */
export const keyOf = ({ order, id }: MessengerMessage): string => order?.join('-') ?? id

const inOrder = (messages: readonly MessengerMessage[]): MessengerMessage[] =>
  [...messages].sort((a, b) => (a.at || Number.POSITIVE_INFINITY) - (b.at || Number.POSITIVE_INFINITY))

/** A payload may hold anything, even a getter that throws. */
function readSafely(raw: unknown, hasSurvey: boolean): MessengerMessage | null {
  try {
    return readMessage(raw, hasSurvey)
  } catch {
    return null
  }
}

const isSame = (a: Sender, b: Sender): boolean => a.type === b.type && a.name === b.name

/** An agent who writes takes over from everybody before, by a transfer or from a bot. At a Disconnect all have left. */
function withDepartures(
  messages: readonly MessengerMessage[],
  before: readonly Sender[],
): { messages: ServerMessage[]; present: readonly Sender[] } {
  let present = before
  const all: ServerMessage[] = []
  for (const message of messages) {
    const { from } = message
    const isWritten = from.type !== 'customer' && hasContent(message)
    const staying = message.isDisconnect
      ? []
      : isWritten && from.type !== 'bot'
        ? present.filter((person) => isSame(person, from))
        : present
    const left = present.filter((person) => !staying.includes(person))
    const departures = left.map((person) => departure(person, message))
    if (message.isDisconnect) all.push(message, ...departures)
    else all.push(...departures, message)
    present = isWritten && !staying.some((person) => isSame(person, from)) ? [...staying, from] : staying
  }
  return { messages: all, present }
}

/** Right behind a Disconnect, and right before the text of who takes over. */
const departure = (from: Sender, { order, at, raw, isDisconnect }: MessengerMessage): ServerMessage => ({
  type: 'ParticipantLeft',
  from,
  order: order && [order[0], isDisconnect ? 2 : -1],
  id: '',
  text: '',
  event: '',
  interactionState: '',
  url: '',
  attachments: [],
  isRich: false,
  quickReplies: [],
  cards: [],
  at,
  raw,
})
