import type { ChatEvent } from './events.ts'
import { type ChatRecord, initialRecord, reduceChat } from './reducer.ts'

/** Holds the record, and tells of changes: one for however much is dispatched in a batch. */
export class Recorder {
  readonly #onChange: (before: ChatRecord, after: ChatRecord) => void
  #current: ChatRecord = initialRecord
  #published: ChatRecord = initialRecord
  #depth = 0
  #later: (() => void)[] = []

  constructor(onChange: (before: ChatRecord, after: ChatRecord) => void) {
    this.#onChange = onChange
  }

  get current(): ChatRecord {
    return this.#current
  }

  dispatch(event: ChatEvent): void {
    this.batch(() => {
      this.#current = reduceChat(this.#current, event)
    })
  }

  batch(work: () => void): void {
    this.#depth++
    try {
      work()
    } finally {
      this.#depth--
    }
    if (this.#depth > 0) return
    const before = this.#published
    if (this.#current !== before) {
      this.#published = this.#current
      this.#onChange(before, this.#current)
    }
    for (const tell of this.#later.splice(0)) tell()
  }

  /** Runs work once the change that is under way was told. */
  afterwards(work: () => void): void {
    this.batch(() => this.#later.push(work))
  }
}
