import { ContactCentreError, type ErrorCode } from '../errors.ts'
import type { ImageLimits } from '../images.ts'
import type { GmsAnswer } from './wire.ts'

/** The codes that the widget has sentences for. Other refusals have their HTTP status as a code. */
const codes: Partial<Record<ErrorCode, number>> = {
  INVALID_NICKNAME: 161,
  LIMIT_FILE_COUNT: 201,
  LIMIT_FILE_SIZE: 202,
  INVALID_FILE_TYPE: 203,
  INVALID_SESSION: 204,
  AUTHENTICATION_REQUIRED: 204,
  INVALID_ENDPOINT: 306,
}

/** Errors that mean: there is no such chat (any more). */
const UNKNOWN_CHAT: readonly ErrorCode[] = ['INVALID_SESSION', 'AUTHENTICATION_REQUIRED']

/** What GMS answers when the contact centre refuses. For a chat that it does not know, the chat has ended. */
export function refusal(error: ContactCentreError, limits: ImageLimits): GmsAnswer {
  const code = codes[error.code] ?? error.status
  return refuse(code, adviceOf(error, limits), UNKNOWN_CHAT.includes(error.code))
}

export function refuse(code: number, advice: string, chatEnded = false): GmsAnswer {
  return { statusCode: 2, chatEnded, messages: [], errors: [{ code, advice }] }
}

/** Runs what the contact centre answers. Its refusals become answers. */
export function refusing(limits: ImageLimits, answer: () => GmsAnswer): GmsAnswer {
  try {
    return answer()
  } catch (error) {
    if (error instanceof ContactCentreError) return refusal(error, limits)
    throw error
  }
}

/**
 * The HTTP status of an answer. A chat that has ended is told with 200, because the widget reads the body of no other
 * answer to a poll.
 */
export function gmsStatus({ errors, chatEnded }: GmsAnswer): 200 | 400 {
  return errors && !chatEnded ? 400 : 200
}

/** The widget writes these numbers into its sentences. */
function adviceOf({ code, message }: ContactCentreError, { maxCount, maxBytes }: ImageLimits): string {
  if (code === 'LIMIT_FILE_COUNT') return String(maxCount)
  return code === 'LIMIT_FILE_SIZE' ? String(maxBytes) : message
}
