import { createListeners, type Listeners } from '../common/listeners.ts'
import { ChatCommandError } from '../platform/commandError.ts'
import type { MessageOrder, ServerMessage } from '../platform/message.ts'
import type { ChatMessage, MessageDelivery } from './chatMessage.ts'
import { isAfter, justAfter } from './order.ts'
import type { DeliveryWatch, HeldText, Outbox, Outgoing } from './outbox.ts'

interface LocalEntry {
  readonly outgoing: Outgoing
  readonly order: MessageOrder
  readonly message: ChatMessage
}

/** The customer's own messages that the server does not have yet, as a transcript shows them. */
export class LocalMessages {
  readonly changes: Listeners<[]> = createListeners()
  readonly #outbox: Outbox
  /** A place for a message of which no order tells where it belongs. */
  readonly #takePlace: () => MessageOrder
  readonly #entries = new Map<string, LocalEntry>()
  #held: readonly WaitingText[] = []

  constructor(outbox: Outbox, newest: () => MessageOrder | null, takePlace: () => MessageOrder) {
    this.#outbox = outbox
    this.#takePlace = takePlace
    // Never removed: a message that is sent while nobody subscribes must still be tracked.
    outbox.track = (id, content) => this.#track({ ...content, id, at: Date.now(), after: newest() })
    outbox.heldChanges.add(() => this.#followHeld())
    this.#followHeld()
  }

  get entries(): Iterable<LocalEntry> {
    return this.#entries.values()
  }

  /** The id of the message that the server has now, and shows at that place, if it is one of these. */
  recognize(message: ServerMessage, place: MessageOrder): string | undefined {
    const { from, order } = message
    if (from.type !== 'customer') return undefined
    const same = [...this.#entries.values()]
      .map(({ outgoing }) => outgoing)
      .filter((outgoing) => (!order || isAfter(order, outgoing.after)) && isSame(outgoing, message))
    // A text that failed may have been written again.
    const found = same.find(({ delivery }) => delivery !== 'failed' && delivery !== 'held') ?? same[0]
    if (!found) return undefined
    this.#keepBehind(found.id, place)
    this.#entries.delete(found.id)
    return found.id
  }

  /** Takes a message away that was not sent. */
  takeFailed(id: string): Outgoing | undefined {
    const outgoing = this.#entries.get(id)?.outgoing
    if (outgoing?.delivery !== 'failed') return undefined
    this.#remove(id)
    return outgoing
  }

  /** Forgets what belongs to another session. */
  clear(): void {
    this.#entries.clear()
    this.#followHeld()
  }

  /** What was written after a message stays after it, wherever the server puts that. */
  #keepBehind(id: string, place: MessageOrder): void {
    let isLater = false
    for (const [other, entry] of this.#entries) {
      if (isLater && isAfter(place, entry.order))
        this.#entries.set(other, { ...entry, order: justAfter(place) })
      isLater ||= other === id
    }
  }

  #track(sent: Omit<Outgoing, 'delivery' | 'error'>): DeliveryWatch {
    const { id } = sent
    this.#show({ ...sent, delivery: 'sending', error: null })
    const tell = (delivery: MessageDelivery, error: ChatCommandError | null = null): void => {
      // Not if the server has it by now, or the customer discarded it.
      if (this.#entries.has(id)) this.#show({ ...sent, delivery, error })
    }
    return {
      // A blocked message is not part of the transcript.
      settled: ({ status }) => (status === 'blocked' ? this.#remove(id) : tell(status)),
      failed: (error) => tellFailure(error, tell),
    }
  }

  #followHeld(): void {
    const held = this.#outbox.held.filter(isWaiting)
    const gone = this.#held.filter(({ id }) => !held.some((each) => each.id === id))
    this.#held = held
    for (const text of held) this.#show(toOutgoing(text, text.status))
    for (const text of gone) this.#leave(text)
  }

  /** It was sent, or the customer has discarded it. */
  #leave(text: WaitingText): void {
    if (text.status === 'held') this.#remove(text.id)
    else if (this.#entries.has(text.id)) this.#show(toOutgoing(text, 'sent'))
  }

  #show(outgoing: Outgoing): void {
    const known = this.#entries.get(outgoing.id)
    const order = known?.order ?? (outgoing.after ? justAfter(outgoing.after) : this.#takePlace())
    const at = known?.message.at ?? outgoing.at
    this.#entries.set(outgoing.id, { outgoing, order, message: toMessage(outgoing, at) })
    this.changes.notify()
  }

  #remove(id: string): void {
    if (this.#entries.delete(id)) this.changes.notify()
  }
}

/** No answer in time is not a failure: the message may arrive, and its answer, too. */
function tellFailure(
  error: unknown,
  tell: (delivery: MessageDelivery, error?: ChatCommandError | null) => void,
): void {
  const reason = error instanceof ChatCommandError ? error : null
  tell(reason?.late ? 'unknown' : 'failed', reason)
  reason?.late?.then(
    () => tell('sent'),
    (late: unknown) => tell('failed', late instanceof ChatCommandError ? late : reason),
  )
}

type WaitingText = HeldText & { readonly status: Exclude<HeldText['status'], 'blocked'> }

/** What is blocked is not part of the conversation: the guard shows it. */
const isWaiting = (text: HeldText): text is WaitingText => text.status !== 'blocked'

const toOutgoing = (
  { id, kind, text, after }: HeldText,
  delivery: WaitingText['status'] | 'sent',
): Outgoing => ({ id, kind, text, files: [], at: Date.now(), after, delivery, error: null, again: null })

function toMessage({ id, kind, text, files, delivery, error }: Outgoing, at: number): ChatMessage {
  return {
    id,
    from: { type: 'customer', id: '', name: '' },
    type: kind === 'text' ? 'Text' : 'File',
    text,
    url: '',
    attachments: files,
    quickReplies: [],
    cards: [],
    at,
    isHistoric: false,
    delivery,
    error,
    raw: null,
  }
}

/** Servers do not give a message the name that its sender had for it. */
function isSame({ kind, text, files }: Outgoing, message: ServerMessage): boolean {
  if (kind === 'text') return message.text.trim() === text.trim()
  return message.attachments.some(({ name }) => name === '' || name === files[0]?.name)
}
