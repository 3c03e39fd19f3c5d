import { hasContent, type MessageOrder, type SenderType, type ServerMessage } from '../platform/message.ts'
import { isAfter } from './order.ts'
import type { ChatAgent } from './state.ts'

/**
 * A person or bot on the other side, and the newest message that said whether they are there.
 *
 * @example
 * const isBot = ({ type }: Person) => type === 'bot'
 */
export interface Person {
  readonly id: string
  readonly name: string
  readonly type: SenderType
  readonly isHere: boolean
  /** Whether they wrote something since they joined. */
  readonly hasWritten: boolean
  /** Epoch milliseconds, or null if their joining was not seen. */
  readonly joinedAt: number | null
  /** Epoch milliseconds. Absent while they are there, and if the message that said so has no time. */
  readonly leftAt?: number
  readonly order: MessageOrder | null
}

/** Everybody on the other side who was ever seen in the session, by id. */
export type People = ReadonlyMap<string, Person>

/** The system and the routing strategy are not people. */
const OTHER_SIDE: ReadonlySet<SenderType> = new Set(['agent', 'supervisor', 'bot', 'other'])

export const isOtherSide = ({ from }: Pick<ServerMessage, 'from'>): boolean => OTHER_SIDE.has(from.type)

/** Agents and bots serve by being there. Supervisors may only listen, and so may anybody else: they serve once they write. */
const mayServe = ({ type, hasWritten }: Person): boolean => servesByBeingThere(type) || hasWritten

/** Whether somebody of this type need not write to serve. */
export const servesByBeingThere = (type: SenderType): boolean => type === 'agent' || type === 'bot'

/** Whether somebody serves the customer now. */
export const isServing = (person: Person | undefined): boolean => person?.isHere === true && mayServe(person)

export const isBot = ({ type }: Person): boolean => type === 'bot'

/** Takes one message into account. Who joined before the first message that was seen is known by writing. */
export function follow(people: People, message: ServerMessage): People {
  if (!isOtherSide(message)) return people
  const known = people.get(personId(message))
  const next = nextPerson(message, known)
  return next === known || !next ? people : new Map(people).set(next.id, next)
}

/** Messenger has no ids. A bot may have the name of an agent. */
export const personId = ({ from: { id, name, type } }: ServerMessage): string =>
  id || (type === 'bot' ? `bot ${name}` : name || type)

/** The same person where the message tells nothing new, undefined where it tells of nobody. */
export function nextPerson(message: ServerMessage, known: Person | undefined): Person | undefined {
  const { type, from, order, at } = message
  // What the platform knows without a message adds people. It does not contradict messages.
  if (known && (!order || !isAfter(order, known.order))) return known
  const isJoining = type === 'ParticipantJoined'
  const isLeaving = type === 'ParticipantLeft'
  if (!isJoining && !isLeaving) {
    if (!hasContent(message)) return known
    // Keep the place of their joining, so that an older page can still report that they left.
    if (known?.isHere) return known.hasWritten ? known : { ...known, hasWritten: true }
  }
  const hadWritten = known?.hasWritten ?? false
  return {
    id: personId(message),
    name: from.name || known?.name || '',
    // Who leaves was what they were, whatever they are called now.
    type: (isLeaving && known?.type) || from.type,
    isHere: !isLeaving,
    // Who is there and is announced once more, as after a reconnect, goes on as before.
    hasWritten: isJoining ? hadWritten && known?.isHere === true : hadWritten || !isLeaving,
    joinedAt: isJoining ? at || null : (known?.joinedAt ?? null),
    order,
    ...(isLeaving && at && { leftAt: at }),
  }
}

/** Who took part since a place in the session. */
export const presentSince = (people: People, since: MessageOrder | null): Person[] =>
  [...people.values()].filter(
    (person) => mayServe(person) && (person.isHere || !person.order || isAfter(person.order, since)),
  )

export const isAnyServing = (people: People, matches: (person: Person) => boolean = () => true): boolean =>
  [...people.values()].some((person) => isServing(person) && matches(person))

/** The agents and supervisors who are there; the same array when nothing changed. */
export function agentsOf(people: People, before: readonly ChatAgent[]): readonly ChatAgent[] {
  const agents = [...people.values()].filter((person) => person.isHere && isAgent(person)).map(toAgent)
  const isSame = agents.length === before.length && agents.every((agent, i) => isSameAgent(agent, before[i]))
  return isSame ? before : agents
}

const isAgent = (person: Person): boolean =>
  person.type === 'supervisor' || (!isBot(person) && mayServe(person))

const toAgent = ({ id, name, type, joinedAt }: Person): ChatAgent => ({
  id,
  name,
  role: type === 'supervisor' ? 'supervisor' : 'agent',
  joinedAt,
})

const isSameAgent = (a: ChatAgent, b: ChatAgent | undefined): boolean =>
  a.id === b?.id && a.name === b.name && a.role === b.role && a.joinedAt === b.joinedAt
