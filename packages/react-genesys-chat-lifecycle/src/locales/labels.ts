/**
 * Every word that the library itself says, in one language.
 *
 * @example
 * const labels: Partial<GuardLabels> = { dismiss: 'Got it' }
 */
export interface GuardLabels {
  /** BCP 47 tag of the language, such as `de`. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  /** The notice, where no `notice` is given. */
  readonly notice: string
  /** Puts a notice or an explanation away. */
  readonly dismiss: string
  /** Above the countdown. */
  readonly countdown: string
  /** Stops the countdown. */
  readonly keepOpen: string
  /** Above a held text, while the segment is closed. */
  readonly held: string
  /** Above a held text, when the segment was reopened meanwhile. */
  readonly heldReopened: string
  /** Sends a held text into a closed segment. */
  readonly sendAsNew: string
  /** Sends a held text into a segment that was reopened. */
  readonly send: string
  /** Above a text that may have been sent: no answer came in time. */
  readonly unknown: string
  /** Sends such a text once more. */
  readonly sendAgain: string
  readonly discard: string
  /** Above a text that was blocked. */
  readonly blocked: string
  /** Names the field that keeps a text to be copied. */
  readonly yourMessage: string
  /** Why a file was refused. */
  readonly fileRefused: string
}
