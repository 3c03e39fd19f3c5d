import { createListeners } from '../common/listeners.ts'
import { hasContent, type MessageOrder, type ServerMessage } from '../platform/message.ts'
import type { Chat } from './chat.ts'
import { type ChatMessage, keyOf, toChatMessage } from './chatMessage.ts'
import { LocalMessages } from './localMessages.ts'
import { compareOrder, isAfter, justAfter } from './order.ts'
import { type ChatLifecycleStore, chatOf } from './store.ts'

/**
 * The messages of a chat, and whether there are older ones.
 *
 * @example
 * const isEmpty = ({ messages, hasOlder }: TranscriptState) => messages.length === 0 && !hasOlder
 */
export interface TranscriptState {
  /** In order, each message once. */
  readonly messages: readonly ChatMessage[]
  /** Whether the server may have older messages. */
  readonly hasOlder: boolean
  readonly isLoadingOlder: boolean
}

/**
 * The actions of a transcript.
 *
 * @example
 * const Older = ({ loadOlder }: TranscriptActions) => <button onClick={() => loadOlder()}>Earlier messages</button>
 */
export interface TranscriptActions {
  /**
   * Loads the page before the oldest message, if `hasOlder`. Resolves when its messages are in the transcript. Calls during a
   * load return the same promise.
   *
   * @throws rejects with {@link ChatCommandError}
   */
  loadOlder(): Promise<void>
  /** Sends a message with the `delivery` `failed` again, as a new message. Settles as `send` and `sendFile` do. */
  retry(id: string): Promise<void>
  /** Removes a message with the `delivery` `failed` from the transcript. */
  discard(id: string): void
}

/**
 * The transcript of a chat. It holds messages only while somebody subscribes.
 *
 * @example
 * const { getMessages, subscribe }: Transcript = transcriptOf(chat)
 */
export interface Transcript extends TranscriptActions {
  /** Returns the same object until something changes. */
  getState(): TranscriptState
  /** Returns the same array until a message arrives or changes. */
  getMessages(): readonly ChatMessage[]
  /** Calls `listener` after each change. Returns a function that removes it. */
  subscribe(listener: () => void): () => void
}

const transcripts = new WeakMap<Chat, Transcript>()

/**
 * Returns the transcript of a store. It is the same object for every caller.
 *
 * @throws TypeError for anything that is not a store of this library
 * @example
 * const transcript = transcriptOf(createChatLifecycle())
 * transcript.subscribe(() => console.log(transcript.getMessages().length))
 */
export function transcriptOf(store: ChatLifecycleStore): Transcript {
  return transcriptOfChat(chatOf(store))
}

export function transcriptOfChat(chat: Chat): Transcript {
  const known = transcripts.get(chat)
  if (known) return known
  const recorder = new TranscriptRecorder(chat)
  const made: Transcript = {
    getState: () => recorder.state,
    getMessages: () => recorder.state.messages,
    subscribe: (listener) => recorder.subscribe(listener),
    loadOlder: () => recorder.loadOlder(),
    retry: (id) => recorder.retry(id),
    discard: (id) => recorder.discard(id),
  }
  transcripts.set(chat, made)
  return made
}

/** What a transcript is before it is read. */
export const emptyTranscript: TranscriptState = { messages: [], hasOlder: false, isLoadingOlder: false }

interface Entry {
  readonly order: MessageOrder
  readonly message: ChatMessage
}

class TranscriptRecorder {
  state: TranscriptState = emptyTranscript
  readonly #chat: Chat
  readonly #subscribers = createListeners()
  readonly #entries = new Map<string, Entry>()
  readonly #locals: LocalMessages
  /** Messages without the quick replies that nobody can choose any more. */
  readonly #answered = new WeakMap<ChatMessage, ChatMessage>()
  #newest: MessageOrder | null = null
  /** In their order, until an entry comes, changes or goes. */
  #sorted: readonly ChatMessage[] | undefined
  #sessionId: string | null = null
  /** Its customer has left, or begins the next one: what this session said is not read again. */
  #isForgotten = false
  /** The latest request for what was said before. */
  #reading: object | undefined
  #loading: Promise<void> | undefined
  #stop: (() => void) | undefined

  constructor(chat: Chat) {
    this.#chat = chat
    this.#locals = new LocalMessages(
      chat.outbox,
      () => chat.record.segment.newest,
      () => this.#takePlace(null),
    )
    // Never removed: the next customer must not see this customer's messages.
    chat.reset.listeners.add(() => {
      this.#isForgotten = true
      // Else a text that the guard was sending would be shown as sent when the guard drops it.
      chat.outbox.held = []
      this.#clear()
    })
  }

  subscribe(listener: () => void): () => void {
    const remove = this.#subscribers.add(listener)
    if (!this.#stop) {
      this.#stop = this.#listen()
      this.#followSession()
      if (!this.#reading) void this.#catchUp()
    }
    return () => {
      remove()
      if (this.#subscribers.size > 0) return
      this.#stop?.()
      this.#stop = undefined
    }
  }

  loadOlder(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
      this.#publish()
    })
    return this.#loading
  }

  async retry(id: string): Promise<void> {
    const again = this.#locals.takeFailed(id)?.again
    await again?.()
  }

  discard(id: string): void {
    this.#locals.takeFailed(id)
  }

  #listen(): () => void {
    const offs = [
      this.#chat.messages.add((messages, source) => this.#add(messages, source !== 'live')),
      this.#chat.subscribe(() => this.#followSession()),
      this.#locals.changes.add(() => {
        this.#sorted = undefined
        this.#publish()
      }),
    ]
    return () => {
      for (const off of offs) off()
      this.#reading = undefined
      this.#entries.clear()
      this.#sorted = undefined
      this.#newest = null
      this.state = emptyTranscript
    }
  }

  async #load(): Promise<void> {
    const loading = this.#chat.platform.commands.loadOlder()
    this.#publish(true)
    await loading
  }

  /** Another session is another transcript. One that ended can still be read. */
  #followSession(): void {
    const { sessionId, phase } = this.#chat.getState()
    if (phase === 'starting') {
      this.#isForgotten = true
      this.#clear()
    }
    // The next customer's session may have the same id.
    if (sessionId === null && this.#isForgotten) this.#sessionId = null
    if (sessionId === this.#sessionId || sessionId === null) {
      this.#publish()
      return
    }
    if (this.#sessionId !== null) this.#clear()
    this.#sessionId = sessionId
    this.#isForgotten = false
    void this.#catchUp()
  }

  async #catchUp(): Promise<void> {
    if (this.#sessionId === null || this.#isForgotten) return
    const reading = {}
    this.#reading = reading
    const messages = await this.#chat.platform.readTranscript()
    if (this.#reading === reading) this.#add(messages, true)
  }

  #add(messages: readonly ServerMessage[], isHistoric: boolean): void {
    for (const message of messages) if (hasContent(message)) this.#addOne(message, isHistoric)
    this.#publish()
  }

  #addOne(message: ServerMessage, isHistoric: boolean): void {
    const known = keyOf(message)
    if (this.#entries.has(known)) return
    const order = this.#takePlace(message.order)
    const key = known || order.join('-')
    // A message that was shown while it was sent keeps its id.
    const id = this.#locals.recognize(message, order) ?? key
    this.#entries.set(key, { order, message: toChatMessage(message, id, isHistoric) })
    this.#sorted = undefined
  }

  /** Notes the place of a message, or gives one to a message that has none. */
  #takePlace(order: MessageOrder | null): MessageOrder {
    const place = order ?? justAfter(this.#newest)
    if (isAfter(place, this.#newest)) this.#newest = place
    return place
  }

  #clear(): void {
    this.#reading = undefined
    this.#entries.clear()
    this.#sorted = undefined
    this.#locals.clear()
    this.#newest = null
    this.#publish()
  }

  #publish(isLoadingOlder: boolean = this.#loading !== undefined): void {
    if (!this.#stop) return
    const before = this.state
    this.#sorted ??= this.#sort()
    const messages = isSameList(this.#sorted, before.messages) ? before.messages : this.#sorted
    const hasOlder = this.#sessionId !== null && this.#chat.platform.hasOlder()
    const next = { messages, hasOlder, isLoadingOlder }
    if (isSameTranscript(next, before)) return
    this.state = next
    this.#subscribers.notify()
  }

  #sort(): readonly ChatMessage[] {
    const entries: Entry[] = [...this.#entries.values(), ...this.#locals.entries]
    const messages = entries.sort((a, b) => compareOrder(a.order, b.order)).map(({ message }) => message)
    const last = messages.findLastIndex(
      ({ from, delivery }) => from.type !== 'system' && delivery !== 'failed',
    )
    return messages.map((message, index) =>
      index < last && message.quickReplies.length > 0 ? this.#withoutReplies(message) : message,
    )
  }

  #withoutReplies(message: ChatMessage): ChatMessage {
    const known = this.#answered.get(message) ?? { ...message, quickReplies: [] }
    this.#answered.set(message, known)
    return known
  }
}

export const isSameTranscript = (a: TranscriptState, b: TranscriptState): boolean =>
  a.hasOlder === b.hasOlder && a.isLoadingOlder === b.isLoadingOlder && isSameList(a.messages, b.messages)

const isSameList = (a: readonly ChatMessage[], b: readonly ChatMessage[]): boolean =>
  a === b || (a.length === b.length && a.every((message, index) => message === b[index]))
