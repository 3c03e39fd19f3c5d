/** Codes that the API documents. The widget has its own sentence for most of them. */
export type DocumentedErrorCode =
  | 'INVALID_SESSION'
  | 'INVALID_FILE_TYPE'
  | 'LIMIT_FILE_SIZE'
  | 'LIMIT_FILE_COUNT'
  | 'INVALID_CONTACT_CENTER'
  | 'INVALID_ENDPOINT'
  | 'INVALID_NICKNAME'
  | 'AUTHENTICATION_REQUIRED'

/** Codes for what the documentation leaves open. */
export type SimulatorErrorCode =
  | 'INVALID_REQUEST'
  | 'LIMIT_BODY_SIZE'
  | 'LIMIT_USER_DATA'
  | 'LIMIT_MESSAGE_COUNT'
  | 'NOT_FOUND'
  | 'FORBIDDEN_HOST'
  | 'FORBIDDEN_ORIGIN'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'NOT_JOINED'
  | 'CHAT_ENDED'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_ERROR'

/** Every code that a refusal can have. */
export type ErrorCode = DocumentedErrorCode | SimulatorErrorCode

const httpStatus = {
  INVALID_SESSION: 404,
  INVALID_FILE_TYPE: 400,
  LIMIT_FILE_SIZE: 413,
  LIMIT_FILE_COUNT: 400,
  INVALID_CONTACT_CENTER: 403,
  INVALID_ENDPOINT: 400,
  INVALID_NICKNAME: 400,
  AUTHENTICATION_REQUIRED: 401,
  INVALID_REQUEST: 400,
  LIMIT_BODY_SIZE: 413,
  LIMIT_USER_DATA: 413,
  LIMIT_MESSAGE_COUNT: 409,
  NOT_FOUND: 404,
  FORBIDDEN_HOST: 403,
  FORBIDDEN_ORIGIN: 403,
  UNSUPPORTED_MEDIA_TYPE: 415,
  NOT_JOINED: 409,
  CHAT_ENDED: 409,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_ERROR: 500,
} as const satisfies Record<ErrorCode, number>

/**
 * A request that the contact centre refuses. `code` goes over the wire, `message` says what to do instead.
 *
 * @example
 * try {
 *   chat.say({ type: 'Text', text: 'hi' })
 * } catch (error) {
 *   if (error instanceof ContactCentreError && error.code === 'NOT_JOINED') chat.join('Anna')
 * }
 */
export class ContactCentreError extends Error {
  readonly code: ErrorCode
  /** The HTTP status for the code. */
  readonly status: (typeof httpStatus)[ErrorCode]

  constructor(code: ErrorCode, message: string) {
    super(message)
    this.name = 'ContactCentreError'
    this.code = code
    this.status = httpStatus[code]
  }
}
