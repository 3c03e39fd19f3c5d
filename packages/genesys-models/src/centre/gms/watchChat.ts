import type { ContactCentre } from '../contactCentre.ts'
import type { GmsAnswer } from './wire.ts'

interface WatchOptions {
  readonly centre: ContactCentre
  readonly chatId: string | undefined
  /** The first index that is told. */
  readonly from: number
  readonly refresh: (from: number) => GmsAnswer
  readonly tell: (answer: GmsAnswer) => void
}

/** Tells of what happens in a chat until it ends. Returns a function that stops it. */
export function watchChat({ centre, chatId, from, refresh, tell }: WatchOptions): () => void {
  let next = from
  let isDue = false
  const stop = centre.subscribe(({ session }) => {
    if (session.id !== chatId || isDue) return
    isDue = true
    // After the caller is done, so that the end comes with the last message.
    void Promise.resolve().then(look)
  })
  const look = () => {
    isDue = false
    const answer = refresh(next)
    next = answer.nextPosition ?? next
    for (const one of oneByOne(answer)) tell(one)
    if (answer.chatEnded) stop()
  }
  return stop
}

/** One answer for each message. Only the last one says that the chat has ended. */
function oneByOne(answer: GmsAnswer): GmsAnswer[] {
  const { messages, chatEnded } = answer
  if (messages.length === 0) return chatEnded ? [answer] : []
  return messages.map((message, at) => ({
    ...answer,
    messages: [message],
    chatEnded: chatEnded && at === messages.length - 1,
  }))
}
