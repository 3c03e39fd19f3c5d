import type { EndReason } from '../platform/port.ts'
import type { Recorder } from './recorder.ts'
import { isOn } from './reducer.ts'
import type { SegmentMemory } from './segment.ts'
import { joinTabs, type TabNews, type Tabs } from './tabs.ts'

/** Keeps the tabs of one session in agreement. */
export class TabSync {
  readonly #recorder: Recorder
  readonly #onEnded: (reason: EndReason) => void
  readonly #onDecision: () => void
  #tabs: Tabs | undefined
  /** News from another tab need not be told back. */
  #isTold = false

  constructor(recorder: Recorder, onEnded: (reason: EndReason) => void, onDecision: () => void) {
    this.#recorder = recorder
    this.#onEnded = onEnded
    this.#onDecision = onDecision
  }

  open(): void {
    this.#tabs = joinTabs(
      (news) => this.#take(news),
      () => (this.#recorder.current.session === 'live' ? this.#recorder.current.segment.sessionId : null),
    )
  }

  close(): void {
    this.#tabs?.close()
    this.#tabs = undefined
  }

  tellSegment(segment: SegmentMemory): void {
    if (segment.sessionId !== null) this.#tell({ sessionId: segment.sessionId, segment })
  }

  tellEnd(sessionId: string | null, ended: EndReason): void {
    if (sessionId !== null) this.#tell({ sessionId, ended })
  }

  /** The customer decided something about the segment. */
  tellDecision(): void {
    const { sessionId } = this.#recorder.current.segment
    if (sessionId !== null) this.#tell({ sessionId, hasDecided: true })
  }

  /** Whether another tab has a session other than this tab's. */
  async isOtherSessionOpen(): Promise<boolean> {
    return (await this.#tabs?.hasOtherSession(this.#recorder.current.segment.sessionId)) ?? false
  }

  #tell(news: TabNews): void {
    if (!this.#isTold) this.#tabs?.tell(news)
  }

  #take({ sessionId, segment, ended, hasDecided }: TabNews): void {
    const { current } = this.#recorder
    // A tab that let another one end the chat waits for the news, too.
    if (sessionId !== current.segment.sessionId || !isOn(current)) return
    if (hasDecided) this.#onDecision()
    this.#isTold = true
    try {
      if (segment) this.#recorder.dispatch({ type: 'told', segment })
      if (ended) this.#recorder.dispatch({ type: 'ended', reason: ended })
    } finally {
      this.#isTold = false
    }
    if (ended) this.#onEnded(ended)
  }
}
