import { createListeners } from '../common/listeners.ts'
import { hasShape, isNumber, isText } from '../common/values.ts'
import { whenReached } from '../common/whenReached.ts'
import type { ServerMessage } from '../platform/message.ts'
import type { MessageSource } from '../platform/port.ts'
import type { Chat } from './chat.ts'
import { type Activity, type IdleTimes, judgeIdle, withMessages } from './idle.ts'
import { isOrder } from './memory.ts'
import { readShared } from './shared.ts'

/** When to warn of an end and when to end, and how. */
export interface IdleOptions extends IdleTimes {
  readonly closeWindow: boolean
  readonly whileWaiting: boolean
}

export interface IdleState {
  readonly isWarning: boolean
  readonly endsAt: number | null
}

export const IDLE = 'idle'
const quiet: IdleState = { isWarning: false, endsAt: null }

/** A page that was asleep or away, and finds that the time is up, first hears of what was said meanwhile. */
const GRACE_MS = 5_000
/** A timer that is later than that was asleep. */
const LATE_MS = 2_000

const isActivity = (value: unknown): value is Activity =>
  hasShape(value, { sessionId: isText, at: isNumber, newest: isOrder })

/** Watches how long nobody has been active in a chat, and ends it. */
export class IdleWatch {
  readonly #chat: Chat
  readonly #subscribers = createListeners()
  #options: IdleOptions
  #state = quiet
  /** Of the session that is watched; null while the clock does not run. */
  #activity: Activity | null = null
  #graceUntil = 0
  /** The activity after which the end was asked for. */
  #askedAt: number | undefined
  #isAttached = false
  #wasTyping = false
  #stopTimer = (): void => {}

  constructor(chat: Chat, options: IdleOptions) {
    this.#chat = chat
    this.#options = options
  }

  getState = (): IdleState => this.#state
  getInitialState = (): IdleState => quiet
  subscribe = (listener: () => void): (() => void) => this.#subscribers.add(listener)

  setOptions(options: IdleOptions): void {
    this.#options = options
    this.#look()
  }

  /** Starts to watch. Returns a function that stops it. */
  attach(): () => void {
    this.#isAttached = true
    const offs = [
      this.#chat.messages.add((messages, source) => {
        // They may come in one batch with the session they belong to, which is not known yet.
        if (source !== 'page') queueMicrotask(() => this.#hear(messages, source))
      }),
      this.#chat.subscribe(() => this.#look()),
      this.#chat.decisions.add(() => this.#look()),
    ]
    this.#look()
    return () => {
      this.#isAttached = false
      for (const off of offs) off()
      this.#stop()
    }
  }

  /** The customer is there: the time begins anew, in all tabs. */
  keepAlive = (): void => {
    if (!this.#activity) return
    this.#keep({ ...this.#activity, at: Date.now() })
    // Another watch of this page reads it.
    this.#chat.decisions.notify()
  }

  #stop(): void {
    this.#stopTimer()
    this.#activity = null
    this.#show(quiet)
  }

  /** Who waits for us is not idle, and neither is who has no chat. */
  #isRunning(): boolean {
    const { phase } = this.#chat.getState()
    return phase === 'active' || phase === 'closed' || (phase === 'waiting' && this.#options.whileWaiting)
  }

  #look(): void {
    if (!this.#isAttached) return
    if (this.#isRunning()) this.#watch(Date.now(), this.#activity === null)
    else this.#stop()
  }

  #watch(now: number, isNew: boolean): void {
    this.#activity = this.#read(now)
    this.#noticeTyping(now)
    this.#judge(now, isNew)
  }

  /** What this tab knows, or another one knows better. */
  #read(now: number): Activity {
    const sessionId = this.#chat.getState().sessionId ?? ''
    const stored = readShared(IDLE)
    const shared = isActivity(stored) && stored.sessionId === sessionId ? stored : null
    const own = this.#activity?.sessionId === sessionId ? this.#activity : null
    const known = shared && shared.at >= (own?.at ?? 0) ? shared : own
    if (!known) return this.#share({ sessionId, at: now, newest: null })
    // The clock may have been put back.
    return known.at > now ? this.#share({ ...known, at: now }) : known
  }

  #hear(messages: readonly ServerMessage[], source: MessageSource): void {
    if (this.#activity) this.#keep(withMessages(this.#activity, messages, source, Date.now()))
    this.#look()
  }

  #noticeTyping(now: number): void {
    const { agentTyping } = this.#chat.getState()
    if (agentTyping && !this.#wasTyping && this.#activity) this.#keep({ ...this.#activity, at: now })
    this.#wasTyping = agentTyping
  }

  #judge(now: number, isNew: boolean): void {
    if (!this.#activity) return
    const { at } = this.#activity
    const endsAt = at + (this.#options.endAfterMs ?? Infinity)
    const isLate = now - endsAt > LATE_MS || (isNew && now >= endsAt)
    if (isLate && this.#graceUntil < endsAt) this.#graceUntil = now + GRACE_MS
    const verdict = judgeIdle(at, this.#options, this.#graceUntil, now)
    this.#stopTimer()
    if (verdict.isDue) void this.#end(at)
    else if (verdict.next !== null) this.#stopTimer = whenReached(verdict.next, () => this.#look())
    const { isWarning } = verdict
    this.#show({ isWarning, endsAt: isWarning ? verdict.endsAt : null })
  }

  /** Once after each activity: what fails would fail again. */
  async #end(at: number): Promise<void> {
    if (this.#askedAt === at) return
    this.#askedAt = at
    try {
      await this.#chat.ending.ask('idle', this.#options.closeWindow)
    } catch (error) {
      this.#chat.announcer.reportError(error)
    }
  }

  #keep(activity: Activity): void {
    if (activity === this.#activity) return
    this.#activity = this.#share(activity)
  }

  #share(activity: Activity): Activity {
    this.#chat.share(IDLE, activity)
    return activity
  }

  #show(next: IdleState): void {
    if (next.isWarning === this.#state.isWarning && next.endsAt === this.#state.endsAt) return
    this.#state = next
    this.#subscribers.notify()
  }
}
