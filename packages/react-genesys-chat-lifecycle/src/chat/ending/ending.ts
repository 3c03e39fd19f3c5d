import { createListeners } from '../../common/listeners.ts'
import { createTimer } from '../../common/timer.ts'
import type { ChatCommandError } from '../../platform/commandError.ts'
import type { AskedReason, ChatPlatform, EndReason } from '../../platform/port.ts'
import type { ChatEvent } from '../events.ts'
import type { Once } from '../once.ts'
import type { ChatRecord } from '../reducer.ts'
import {
  type EndingChat,
  type EndingEffect,
  type EndingInput,
  type EndingState,
  noEnding,
  reduceEnding,
} from './endingReducer.ts'

/** What an ending needs of the chat it ends. */
export interface EndingContext {
  readonly platform: ChatPlatform
  readonly current: () => ChatRecord
  readonly isStarting: () => boolean
  readonly isAttached: () => boolean
  readonly dispatch: (event: ChatEvent) => void
  readonly once: () => Once
  readonly commandTimeoutMs: () => number
}

interface Waiter {
  readonly closeWindow: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** How long a tab waits to hear of the end that another one has taken upon itself. */
const OTHER_TAB_MS = 3_000

/** Carries out what the ending's reducer decides. */
export class Ending {
  readonly #context: EndingContext
  readonly #timer = createTimer()
  readonly #othersTimer = createTimer()
  #state: EndingState = noEnding
  readonly #changes = createListeners()
  #waiters: Waiter[] = []
  /** Close the window as soon as the end, which nobody waits for any more, is known. */
  #closesWindowLater = false

  constructor(context: EndingContext) {
    this.#context = context
  }

  /** Ends the chat. Calls during an end share it. */
  ask(reason: AskedReason, closeWindow: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ closeWindow, resolve, reject })
      this.#send({ type: 'asked', reason })
    })
  }

  /** Whether no end is under way, whoever asked for it. */
  get isQuiet(): boolean {
    return this.#state.step === 'idle' && !this.#isAwaited
  }

  /** Resolves when no end is under way, nor a restore or somebody else's start, or when that takes too long. */
  async whenQuiet(): Promise<void> {
    if (this.#state.step !== 'idle') {
      await new Promise<void>((resolve) => {
        this.#waiters.push({ closeWindow: false, resolve, reject: () => resolve() })
      })
    }
    // Effects run from the inside out: a provider that is not attached now may be in a moment.
    if (!this.#context.isAttached()) await Promise.resolve()
    if (this.isBusy && this.#context.isAttached()) await this.#untilOver()
  }

  /** Why an end came about that the platform reports without a reason. */
  get cause(): EndReason {
    return this.#state.cause ?? (this.#context.platform.reportsServerEnd() ? 'server' : 'customer')
  }

  get isAskedByOthers(): boolean {
    return this.#state.isAskedByOthers
  }

  /** Somebody else on the page asked for the end. */
  noticeRequest(reason: EndReason): void {
    this.#send({ type: 'othersAsked', reason })
  }

  /** That end was stopped before it took effect. */
  noticeWithdrawal(): void {
    this.#send({ type: 'withdrawn' })
  }

  /** A session was joined. It has not been asked to end. */
  noticeJoin(): void {
    this.#send({ type: 'joined' })
  }

  noticeChange(): void {
    this.#send({ type: 'chatChanged' })
    this.#changes.notify()
    if (!this.#closesWindowLater || this.#context.current().session === 'ending') return
    this.#closesWindowLater = false
    this.#closeWindow().catch(() => {})
  }

  get #isAwaited(): boolean {
    const { session } = this.#context.current()
    return session === 'ending' || (session === 'live' && this.#state.isAskedByOthers)
  }

  /** Whether a start has to wait. Beside another start, or beside a restore, two sessions would come, or none. */
  get isBusy(): boolean {
    const { session, status } = this.#context.current()
    const isUndecided = session === 'undecided' && status !== 'unavailable'
    return !this.isQuiet || session === 'starting' || isUndecided
  }

  #untilOver(): Promise<void> {
    return new Promise((resolve) => {
      const timer = createTimer()
      const done = (): void => {
        timer.stop()
        off()
        resolve()
      }
      timer.start(this.#context.commandTimeoutMs(), done)
      const off = this.#changes.add(() => {
        if (!this.isBusy) done()
      })
    })
  }

  get #chat(): EndingChat {
    const { session, segment, status } = this.#context.current()
    return {
      session,
      isStarting: this.#context.isStarting(),
      status,
      isAttached: this.#context.isAttached(),
      isSegmentClosed: segment.closedSegment !== null,
    }
  }

  #send(input: EndingInput): void {
    const [next, effects] = reduceEnding(this.#state, input, this.#chat)
    if (next.step !== this.#state.step) this.#timer.stop()
    this.#state = next
    for (const effect of effects) this.#run(effect)
  }

  #run(effect: EndingEffect): void {
    const { dispatch, commandTimeoutMs } = this.#context
    switch (effect.type) {
      case 'check':
        void this.#check()
        break
      case 'claim':
        void this.#claim()
        break
      case 'send':
        void this.#sendRequest(effect.reason)
        break
      case 'awaitMount':
        queueMicrotask(() => this.#send({ type: 'mounted' }))
        break
      case 'wait':
        if (this.#timer.isRunning) break
        this.#timer.start(effect.for === 'otherTab' ? OTHER_TAB_MS : commandTimeoutMs(), () =>
          this.#send({ type: 'timedOut' }),
        )
        break
      case 'watchOthers':
        this.#othersTimer.start(commandTimeoutMs(), () => this.#send({ type: 'othersTimedOut' }))
        break
      case 'report':
        dispatch({ type: effect.event })
        break
      case 'finish':
        // What was published together with the answer is delivered first: the next chat must not hear of it.
        setTimeout(() => {
          dispatch({ type: 'ended', reason: effect.reason })
          this.#settle(effect.error)
        })
        break
      case 'settle':
        this.#settle(effect.error)
        break
      default:
        effect satisfies never
    }
  }

  async #check(): Promise<void> {
    const { platform, current } = this.#context
    const isAlive = current().session !== 'live' || (await platform.checkSession())
    this.#send({ type: 'checked', isAlive, isActive: platform.isSessionActive() !== false })
  }

  /** Among the tabs of a session one ends it. */
  async #claim(): Promise<void> {
    const once = this.#context.once()
    const { sessionId, closedSegment } = this.#context.current().segment
    const joining = `${sessionId}:${once.next(`ended:${sessionId}:`)}`
    const key = `ending:${this.#state.reason === 'idle' ? joining : closedSegment?.key}`
    this.#send({ type: 'claimed', isOurs: once.isDoneHere(key) || (await once(key)) })
  }

  async #sendRequest(reason: AskedReason): Promise<void> {
    const outcome = await this.#context.platform.commands.end(reason)
    this.#send({ type: 'answered', outcome })
  }

  #settle(error: ChatCommandError | null): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const waiter of waiters) void this.#settleOne(waiter, error)
  }

  /** Before the end is known, closing the window would restore the session and open it again. */
  async #settleOne({ closeWindow, resolve, reject }: Waiter, error: ChatCommandError | null): Promise<void> {
    try {
      if (closeWindow && this.#context.current().session === 'ending') this.#closesWindowLater = true
      else if (closeWindow) await this.#closeWindow()
      if (error) reject(error)
      else resolve()
    } catch (failure) {
      reject(error ?? failure)
    }
  }

  async #closeWindow(): Promise<void> {
    const { current, platform } = this.#context
    const { session, window } = current()
    const isThere = window !== 'absent' && window !== 'closed'
    const hasWindow = isThere || platform.isWindowOpening()
    if (session !== 'live' && hasWindow) await platform.commands.closeWindow()
  }
}
