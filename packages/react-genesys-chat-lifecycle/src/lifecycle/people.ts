import { hasContent, type SenderType, type ServerMessage } from './messages.ts'
import { isAfter, type MessageOrder } from './order.ts'

/** Somebody on the other side, and the newest message that told whether they are there. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly type: SenderType
  readonly here: boolean
  readonly at: MessageOrder | null
}

/** Everybody on the other side who was ever seen in the session, by id. */
export type People = ReadonlyMap<string, Person>

const OTHER_SIDE: readonly SenderType[] = ['agent', 'supervisor', 'bot']

/**
 * Keeps track of who is there. Messages alone tell: the bus's `agentConnected` events come out of order with a page of
 * history, and are stale after an end. Who joined before the first message we saw is known by writing.
 */
export function follow(people: People, messages: readonly ServerMessage[]): People {
  let next: Map<string, Person> | undefined
  for (const message of messages) {
    const { type, from, order } = message
    if (!OTHER_SIDE.includes(from.type)) continue
    const id = from.id || from.name || from.type
    const known = (next ?? people).get(id)
    const joined = type === 'ParticipantJoined'
    const left = type === 'ParticipantLeft'
    const wrote = !known && hasContent(message)
    if (!(joined || left || wrote)) continue
    if (known && order && !isAfter(order, known.at)) continue
    next ??= new Map(people)
    next.set(id, { id, name: from.name || known?.name || '', type: from.type, here: !left, at: order })
  }
  return next ?? people
}
