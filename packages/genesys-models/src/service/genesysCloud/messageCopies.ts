import type { CloudState, KnownMember } from './cloudState.ts'
import type { GuestWireMessage } from './guestServer.ts'

/** The widget's copy of a message, as it is in `messages`. */
export interface GuestCopy {
  type: string
  text?: string
  restoring: boolean
  index: number
  timestamp: number
  id: string
  from?: { id?: string | undefined; name?: string; type?: string }
}

const TYPES: Readonly<Record<string, string>> = {
  'member-join': 'ParticipantJoined',
  'member-leave': 'ParticipantLeft',
}
const SENDERS: Readonly<Record<string, string>> = { AGENT: 'Agent', CUSTOMER: 'Client', WORKFLOW: 'Bot' }

function isPresence({ bodyType }: GuestWireMessage): boolean {
  return bodyType in TYPES
}

/** A copy of a live message. That somebody came or went has no sender. */
export function liveCopy(message: GuestWireMessage, state: CloudState): GuestCopy {
  const copy = baseCopy(message, state)
  if (isPresence(message)) return copy
  const { id } = message.sender
  return { ...copy, from: { id, ...senderOf(message, state.members.get(id ?? '')) } }
}

/** A copy of a message of the past. Its sender has a name and a type, and no id. */
export function pastCopy(message: GuestWireMessage, state: CloudState): GuestCopy {
  const sender = senderOf(message, state.members.get(message.sender.id ?? ''))
  return { ...baseCopy(message, state), from: sender }
}

function baseCopy(message: GuestWireMessage, { restoring }: CloudState): GuestCopy {
  const time = Date.parse(message.timestamp)
  return {
    type: TYPES[message.bodyType] ?? 'Message',
    ...(!isPresence(message) && { text: message.body }),
    restoring,
    index: time,
    timestamp: time,
    id: message.id,
  }
}

/** A workflow has no name, and its notices come from outside. */
function senderOf(
  { bodyType }: GuestWireMessage,
  member: KnownMember | undefined,
): NonNullable<GuestCopy['from']> {
  if (!member) return {}
  if (member.role === 'WORKFLOW') return { type: bodyType === 'notice' ? 'External' : 'Bot' }
  const type = SENDERS[member.role]
  return { name: member.displayName, ...(type && { type }) }
}
