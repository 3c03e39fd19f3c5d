import type { ClosedSegment } from '../chat/state.ts'
import { resolveLabels } from './labels.ts'
import { noticeText } from './noticeText.ts'
import type { ChatEndGuardOptions } from './options.ts'

/** The words of notices, under the developer's options. */
export class Wording {
  readonly #options: () => ChatEndGuardOptions
  readonly #reportError: (error: unknown) => void
  readonly #languages: () => readonly string[]
  #said: { readonly key: string; readonly text: string | null } | undefined

  constructor(
    options: () => ChatEndGuardOptions,
    languages: () => readonly string[],
    reportError: (error: unknown) => void,
  ) {
    this.#options = options
    this.#languages = languages
    this.#reportError = reportError
  }

  /** A function is called once for a closed segment. A text may change until it is in the transcript. */
  noticeFor = (segment: ClosedSegment): string | null => {
    if (typeof this.#options().notice !== 'function') return this.textFor(segment)
    if (this.#said?.key !== segment.key) this.#said = { key: segment.key, text: this.textFor(segment) }
    return this.#said.text
  }

  textFor(segment: ClosedSegment): string | null {
    const { locale, labels, notice } = this.#options()
    const standard = resolveLabels(locale, labels, this.#languages()).notice
    try {
      return noticeText(notice ?? standard, segment)
    } catch (error) {
      this.#reportError(error)
      return standard
    }
  }
}
