/**
 * All texts of the library in one language.
 *
 * @example
 * const labels: Partial<GuardLabels> = { dismiss: 'Got it' }
 */
export interface GuardLabels {
  /** BCP 47 tag of the language, such as `de`. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  /** The notice, unless you pass `notice`. */
  readonly notice: string
  /** Button that dismisses a notice or an explanation. */
  readonly dismiss: string
  /** Above the countdown. */
  readonly countdown: string
  /** Button that stops the countdown. */
  readonly keepOpen: string
  /** Above a held text, while the segment is closed. */
  readonly held: string
  /** Above a held text, after the segment was reopened. */
  readonly heldReopened: string
  /** Button that sends a held text into a closed segment. */
  readonly sendAsNew: string
  /** Button that sends a held text into a reopened segment. */
  readonly send: string
  /** Above a text that may have been sent: no answer came in time. */
  readonly unknown: string
  /** Button that sends such a text again. */
  readonly sendAgain: string
  readonly discard: string
  /** Above a text that was blocked. */
  readonly blocked: string
  /** Label of the field with a blocked text. */
  readonly yourMessage: string
  /** Why a file was refused. */
  readonly fileRefused: string
}
