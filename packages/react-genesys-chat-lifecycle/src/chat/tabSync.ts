import type { EndReason } from '../platform/port.ts'
import type { Recorder } from './recorder.ts'
import { isOn } from './reducer.ts'
import type { SegmentMemory } from './segment.ts'
import { joinTabs, type ResetNews, type TabNews, type Tabs } from './tabs.ts'

/** Keeps the tabs of one session in agreement. */
export class TabSync {
  readonly #recorder: Recorder
  readonly #onEnded: (reason: EndReason) => void
  readonly #onDecision: () => void
  readonly #onReset: (news: ResetNews) => void
  #tabs: Tabs | undefined
  /** News from another tab need not be told back. */
  #isTold = false

  constructor(
    recorder: Recorder,
    onEnded: (reason: EndReason) => void,
    onDecision: () => void,
    onReset: (news: ResetNews) => void,
  ) {
    this.#onReset = onReset
    this.#recorder = recorder
    this.#onEnded = onEnded
    this.#onDecision = onDecision
  }

  open(): void {
    this.#tabs = joinTabs(
      (news) => this.#take(news),
      () => (this.#recorder.current.session === 'live' ? this.#recorder.current.segment.sessionId : null),
      this.#onReset,
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

  /** Whose chat this is may be another one than before. */
  tellStart(sessionId: string | null): void {
    if (sessionId !== null) this.#tell({ sessionId, isNew: true })
  }

  /** The customer leaves, and so do those of the other tabs. */
  tellReset(news: ResetNews): void {
    this.#tabs?.tellReset(news)
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

  #take({ sessionId, segment, ended, hasDecided, isNew }: TabNews): void {
    const { current } = this.#recorder
    // What the former customer has left here is not for the next one.
    if (isNew && !isOn(current)) this.#onReset({ sessionId: current.segment.sessionId, isOver: false, at: 0 })
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
