import type { WireMessage, WireSender } from '../wire.ts'
import type { IdSource } from './ids.ts'

/** What one says to add a message; the rest is made up as the server would. */
export interface NewMessage {
  type: string
  from: WireSender
  text?: string
  event?: string
  data?: Record<string, unknown>
  url?: string
  contentType?: string
  content?: Record<string, unknown>[]
  /** `<ms>-<seq>`. Default: now, and the next number in this millisecond. */
  index?: string
}

/** One chat as the server keeps it. */
export interface ChatSession {
  readonly id: string
  readonly participantId: string
  readonly nickname: string
  /** The customer, as the sender of a message. */
  readonly customer: WireSender
  readonly messages: readonly WireMessage[]
  /** The server has ended the chat. */
  ended: boolean
  /** The customer has left. */
  left: boolean
  /** Answers 404 from now on. */
  forgotten: boolean
  userData: Record<string, unknown>
  add(...messages: NewMessage[]): WireMessage[]
  /** What no poll has taken yet. Taking marks it as delivered. */
  take(): WireMessage[]
  readonly undelivered: number
  /** Delivers everything again, as to a customer who joins again. */
  rewind(): void
  /** Nothing of what is there is news any more. */
  skipToEnd(): void
  /** Runs `wake` once there is something to tell. Returns what calls it off. */
  onNews(wake: () => void): () => void
  notify(): void
}

export function createChatSession(nickname: string, ids: IdSource): ChatSession {
  const messages: WireMessage[] = []
  const waiting = new Set<() => void>()
  let delivered = 0
  let lastMs = 0
  let sequence = 0

  function nextIndex(): string {
    const now = Date.now()
    sequence = now === lastMs ? sequence + 1 : 0
    lastMs = now
    return `${now}-${sequence}`
  }

  const id = ids.uuid()
  const participantId = ids.uuid()
  const session: ChatSession = {
    id,
    participantId,
    nickname,
    customer: { participantId, type: 'Customer', nickname },
    messages,
    ended: false,
    left: false,
    forgotten: false,
    userData: {},
    add(...added) {
      const complete = added.map((message): WireMessage => {
        const index = message.index ?? nextIndex()
        const utcTime = new Date(Number(index.split('-')[0])).toISOString()
        return { visibility: 'All', id: ids.uuid(), utcTime, streamId: index, ...message, index }
      })
      messages.push(...complete)
      session.notify()
      return complete
    },
    take() {
      const news = messages.slice(delivered)
      delivered = messages.length
      return news
    },
    get undelivered() {
      return messages.length - delivered
    },
    rewind() {
      delivered = 0
    },
    skipToEnd() {
      delivered = messages.length
    },
    onNews(wake) {
      waiting.add(wake)
      return () => void waiting.delete(wake)
    },
    notify() {
      for (const wake of [...waiting]) wake()
    },
  }
  return session
}
