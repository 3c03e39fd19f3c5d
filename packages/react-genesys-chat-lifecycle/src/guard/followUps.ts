import type { Chat } from '../chat/chat.ts'
import { ChatCommandError } from '../platform/commandError.ts'
import type { GuardInput } from './reducer.ts'
import type { Seat } from './seat.ts'
import { type GuardState, type HeldFollowUp, isHeld } from './state.ts'

/** The guard that the follow-ups belong to. */
export interface FollowUpsContext {
  readonly chat: Chat
  readonly seat: Seat
  readonly current: () => GuardState
  readonly tell: (input: GuardInput) => void
  readonly reportError: (error: unknown) => void
}

/** Sends held texts in their order: all, or the one with this id. What fails stays held. */
export async function sendHeld(context: FollowUpsContext, wanted?: string): Promise<void> {
  const { chat, seat, current, tell, reportError } = context
  const { heldFollowUps, isSending } = current()
  // Another guard may act meanwhile. What one is sending, the next must not send, too.
  const { sent, mounted } = seat.guards
  const held = heldFollowUps.filter(
    (each) => isHeld(each) && (wanted ?? each.id) === each.id && !sent.has(each.id),
  )
  if (isSending || held.length === 0) return
  tell({ type: 'sending' })
  for (const { id } of held) sent.set(id, false)
  try {
    for (const followUp of held) {
      await sendOne(chat, followUp)
      sent.set(followUp.id, true)
      tell({ type: 'settled', ids: [followUp.id] })
      mounted[0]?.()
    }
  } catch (error) {
    reportError(error)
  }
  for (const { id } of held) if (!sent.get(id)) sent.delete(id)
  tell({ type: 'sent' })
}

async function sendOne(chat: Chat, followUp: HeldFollowUp): Promise<void> {
  // Offline, the widget would take it and never answer.
  if (chat.record.connection === 'offline') {
    throw new ChatCommandError('send', 'unavailable', 'there is no connection. Send it again later')
  }
  if (!(await chat.platform.checkSession())) {
    throw new ChatCommandError('send', 'rejected', 'the chat is over. Start a new one to send this')
  }
  await chat.platform.window.resend(followUp)
}
