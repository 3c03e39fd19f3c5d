import { createListeners } from '../common/listeners.ts'
import { hasShape, isNumber, isText } from '../common/values.ts'
import type { Chat } from './chat.ts'
import type { ChatMessage } from './chatMessage.ts'
import { isOtherSide } from './people.ts'
import { readShared } from './shared.ts'
import { transcriptOfChat } from './transcript.ts'

/** The message up to which the customer has looked at a session. */
export interface ReadMark {
  readonly sessionId: string
  /** Empty where nothing was looked at. */
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** Whether the user of the count shows the chat; undefined where the vendor's window decides. */
export type Shown = () => boolean | undefined

export const READ = 'read'

const isMark = (value: unknown): value is ReadMark =>
  hasShape(value, { sessionId: isText, id: isText, at: isNumber })

/**
 * Pure: how many messages of the other side came after the mark.
 *
 * @param mark - null: only what was said live since somebody counts
 */
export function countUnread(messages: readonly ChatMessage[], mark: ReadMark | null): number {
  const place = mark?.id ? messages.findLastIndex(({ id }) => id === mark.id) : -1
  // A tab that did not get the message, or a page that has only newer ones, goes by the time.
  const isAfter = (message: ChatMessage, index: number): boolean => {
    if (!mark) return !message.isHistoric
    return place >= 0 ? index > place : mark.id === '' || message.at > mark.at
  }
  return messages.filter((message, index) => isOtherSide(message) && isAfter(message, index)).length
}

const counts = new WeakMap<Chat, UnreadCount>()

/** The count of a chat: one, however many ask for it. */
export function unreadOfChat(chat: Chat): UnreadCount {
  const known = counts.get(chat) ?? new UnreadCount(chat)
  counts.set(chat, known)
  return known
}

/** Counts what the other side has said since the customer last looked, while somebody subscribes. */
export class UnreadCount {
  readonly #chat: Chat
  readonly #subscribers = createListeners()
  readonly #users = new Set<Shown>()
  #count = 0
  /** The session that the mark is of; null without one. */
  #session: string | null = null
  #mark: ReadMark | null = null
  /** Whether the chat was looked at when the last user left: then it is assumed to have been since. */
  #wasVisible = false
  #stop: (() => void) | undefined

  constructor(chat: Chat) {
    this.#chat = chat
  }

  getCount = (): number => this.#count

  subscribe(listener: () => void, isShown: Shown): () => void {
    const remove = this.#subscribers.add(listener)
    this.#users.add(isShown)
    this.#stop ??= this.#listen()
    this.look()
    return () => {
      const isLast = this.#subscribers.size === 1
      if (isLast) this.#wasVisible = this.#isVisible
      remove()
      this.#users.delete(isShown)
      if (!isLast) return this.look()
      this.#stop?.()
      this.#stop = undefined
      this.#session = null
      this.#count = 0
    }
  }

  /** Counts again, since something may have changed. */
  look = (): void => {
    if (!this.#stop) return
    const session = this.#current
    if (session !== this.#session) this.#begin(session, !this.#chat.getState().isRestored)
    const messages = transcriptOfChat(this.#chat).getMessages()
    if (this.#isVisible) this.#markRead(messages)
    const count = this.#session === null ? 0 : countUnread(messages, this.#mark)
    if (count === this.#count) return
    this.#count = count
    this.#subscribers.notify()
  }

  #listen(): () => void {
    const offs = [
      transcriptOfChat(this.#chat).subscribe(this.look),
      this.#chat.subscribe(this.look),
      this.#chat.decisions.add(() => this.#adopt()),
    ]
    document.addEventListener('visibilitychange', this.look)
    this.#begin(this.#current, false)
    return () => {
      for (const off of offs) off()
      document.removeEventListener('visibilitychange', this.look)
    }
  }

  get #current(): string | null {
    const { hasSession, phase, sessionId } = this.#chat.getState()
    return hasSession || phase === 'ended' || phase === 'ending' ? (sessionId ?? '') : null
  }

  /** Looked at in one tab is looked at. */
  #adopt(): void {
    const stored = this.#read()
    if (stored && stored.at > (this.#mark?.at ?? 0)) this.#mark = stored
    this.look()
  }

  #read(): ReadMark | null {
    const stored = readShared(READ)
    return isMark(stored) && stored.sessionId === this.#session ? stored : null
  }

  /** Nothing of a session that begins was looked at. One that was there before we came was, unless the mark says otherwise. */
  #begin(session: string | null, isNew: boolean): void {
    this.#session = session
    this.#mark = this.#wasVisible ? null : this.#read()
    this.#wasVisible = false
    if (!this.#mark && isNew && session !== null) this.#keep({ sessionId: session, id: '', at: 0 })
  }

  get #isVisible(): boolean {
    const said = [...this.#users].map((isShown) => isShown()).filter((shown) => shown !== undefined)
    const isShown = said.length > 0 ? said.includes(true) : this.#chat.getState().window === 'open'
    return isShown && document.visibilityState === 'visible'
  }

  #markRead(messages: readonly ChatMessage[]): void {
    const newest = messages.findLast(isOtherSide)
    if (this.#session === null || !newest || newest.id === this.#mark?.id) return
    // Another tab is further, unless its message is here, too.
    const { id, at } = this.#mark ?? { id: '', at: -1 }
    if (newest.at <= at && !messages.some((message) => message.id === id)) return
    this.#keep({ sessionId: this.#session, id: newest.id, at: newest.at })
  }

  #keep(mark: ReadMark): void {
    this.#mark = mark
    this.#chat.share(READ, mark)
  }
}
