import type { MessageOrder, SenderType, ServerMessage } from '../../message.ts'
import { asList, asRecord, asText, firstText, isRecord, type Loose } from '../../raw.ts'
import { readAll, readFields, readSafely, senderOf } from '../readFields.ts'
import { readTime } from '../readIndex.ts'
import type { Transport } from './transport.ts'

// Maps: what a server names `constructor` is no member of theirs.
const ROLES = new Map<string, SenderType>([
  ['AGENT', 'agent'],
  ['CUSTOMER', 'customer'],
  ['WORKFLOW', 'bot'],
])

interface Member {
  readonly type: SenderType
  readonly name: string
}

/**
 * Genesys Cloud web chat v2. The server's messages know the sender's id, the widget's copies the sender's name and type. Joins and leaves
 * are also announced by made-up messages without an id, on the page's clock and with names only. These are ignored: the server's own
 * follow within a second.
 */
export function createGenesysCloud(): Transport {
  const members = new Map<string, Member>()
  /** Member → whether the last message, or the last event, about them told that they joined or left. */
  const told = new Map<string, string>()
  const announced = new Map<string, string>()
  let current = ''

  const read = (copy: Loose, original: Loose): ServerMessage | null => {
    const id = firstText(original.id, copy.id)
    // The widget collects messages for 0.7 s. Those of the last chat may come when the next one has begun.
    const conversation = firstText(asRecord(original.conversation).id, current)
    if (!id || (current && conversation !== current)) return null
    const at = readTime(original.timestamp) || readTime(copy.timestamp)
    const from = readSender(copy, original)
    const type = copy.type ?? TYPES.get(asText(original.bodyType))
    if (type === 'ParticipantJoined' || type === 'ParticipantLeft') told.set(from.id, type)
    // The event about it never comes if the widget's request for the member fails: their joining is not to be made up again.
    if (type === 'ParticipantLeft') announced.delete(from.id)
    return {
      // A preprocessor of the page changes copies.
      ...readFields({ type, text: original.body ?? copy.text }),
      from,
      id,
      order: at ? placeOf(at, id, type) : null,
      at,
      raw: original,
    }
  }
  /** A restored copy has no id, a live join no copy of the sender at all: what was learnt of the member completes it. */
  const readSender = (copy: Loose, original: Loose): ServerMessage['from'] => {
    const from = asRecord(copy.from)
    const id = firstText(asRecord(original.sender).id, from.id)
    const known = members.get(id)
    const named = senderOf(asText(from.type))
    const type = named === 'unknown' ? (ROLES.get(asText(original.role)) ?? known?.type ?? 'unknown') : named
    const name = asText(from.name) || known?.name || ''
    if (id && type !== 'unknown' && type !== 'system') members.set(id, { type, name })
    return { type, id, name }
  }

  return {
    name: 'genesys-cloud',
    publishesServerEnd: true,
    activatesLate: true,
    announcesEnd: ({ type, from }) => type === 'ParticipantLeft' && from.type === 'customer',
    takesFiles: false,
    readBatch(data) {
      const { originalMessages, messages } = asRecord(data)
      if (asList(originalMessages).length === 0) return readAll(messages, readFields)
      const copies = asList(messages).filter(isRecord)
      return asList(originalMessages)
        .map((raw, position) => {
          const id = isRecord(raw) ? raw.id : undefined
          const copy = copies.find((each) => each.id === id) ?? copies[position] ?? {}
          return readSafely(raw, (original) => read(copy, original))
        })
        .filter((message) => message !== null)
    },
    learn(data) {
      const { message, agents, memberId, conversationId } = asRecord(data)
      current = firstText(conversationId, current)
      const me = asText(memberId)
      if (me && !members.has(me)) members.set(me, { type: 'customer', name: '' })
      const { id: memberField, displayName, role, state } = asRecord(message)
      const id = asText(memberField)
      const name = asText(displayName)
      if (name) members.set(id, { type: ROLES.get(asText(role)) ?? 'agent', name })
      for (const [agentId, agent] of Object.entries(asRecord(agents))) {
        if (!members.has(agentId)) members.set(agentId, { type: 'agent', name: asText(asRecord(agent).name) })
      }
      const type = CHANGES.get(asText(state))
      if (!name || !type) return undefined
      announced.set(id, type)
      return () => {
        if (announced.get(id) !== type || told.get(id) === type) return null
        told.set(id, type)
        return readFields({ type, from: { id, name, type: role === 'WORKFLOW' ? 'Bot' : 'Agent' } })
      }
    },
  }
}

const CHANGES = new Map([
  ['CONNECTED', 'ParticipantJoined'],
  ['DISCONNECTED', 'ParticipantLeft'],
])

const TYPES = new Map([
  ['member-join', 'ParticipantJoined'],
  ['member-leave', 'ParticipantLeft'],
  ['standard', 'Text'],
])

const RANKS = new Map([
  ['ParticipantJoined', 0],
  ['ParticipantLeft', 2],
])

/**
 * Of one millisecond, joins come first and leaves last: who says goodbye and goes has not come back. The rest are told apart by their ids.
 * It is the same after a reload, when the widget turns them round.
 */
function placeOf(at: number, id: string, type: unknown): MessageOrder {
  let hash = 0
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 999_983
  return [at, (RANKS.get(asText(type)) ?? 1) * 1_000_000 + hash]
}
