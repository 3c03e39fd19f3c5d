import { createListeners } from '../common/listeners.ts'
import {
  hasContent,
  type MessageAttachment,
  type MessageOrder,
  type ServerMessage,
} from '../platform/message.ts'
import type { Chat } from './chat.ts'
import { compareOrder, justAfter } from './order.ts'
import { type ChatLifecycleStore, chatOf } from './store.ts'

/**
 * A message of the chat, for a custom chat UI. Everything in it is plain text, whatever it looks like.
 *
 * @example
 * const line = ({ from, text }: ChatMessage) => `${from.name}: ${text}`
 */
export interface ChatMessage {
  /** The same for the same message, also after a reload: fit for a React `key`. */
  readonly id: string
  readonly from: ServerMessage['from']
  /** The vendor's type: `Text`, `Structured`, … */
  readonly type: string
  /** May be empty where the message is a link or a file. Never render it as HTML or Markdown. */
  readonly text: string
  /** A link that came with the message, else empty. Check its scheme before you make a link of it. */
  readonly url: string
  /** Files and images that came with the message. */
  readonly attachments: readonly MessageAttachment[]
  /** Epoch milliseconds, 0 where the server gave no time. */
  readonly at: number
  /** Whether it was there before: restored, on an older page, or said before we listened. */
  readonly isHistoric: boolean
  /** The platform's own message, for what this library does not read. Untrusted, and not to be changed. */
  readonly raw: unknown
}

/**
 * The messages of a chat, kept while somebody subscribes.
 *
 * @example
 * const { getMessages, subscribe }: Transcript = transcriptOf(chat)
 */
export interface Transcript {
  /** Returns the same array until a message comes. */
  getMessages(): readonly ChatMessage[]
  /** Calls back after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void
}

const NONE: readonly ChatMessage[] = []
const transcripts = new WeakMap<Chat, Transcript>()

/**
 * The transcript of a store: one, however many ask for it.
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
    getMessages: () => recorder.messages,
    subscribe: (listener) => recorder.subscribe(listener),
  }
  transcripts.set(chat, made)
  return made
}

class TranscriptRecorder {
  messages: readonly ChatMessage[] = NONE
  readonly #chat: Chat
  readonly #subscribers = createListeners()
  readonly #entries = new Map<string, { order: MessageOrder; message: ChatMessage }>()
  #newest: MessageOrder | null = null
  #sessionId: string | null = null
  #stop: (() => void) | undefined

  constructor(chat: Chat) {
    this.#chat = chat
  }

  subscribe(listener: () => void): () => void {
    const remove = this.#subscribers.add(listener)
    this.#stop ??= this.#listen()
    return () => {
      remove()
      if (this.#subscribers.size > 0) return
      this.#stop?.()
      this.#stop = undefined
    }
  }

  #listen(): () => void {
    const offMessages = this.#chat.messages.add((messages, source) => this.#add(messages, source !== 'live'))
    const offChanges = this.#chat.subscribe(() => this.#followSession())
    const offResets = this.#chat.reset.listeners.add(() => this.#clear())
    this.#followSession()
    return () => {
      offMessages()
      offChanges()
      offResets()
      this.#forget()
      this.messages = NONE
      this.#sessionId = null
    }
  }

  /** Another session is another transcript. One that ended can still be read. */
  #followSession(): void {
    const { sessionId, phase } = this.#chat.getState()
    if (phase === 'starting') this.#clear()
    if (sessionId === this.#sessionId || sessionId === null) return
    if (this.#sessionId !== null) this.#clear()
    this.#sessionId = sessionId
    void this.#catchUp()
  }

  async #catchUp(): Promise<void> {
    const messages = await this.#chat.platform.readTranscript()
    if (this.#stop) this.#add(messages, true)
  }

  #add(messages: readonly ServerMessage[], isHistoric: boolean): void {
    const before = this.#entries.size
    for (const message of messages) if (hasContent(message)) this.#addOne(message, isHistoric)
    if (this.#entries.size > before) this.#publish()
  }

  #addOne(
    { order, id, from, type, text, url, attachments, at, raw }: ServerMessage,
    isHistoric: boolean,
  ): void {
    const place = order ?? justAfter(this.#newest)
    const key = order?.join('-') ?? (id || place.join('-'))
    if (this.#entries.has(key)) return
    if (!this.#newest || compareOrder(place, this.#newest) > 0) this.#newest = place
    this.#entries.set(key, {
      order: place,
      message: { id: key, from, type, text, url, attachments, at, isHistoric, raw },
    })
  }

  #clear(): void {
    if (this.#entries.size > 0) {
      this.#forget()
      this.#publish()
    }
    this.#newest = null
  }

  #forget(): void {
    this.#entries.clear()
    this.#newest = null
  }

  #publish(): void {
    this.messages = [...this.#entries.values()]
      .sort((a, b) => compareOrder(a.order, b.order))
      .map(({ message }) => message)
    this.#subscribers.notify()
  }
}
