import { hasContent, type MessageOrder, type SenderType, type ServerMessage } from '../platform/message.ts'
import { isAfter } from './order.ts'
import type { ChatAgent } from './state.ts'

/**
 * Somebody on the other side, and the newest message that told whether they are there.
 *
 * @example
 * const isBot = ({ type }: Person) => type === 'bot'
 */
export interface Person {
  readonly id: string
  readonly name: string
  readonly type: SenderType
  readonly isHere: boolean
  /** Epoch milliseconds, or null where nobody saw them join. */
  readonly joinedAt: number | null
  readonly order: MessageOrder | null
}

/** Everybody on the other side who was ever seen in the session, by id. */
export type People = ReadonlyMap<string, Person>

const OTHER_SIDE: readonly SenderType[] = ['agent', 'supervisor', 'bot']

/** Whether somebody of this type serves the customer. */
export const isServing = (type: SenderType): boolean => type === 'agent' || type === 'bot'

/** Keeps track of who is there. Who joined before the first message that was seen is known by writing. */
export function follow(people: People, messages: readonly ServerMessage[]): People {
  let next: Map<string, Person> | undefined
  for (const message of messages) {
    const known = (next ?? people).get(idOf(message))
    if (!tellsPresence(message, known)) continue
    next ??= new Map(people)
    next.set(idOf(message), personOf(message, known))
  }
  return next ?? people
}

const idOf = ({ from }: ServerMessage): string => from.id || from.name || from.type

function tellsPresence(message: ServerMessage, known: Person | undefined): boolean {
  const { type, from, order } = message
  if (!OTHER_SIDE.includes(from.type)) return false
  const moves = type === 'ParticipantJoined' || type === 'ParticipantLeft'
  if (!moves && (known || !hasContent(message))) return false
  return !(known && order && !isAfter(order, known.order))
}

function personOf(message: ServerMessage, known: Person | undefined): Person {
  const { type, from, order, at } = message
  return {
    id: idOf(message),
    name: from.name || known?.name || '',
    type: from.type,
    isHere: type !== 'ParticipantLeft',
    joinedAt: type === 'ParticipantJoined' ? at || null : (known?.joinedAt ?? null),
    order,
  }
}

/** Whether somebody of these types is there. */
export const isAnyHere = (people: People, matches: (type: SenderType) => boolean): boolean =>
  [...people.values()].some(({ isHere, type }) => isHere && matches(type))

/** Who serves, or has served since a place in the session. */
export const servingSince = (people: People, since: MessageOrder | null): Person[] =>
  [...people.values()].filter(
    ({ type, isHere, order }) => isServing(type) && (isHere || !order || isAfter(order, since)),
  )

/** The agents and supervisors who are there; the same array when nothing changed. */
export function agentsOf(people: People, before: readonly ChatAgent[]): readonly ChatAgent[] {
  const agents = [...people.values()].filter(({ isHere, type }) => isHere && type !== 'bot').map(toAgent)
  const isSame = agents.length === before.length && agents.every((agent, i) => isSameAgent(agent, before[i]))
  return isSame ? before : agents
}

const toAgent = ({ id, name, type, joinedAt }: Person): ChatAgent => ({
  id,
  name,
  role: type === 'supervisor' ? 'supervisor' : 'agent',
  joinedAt,
})

const isSameAgent = (a: ChatAgent, b: ChatAgent | undefined): boolean =>
  a.id === b?.id && a.name === b.name && a.role === b.role && a.joinedAt === b.joinedAt
