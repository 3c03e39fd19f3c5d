import { ContactCentreError } from './errors.ts'
import type { SessionRequest } from './sessionTypes.ts'

const MAX_NICKNAME = 128

/** What a widget sends to start a chat. Everything may be missing. */
export interface StartData {
  readonly nickname?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly endpoint?: string | undefined
  readonly userData?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Reads what a widget sends to start a chat. The first name serves as a nickname.
 *
 * @throws {ContactCentreError} `INVALID_NICKNAME`
 */
export function toSessionRequest(data: StartData): SessionRequest {
  const { firstName, lastName, endpoint, userData } = data
  const nickname = data.nickname?.trim() || firstName?.trim() || ''
  if (nickname === '' || nickname.length > MAX_NICKNAME) {
    throw new ContactCentreError(
      'INVALID_NICKNAME',
      `data.nickname: expected 1 to ${MAX_NICKNAME} characters, got ${nickname.length}.`,
    )
  }
  return {
    nickname,
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(endpoint !== undefined && { endpoint }),
    ...(userData !== undefined && { userData }),
  }
}
