import { hasContent, readBatch, type ServerMessage } from './messages.ts'
import { compareOrder, justAfter, type MessageOrder } from './order.ts'
import type { ChatLifecycleStore } from './store.ts'

/**
 * A message of the chat, for a UI of one's own. Everything in it is plain text, whatever it looks like.
 *
 * @example
 * const line = ({ from, text }: ChatMessage) => `${from.name}: ${text}`
 *
 * @see docs/real-widget.md, "messageReceived"
 */
export interface ChatMessage {
  /** The same for the same message, also after a reload. Good for a React `key`. */
  readonly id: string
  readonly from: ServerMessage['from']
  /** May be empty where the message is a link or a file. Show it as text, never as HTML or Markdown. */
  readonly text: string
  /** A link or file that came with it, else empty. Check its scheme before you make a link of it. */
  readonly url: string
  /** Epoch milliseconds, 0 where the server gave no time. */
  readonly at: number
  /** Whether it was there before: restored, paged in, or said before we listened. */
  readonly historic: boolean
}

/**
 * The messages of a chat, kept while somebody is interested in them.
 *
 * @example
 * const { getMessages, subscribe }: Transcript = transcriptOf(chat)
 *
 * @see docs/real-widget.md, "messageReceived"
 */
export interface Transcript {
  getMessages(): readonly ChatMessage[]
  subscribe(listener: () => void): () => void
}

const NONE: readonly ChatMessage[] = []
const transcripts = new WeakMap<ChatLifecycleStore['client'], Transcript>()

/**
 * The transcript of a store: one, however many ask.
 *
 * @example
 * const transcript = transcriptOf(createChatLifecycle())
 * transcript.subscribe(() => console.log(transcript.getMessages().length))
 *
 * @see docs/real-widget.md, "messageReceived"
 */
export function transcriptOf(store: ChatLifecycleStore): Transcript {
  const known = transcripts.get(store.client)
  if (known) return known
  const made = createTranscript(store)
  transcripts.set(store.client, made)
  return made
}

function createTranscript(store: ChatLifecycleStore): Transcript {
  const subscribers = new Set<() => void>()
  let entries = new Map<string, { order: MessageOrder; message: ChatMessage }>()
  let messages: readonly ChatMessage[] = NONE
  let newest: MessageOrder | null = null
  /** Polls until messages are live again: restored history comes behind the first one. */
  let restoring = 0
  let sessionId: string | null = null

  const publish = (): void => {
    messages = [...entries.values()]
      .sort((a, b) => compareOrder(a.order, b.order))
      .map(({ message }) => message)
    for (const subscriber of [...subscribers]) subscriber()
  }
  const clear = (): void => {
    newest = null
    if (entries.size === 0) return
    entries = new Map()
    publish()
  }
  const add = (data: unknown, isOld: boolean): void => {
    const batch = readBatch(data)
    const historic = isOld || batch.historic
    const before = entries.size
    for (const message of batch.messages) {
      if (!hasContent(message)) continue
      const order: MessageOrder = message.order ?? justAfter(newest)
      const id = message.order?.join('-') ?? (message.id || order.join('-'))
      if (entries.has(id)) continue
      if (!newest || compareOrder(order, newest) > 0) newest = order
      const { from, text, url, at } = message
      entries.set(id, { order, message: { id, from, text, url, at, historic } })
    }
    if (entries.size > before) publish()
  }

  /** Another session is another transcript; an ended one can still be read. */
  const follow = (): void => {
    const { sessionId: next, phase } = store.getState()
    if (phase === 'starting') clear()
    if (next === sessionId || next === null) return
    if (sessionId !== null) clear()
    sessionId = next
    catchUp()
  }
  const catchUp = (): void => {
    store.client.run('WebChatService.getTranscript').then(
      (data) => subscribers.size > 0 && add(data, true),
      () => {},
    )
  }

  const listen = (): (() => void) => {
    const { client } = store
    const offs = [
      client.on('WebChatService.messageReceived', ({ data }) => {
        add(data, restoring > 0)
        restoring = 0
      }),
      // `restoring` in the messages themselves is always false.
      client.on('WebChatService.restored', () => {
        restoring = 2
      }),
      client.on('WebChatService.pollingStarted', () => {
        restoring--
      }),
      store.subscribe(follow),
    ]
    follow()
    return () => {
      for (const off of offs) off()
      // Nobody looks: nothing is kept.
      entries = new Map()
      messages = NONE
      newest = null
      sessionId = null
    }
  }

  let stop: (() => void) | undefined
  return {
    getMessages: () => messages,
    subscribe(listener) {
      const entry = (): void => listener()
      subscribers.add(entry)
      stop ??= listen()
      return () => {
        subscribers.delete(entry)
        if (subscribers.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}
