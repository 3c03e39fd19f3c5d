import { type ChatMessage, isTyping } from '../message.ts'
import type { ChatSession } from '../session.ts'
import { isGuestMessage, toGuestMessage } from './messages.ts'
import type { GuestFrame } from './wire.ts'

export const HEARTBEAT: GuestFrame = {
  topicName: 'channel.metadata',
  eventBody: { message: 'WebSocket Heartbeat' },
}

/** What the event stream tells of a message. A join or a leave is told twice: as a change of the member, and as a message. */
export function guestFrames(session: ChatSession, message: ChatMessage): GuestFrame[] {
  const { id, from, type, utcTime } = message
  const conversation = { id: session.id }
  const about = <Type extends string>(topic: 'messages' | 'members', eventType: Type) =>
    ({
      topicName: `v2.conversations.chats.${session.id}.${topic}`,
      version: '2',
      metadata: { CorrelationId: id, type: eventType },
    }) as const
  if (isTyping(message)) {
    // Nobody is told that somebody stopped.
    if (type === 'TypingStopped' || !from?.participantId) return []
    const eventBody = { id, conversation, sender: { id: from.participantId }, timestamp: utcTime }
    return [{ ...about('messages', 'typing-indicator'), eventBody }]
  }
  if (!isGuestMessage(message)) return []
  const eventBody = toGuestMessage(session, message)
  const frames: GuestFrame[] = [{ ...about('messages', 'message'), eventBody }]
  if ((type === 'ParticipantJoined' || type === 'ParticipantLeft') && from?.participantId) {
    const state = type === 'ParticipantJoined' ? 'CONNECTED' : 'DISCONNECTED'
    const change = { conversation, member: { id: from.participantId, state }, timestamp: utcTime } as const
    frames.unshift({ ...about('members', 'member-change'), eventBody: change })
  }
  return frames
}
