import type { GuardLabels } from './labels.ts'

/**
 * English, the default.
 *
 * @example
 * <ChatEndGuard locale={en} />
 */
export const en: GuardLabels = {
  lang: 'en',
  dir: 'ltr',
  notice:
    'Thank you for your query. Please do not respond to this automated message if you do not have additional questions.',
  dismiss: 'Dismiss',
  countdown: 'This chat is about to end.',
  keepOpen: 'Keep it open',
  held: 'This conversation was closed, and your message has not been sent yet.',
  heldReopened: 'The conversation is open again. Your message has not been sent yet.',
  sendAsNew: 'Send as a new request',
  send: 'Send',
  unknown: 'No answer came in time. Your message may have been sent already.',
  sendAgain: 'Send again',
  discard: 'Discard',
  blocked: 'Your message was not sent because this conversation was closed. You can copy it here.',
  yourMessage: 'Your message',
  fileRefused: 'Your file was not sent because this conversation was closed.',
}
