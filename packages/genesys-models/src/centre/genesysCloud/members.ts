import { type ChatMessage, isStateChange, type MessageSender } from '../message.ts'
import type { ChatSession } from '../session.ts'
import type { GuestMember, GuestRole } from './wire.ts'

/** Everybody who has taken part, in the order in which they came. */
export function guestMembers(session: ChatSession): GuestMember[] {
  const members = new Map<string, GuestMember>()
  for (const message of session.messages) {
    const { from } = message
    if (!from?.participantId || isStateChange(message)) continue
    members.set(from.participantId, follow(members.get(from.participantId), from, message, session))
  }
  return [...members.values()]
}

function follow(
  known: GuestMember | undefined,
  from: MessageSender,
  { type, utcTime }: ChatMessage,
  { userData }: ChatSession,
): GuestMember {
  const { leaveDate: _, ...member } = known ?? {
    id: from.participantId,
    displayName: from.nickname ?? '',
    role: roleOf(from),
    joinDate: utcTime,
    customFields: from.type === 'Customer' ? userData : {},
  }
  if (type === 'ParticipantLeft') return { ...member, state: 'DISCONNECTED', leaveDate: utcTime }
  if (type === 'ParticipantJoined') return { ...member, state: 'CONNECTED', joinDate: utcTime }
  return known ?? { ...member, state: 'CONNECTED' }
}

function roleOf({ type }: MessageSender): GuestRole {
  if (type === 'Customer') return 'CUSTOMER'
  return type === 'Agent' || type === 'Supervisor' ? 'AGENT' : 'WORKFLOW'
}
