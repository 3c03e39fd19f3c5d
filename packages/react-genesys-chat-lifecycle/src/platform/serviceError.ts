/**
 * What kind of error the chat service reported.
 *
 * - `unavailable`: the server could not be reached, or failed.
 * - `unauthorized`: the server does not accept the customer's token, or the page's key.
 * - `rate-limited`: too many requests.
 * - `rejected`: the server refused what was sent.
 * - `unknown`: the service gave no reason.
 *
 * @example
 * const isTemporary = (kind: ChatServiceErrorKind) => kind === 'unavailable' || kind === 'rate-limited'
 */
export type ChatServiceErrorKind = 'unavailable' | 'unauthorized' | 'rate-limited' | 'rejected' | 'unknown'

/**
 * An error that the chat service reported by itself. The chat may go on.
 *
 * @example
 * const { error } = useGenesysChatLifecycle()
 * return error?.kind === 'unavailable' && <p role="alert">We keep trying.</p>
 */
export class ChatServiceError extends Error {
  override readonly name = 'ChatServiceError'
  readonly kind: ChatServiceErrorKind
  /** The vendor's code, or empty. */
  readonly code: string

  /** @param status - the HTTP status, 0 for no answer, or null where it is not known */
  constructor(code: string, message: string, status: number | null = null) {
    super(message)
    this.code = code
    this.kind = kindOf(status)
  }
}

function kindOf(status: number | null): ChatServiceErrorKind {
  if (status === null) return 'unknown'
  if (status === 0 || status >= 500) return 'unavailable'
  if (status === 401 || status === 403) return 'unauthorized'
  return status === 429 ? 'rate-limited' : 'rejected'
}
