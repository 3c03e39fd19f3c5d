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
 * Reads what a widget sends to start a chat. The documentation asks for a nickname, or for both names. The widget's form lets
 * the customer leave one of them out, so one is enough.
 *
 * @throws {ContactCentreError} `INVALID_NICKNAME`
 */
export function toSessionRequest({
  nickname,
  firstName,
  lastName,
  endpoint,
  userData,
}: GmsStart): SessionRequest {
  const fullName = [firstName, lastName]
    .map((name) => name?.trim())
    .filter(Boolean)
    .join(' ')
  return {
    ...read({
      nickname: nickname?.trim() || fullName,
      firstName: firstName || undefined,
      lastName: lastName || undefined,
      endpoint,
      userData,
    }),
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
