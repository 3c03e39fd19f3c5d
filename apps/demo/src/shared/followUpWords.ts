import type { ChatEndGuardHandle, HeldFollowUp } from 'react-genesys-chat-lifecycle'

export interface FollowUpWords {
  /** What happened to the text or the file. */
  readonly words: string
  /** The button that sends it. A blocked one has none. */
  readonly send?: string
  /** The button that takes it off the screen. */
  readonly discard: string
}

/** What is said about a follow-up that was not sent, and on its buttons. */
export function followUpWords(
  { status, kind }: Pick<HeldFollowUp, 'status' | 'kind'>,
  { closedSegment, labels }: Pick<ChatEndGuardHandle, 'closedSegment' | 'labels'>,
): FollowUpWords {
  const { discard } = labels
  if (status === 'blocked')
    return { words: kind === 'file' ? labels.fileRefused : labels.blocked, discard: labels.dismiss }
  if (status === 'unknown') return { words: labels.unknown, send: labels.sendAgain, discard }
  // The segment may have been reopened since.
  return closedSegment
    ? { words: labels.held, send: labels.sendAsNew, discard }
    : { words: labels.heldReopened, send: labels.send, discard }
}
