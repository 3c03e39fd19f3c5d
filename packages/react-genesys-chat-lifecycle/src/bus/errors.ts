/**
 * Why a command failed.
 *
 * - `rejected`: the widget, or a hook of the page, refused it. `reason` has its words.
 * - `timeout`: it did not settle in time. On this bus that is common: a command that does not exist never settles.
 * - `cancelled`: a `before` hook stopped it, or we were unmounted before it was sent.
 * - `unavailable`: there is no bus, the plugin is not on the page, or the network is down.
 *
 * @example
 * const worthATry: readonly ChatCommandErrorKind[] = ['timeout', 'unavailable']
 *
 * @see docs/real-widget.md, "Commands"
 */
export type ChatCommandErrorKind = 'rejected' | 'timeout' | 'cancelled' | 'unavailable'

/**
 * What every action and command of this library rejects with.
 *
 * @example
 * try {
 *   await chat.send('Hello')
 * } catch (error) {
 *   if (error instanceof ChatCommandError && error.kind === 'unavailable') showOfflineHint()
 * }
 *
 * @see docs/real-widget.md, "Commands", for what the vendor's bus rejects with
 */
export class ChatCommandError extends Error {
  override readonly name = 'ChatCommandError'
  /** The full name of the command, such as `WebChatService.sendMessage`. */
  readonly command: string
  readonly kind: ChatCommandErrorKind
  /** One sentence: the widget's own words where it gave any. Never holds a response's body or a token. */
  readonly reason: string

  constructor(command: string, kind: ChatCommandErrorKind, reason: string) {
    super(`${command} (${kind}): ${reason}`)
    this.command = command
    this.kind = kind
    this.reason = reason
  }
}

/** The bus rejects with strings, with XHR objects and with nothing. */
export function describeReason(reason: unknown): string {
  if (typeof reason === 'string' && reason) return reason
  if (reason instanceof Error) return reason.message
  const status = (reason as { status?: unknown } | null | undefined)?.status
  if (typeof status === 'number')
    return status ? `the server answered ${status}` : 'the server could not be reached'
  return 'the widget gave no reason'
}
