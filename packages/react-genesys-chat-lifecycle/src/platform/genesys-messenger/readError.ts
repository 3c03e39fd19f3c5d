import { asRecord, firstText } from '../raw.ts'
import { ChatServiceError } from '../serviceError.ts'

/** The session is expired, or not known any more. */
const EXPIRED = [4006, 4007]
const READ_ONLY = 409
/** Codes that stand for an HTTP status of their own. */
const STATUS: Readonly<Record<number, number>> = { 4000: 503, 4029: 429, 5000: 500 }

export function codeOf(error: unknown): number | null {
  const { code, errorCode, body } = asRecord(error)
  const found = [errorCode, asRecord(body).errorCode, code].map(Number).find((each) => each > 0)
  return found ?? null
}

export function isExpiry(error: unknown): boolean {
  return EXPIRED.includes(codeOf(error) ?? 0) || asRecord(error).class === 'SessionExpiredEvent'
}

/** What is sent into a conversation that the server has ended. */
export const isReadOnlyRefusal = (error: unknown): boolean => codeOf(error) === READ_ONLY

/** A customer could not be signed in. */
export function readAuthError(data: unknown): ChatServiceError {
  const { message, error } = asRecord(data)
  const words =
    firstText(message, asRecord(error).message, error, data) || 'The customer could not be signed in.'
  return new ChatServiceError('', words, 401)
}

/** Keeps the code and the words of an error. The frame around them holds more than a page should show. */
export function readError(error: unknown): ChatServiceError {
  const { body, errorMessage, errorKey, message } = asRecord(error)
  const code = codeOf(error)
  const text = firstText(errorMessage, asRecord(body).errorMessage, body, message, errorKey)
  // What Messenger numbers from 4001 to 4999 it has refused.
  const status = code === null ? null : (STATUS[code] ?? (code >= 1_000 ? 400 : code))
  return new ChatServiceError(code === null ? '' : String(code), text, status)
}
