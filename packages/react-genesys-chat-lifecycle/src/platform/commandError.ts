/**
 * Why a command failed.
 *
 * - `rejected`: the vendor's product, or a hook of the page, refused it. `reason` says why.
 * - `timeout`: no answer came in time. The command may still take effect.
 * - `cancelled`: a hook of the page stopped it, or the provider was unmounted before it was sent.
 * - `unavailable`: the vendor's product or the plugin is not on the page, or the network is down.
 * - `unsupported`: the platform or transport cannot do it, for example send files.
 * - `file-type`, `file-size`, `file-count`: the service does not accept this file, or no more files. `reason` has the limit.
 *
 * @example
 * const isWorthRetrying = (kind: ChatCommandErrorKind) => kind === 'unavailable'
 */
export type ChatCommandErrorKind =
  | 'rejected'
  | 'timeout'
  | 'cancelled'
  | 'unavailable'
  | 'unsupported'
  | 'file-type'
  | 'file-size'
  | 'file-count'

/**
 * What every action and command of this library rejects with.
 *
 * @example
 * try {
 *   await chat.send('Hello')
 * } catch (error) {
 *   if (error instanceof ChatCommandError && error.kind === 'unavailable') showOfflineHint()
 * }
 */
export class ChatCommandError extends Error {
  override readonly name = 'ChatCommandError'
  /** The vendor's full name of the command, or the action of this library, such as `send` or `end`. */
  readonly command: string
  readonly kind: ChatCommandErrorKind
  /** One sentence, in the vendor's own words if it gave any. Never contains a response's body or a token. */
  readonly reason: string

  /** After a timeout: settles if the answer still comes. It may never come. */
  readonly late: Promise<unknown> | undefined

  constructor(command: string, kind: ChatCommandErrorKind, reason: string, late?: Promise<unknown>) {
    super(`${command} (${kind}): ${reason}`)
    this.late = late
    this.command = command
    this.kind = kind
    this.reason = reason
  }
}

/** Vendors reject with strings, with XHR objects and with nothing. */
export function describeReason(reason: unknown): string {
  try {
    if (typeof reason === 'string' && reason) return reason
    if (reason instanceof Error) return reason.message
    const status = (reason as { status?: unknown } | null | undefined)?.status
    if (typeof status === 'number')
      return status ? `the server answered ${status}` : 'the server could not be reached'
  } catch {
    // What a vendor hands over may throw when it is read.
  }
  return 'no reason was given'
}
