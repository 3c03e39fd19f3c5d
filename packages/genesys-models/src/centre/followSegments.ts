import { type ChatMessage, isTyping, type MessageSender } from './message.ts'
import { isStaff } from './roster.ts'
import type { Segments } from './segments.ts'
import type { ChatMode, SessionTransport } from './sessionTypes.ts'

/** What decides which messages open and close a segment. */
interface Situation {
  readonly mode: ChatMode
  readonly transport: SessionTransport
  readonly customerId: string
  /** Whether anybody of the contact centre's side is there, after the message. */
  readonly isStaffed: boolean
}

/** Updates the segments of a chat that goes on. Returns whether the message opened one. */
export function followSegments(
  segments: Segments,
  { type, from, data }: ChatMessage,
  { mode, transport, customerId, isStaffed }: Situation,
): boolean {
  if (type === 'System' && typeof data?.interactionState === 'string') {
    segments.setState(data.interactionState)
    return false
  }
  if (data?.presence === 'Clear') return false
  if (data?.presence === 'Disconnect') {
    segments.close()
    return false
  }
  if (type === 'ParticipantLeft') {
    if (closesByLeaving(transport, from) && !isStaffed) segments.close()
    return false
  }
  if (isStaff(from)) return type === 'ParticipantJoined' && segments.open('agent')
  if (from?.participantId !== customerId || isTyping({ type })) return false
  // A late "thanks" opens no second segment in a regular chat. Nor does a customer who comes back. On Messenger, opening
  // the page does not even open the first.
  const isFirst = segments.all.length === 0 && transport !== 'messenger'
  const isContent = type !== 'ParticipantJoined' && type !== 'CustomNotice' && mode === 'async'
  return (isFirst || isContent) && segments.open('customer')
}

/** Digital Channels have a state for a closed segment, and Messenger a disconnect. Elsewhere the last agent who leaves closes it. */
function closesByLeaving(transport: SessionTransport, from: MessageSender | null | undefined): boolean {
  const canSayIt = transport === 'digital-channels' || transport === 'messenger'
  return !canSayIt && isStaff(from) && from.type !== 'Bot'
}
