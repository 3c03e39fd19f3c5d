import type { Chat } from '../chat/chat.ts'
import { inTurn } from '../chat/once.ts'
import type { ClosedSegment } from '../chat/state.ts'
import { whenReached } from '../common/whenReached.ts'
import type { ChatEndGuardOptions } from './options.ts'

/** A survey takes minutes. A customer who has left the page open must not keep the chat open. */
const TIMEOUT_MS = 300_000

/** Runs what the page wants to do before the end: in one tab, and in another one if that is closed. */
export class BeforeEnd {
  readonly #chat: Chat
  readonly #options: () => ChatEndGuardOptions
  readonly #reportError: (error: unknown) => void
  #running: AbortController | undefined

  constructor(chat: Chat, options: () => ChatEndGuardOptions, reportError: (error: unknown) => void) {
    this.#chat = chat
    this.#options = options
    this.#reportError = reportError
  }

  /** Resolves with whether the chat is to be ended: when it is done, failed, or its time is up. */
  async run(segment: ClosedSegment, dueAt: number): Promise<boolean> {
    const { beforeEnd, beforeEndTimeoutMs = TIMEOUT_MS } = this.#options()
    if (!beforeEnd) return true
    const controller = new AbortController()
    const { signal } = controller
    this.#running = controller
    let isTimeUp = false
    const stop = whenReached(dueAt + beforeEndTimeoutMs, () => {
      isTimeUp = true
      controller.abort(new DOMException('beforeEndTimeoutMs is over', 'TimeoutError'))
    })
    const work = async (): Promise<void> => {
      try {
        await beforeEnd(segment, { signal })
      } catch (error) {
        if (!signal.aborted) this.#reportError(error)
      }
    }
    await inTurn(this.#chat.once, `beforeEnd:${segment.key}`, signal, work)
    stop()
    return isTimeUp || !signal.aborted
  }

  /** There is no end to come any more. */
  cancel(): void {
    this.#running?.abort(new DOMException('the chat is not ended now', 'AbortError'))
    this.#running = undefined
  }
}
