import { ContactCentreError } from '../errors.ts'
import { MAX_TEXT } from '../message.ts'
import { toSessionRequest as read } from '../sessionRequest.ts'
import type { SessionRequest } from '../sessionTypes.ts'

/** What a widget sends to start a chat. */
export interface GmsStart {
  readonly nickname?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly endpoint?: string | undefined
  /** `GCTI_Chat_AsyncMode: 'true'` starts an asynchronous chat. */
  readonly userData?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Reads what a widget sends to start a chat. As documented, it needs a nickname, or both the first and the last name.
 *
 * @throws {ContactCentreError} `INVALID_NICKNAME`
 */
export function toSessionRequest(start: GmsStart): SessionRequest {
  const { firstName = '', lastName = '', userData } = start
  const fullName = firstName.trim() && lastName.trim() && `${firstName.trim()} ${lastName.trim()}`
  // Without its own check, the first name alone would serve as a nickname, as it does on Digital Channels.
  const names = { firstName: firstName || undefined, lastName: lastName || undefined }
  const nickname = start.nickname?.trim() || fullName
  if (!nickname) {
    throw new ContactCentreError('INVALID_NICKNAME', 'Send a nickname, or both firstName and lastName.')
  }
  return {
    ...read({ ...start, ...names, nickname }),
    transport: 'gms',
    mode: String(userData?.GCTI_Chat_AsyncMode) === 'true' ? 'async' : 'regular',
  }
}

/** @throws {ContactCentreError} `INVALID_REQUEST` */
export function toGmsText(message = ''): string {
  if (message.trim() !== '' && message.length <= MAX_TEXT) return message
  throw new ContactCentreError(
    'INVALID_REQUEST',
    `message: expected 1 to ${MAX_TEXT} characters, got ${message.trim().length}.`,
  )
}
