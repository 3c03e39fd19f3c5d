import { createListeners, type Listeners } from '../common/listeners.ts'
import type { ServerMessage } from '../platform/message.ts'
import type {
  ChatPlatform,
  MessageSource,
  PlatformEvent,
  PlatformFactory,
  PlatformHost,
} from '../platform/port.ts'
import { AbsenceWatch } from './absence.ts'
import type { ChatActions } from './actions.ts'
import { Announcer, occurrencesOf } from './announce.ts'
import { createActions } from './createActions.ts'
import { Ending } from './ending/ending.ts'
import { LiveMessages } from './liveMessages.ts'
import { loadSegment, saveSegment } from './memory.ts'
import { normalizeChatOptions } from './normalize.ts'
import { CLAIMS_KEY, createOnce, type Once } from './once.ts'
import type { ChatCoreOptions } from './options.ts'
import type { Outbox } from './outbox.ts'
import { project } from './project.ts'
import { Recorder } from './recorder.ts'
import { type ChatRecord, initialRecord, isOn } from './reducer.ts'
import { Reset } from './reset.ts'
import { isDecided } from './segment.ts'
import { writeShared } from './shared.ts'
import { interactionState } from './signals/interactionState.ts'
import { type CloseSignal, readCloses } from './signals/signal.ts'
import { warnAboutSilence } from './signals/warnAboutSilence.ts'
import type { ChatState, ClosedSegment } from './state.ts'
import { TabSync } from './tabSync.ts'

/**
 * The state of the chat and what can be done to it.
 *
 * @example
 * const isBusy = ({ phase }: ChatLifecycle) => phase === 'starting' || phase === 'ending'
 * const busy = useGenesysChatLifecycle(isBusy)
 */
export interface ChatLifecycle extends ChatState, ChatActions {}

const DEFAULT_SIGNALS: readonly CloseSignal[] = [interactionState()]

/** A chat on one platform: takes the platform's events, holds the state, and notifies everybody who listens. */
export class Chat {
  readonly platform: ChatPlatform
  readonly actions: ChatActions
  readonly announcer: Announcer
  readonly ending: Ending
  /** Every message as it comes, for transcripts. */
  readonly messages: Listeners<[messages: readonly ServerMessage[], source: MessageSource]> =
    createListeners()
  /** Notified when another tab may have decided or shared something. */
  readonly decisions: Listeners<[]> = createListeners()
  readonly reset: Reset
  /** What the customer sends by this page. */
  readonly outbox: Outbox = { held: [], heldChanges: createListeners() }
  /** Whether a guard closes the window when it ends the chat. */
  closesWindow: boolean = false
  readonly #subscribers = createListeners((error) => this.announcer.reportError(error))
  readonly #recorder = new Recorder((before, after) => this.#publish(before, after))
  readonly #tabs = new TabSync(
    this.#recorder,
    (reason) => reason === 'server' && void this.#release(),
    () => this.decisions.notify(),
    (news) => this.reset.follow(news),
  )
  readonly #absence = new AbsenceWatch(
    ({ name: signal }) => this.#recorder.dispatch({ type: 'signal', signal, now: Date.now() }),
    (error) => this.announcer.reportError(error),
  )
  readonly #live = new LiveMessages()
  readonly #initial: ChatLifecycle
  #options: ChatCoreOptions
  #snapshot: ChatLifecycle
  readonly #attachments = new Set<object>()
  #detach: (() => void) | undefined
  #once: Once | undefined
  #platformIsAsync = false
  #joined: { readonly restoredBefore: number; readonly remembered: ClosedSegment | null } | undefined
  /** How many times the session was joined and ended before. */
  #joining = 0
  #hadSession = false

  constructor(factory: PlatformFactory, options: ChatCoreOptions) {
    this.#options = normalizeChatOptions(options)
    this.announcer = new Announcer(
      () => this.#options,
      () => this.once,
    )
    this.platform = factory(this.#createHost())
    const { actions, isStarting } = createActions(this, (event) => this.#recorder.dispatch(event))
    this.actions = actions
    this.ending = new Ending({
      platform: this.platform,
      current: () => this.record,
      isStarting,
      isAttached: () => this.#attachments.size > 0,
      dispatch: (event) => this.#recorder.dispatch(event),
      once: () => this.once,
      commandTimeoutMs: () => this.#options.commandTimeoutMs ?? 10_000,
    })
    this.reset = new Reset({
      platform: this.platform,
      ending: this.ending,
      announcer: this.announcer,
      current: () => this.record,
      once: () => this.once,
      options: () => this.#options,
      dispatch: (event) => this.#recorder.dispatch(event),
      tell: (news) => this.#tabs.tellReset(news),
    })
    this.#initial = { ...project(initialRecord), ...actions }
    this.#snapshot = this.#initial
  }

  get #signals(): readonly CloseSignal[] {
    return this.#options.closeSignals ?? DEFAULT_SIGNALS
  }

  get record(): ChatRecord {
    return this.#recorder.current
  }

  /** Shared with everybody on this page once the platform is connected. */
  get once(): Once {
    const { page } = this.platform
    if (!page) return createOnce(new Map())
    this.#once ??= createOnce(page)
    return this.#once
  }

  /** The language of the page, then those of the vendor's window. */
  get languages(): readonly string[] {
    const page = globalThis.document?.documentElement.lang ?? ''
    return [page, ...this.platform.languages()].filter(Boolean)
  }

  getState = (): ChatLifecycle => this.#snapshot
  /** What a server renders, and a page before it is hydrated. */
  getInitialState = (): ChatLifecycle => this.#initial
  subscribe = (listener: () => void): (() => void) => this.#subscribers.add(listener)

  /** Decides something for the session in all tabs, once. Returns whether it was not decided before. */
  async decide(key: string): Promise<boolean> {
    const isFirst = await this.once(key)
    if (isFirst) this.#tabs.tellDecision()
    return isFirst
  }

  /** Shares something of the session with the other tabs, which notify `decisions`. */
  share(name: string, value: object): void {
    writeShared(name, value)
    this.#tabs.tellDecision()
  }

  setOptions(options: ChatCoreOptions): void {
    this.#options = normalizeChatOptions(options)
    this.#applyMode()
    if (this.#attachments.size > 0) this.#watchAbsence()
  }

  /** Counted: it stops when as many have called what this returns. */
  attach(): () => void {
    const attachment = {}
    this.#attachments.add(attachment)
    this.#detach ??= this.#begin()
    return () => {
      if (this.#attachments.delete(attachment) && this.#attachments.size === 0) this.destroy()
    }
  }

  destroy(): void {
    this.#attachments.clear()
    this.#detach?.()
    this.#detach = undefined
  }

  #begin(): () => void {
    this.#applyMode()
    this.#tabs.open()
    const detachPlatform = this.platform.attach()
    const onStorage = ({ key }: StorageEvent): void => {
      if (key?.startsWith(CLAIMS_KEY)) this.decisions.notify()
    }
    globalThis.window?.addEventListener('storage', onStorage)
    return () => {
      globalThis.window?.removeEventListener('storage', onStorage)
      this.#absence.stop()
      this.#tabs.close()
      detachPlatform()
    }
  }

  #createHost(): PlatformHost {
    const record = (): ChatRecord => this.record
    return {
      emit: (event) => this.#take(event),
      batch: (work) => this.#recorder.batch(work),
      reportError: (error) => this.announcer.reportError(error),
      get session() {
        return record().session
      },
      get sessionId() {
        return record().segment.sessionId
      },
      get window() {
        return record().window
      },
    }
  }

  #take(event: PlatformEvent): void {
    switch (event.type) {
      case 'status': {
        if (event.status === 'connected') this.announcer.start()
        const { name: platform } = this.platform
        this.#recorder.dispatch({ ...event, platform, transport: this.platform.transport() })
        break
      }
      case 'mode':
        this.#platformIsAsync = event.isAsync
        this.#applyMode()
        break
      case 'joined':
        this.#join(event)
        break
      case 'messages':
        this.#receive(event)
        break
      case 'endRequested':
        this.ending.noticeRequest(event.reason)
        break
      case 'endWithdrawn':
        this.ending.noticeWithdrawal()
        break
      case 'ended':
        this.#recorder.dispatch({ type: 'ended', reason: event.reason ?? this.ending.cause })
        if (event.reason === 'server') void this.#release()
        break
      default:
        this.#recorder.dispatch(event)
    }
  }

  #applyMode(): void {
    const { asyncMode } = this.#options
    const isAsync = typeof asyncMode === 'boolean' ? asyncMode : this.#platformIsAsync
    this.#recorder.dispatch({ type: 'mode', isAsync })
  }

  #join({ sessionId, origin, isOver }: PlatformEvent & { type: 'joined' }): void {
    this.reset.isOver = false
    const wasOn = isOn(this.record)
    const isKnown = wasOn && (sessionId ?? this.record.segment.sessionId) === this.record.segment.sessionId
    const memory = sessionId === null ? null : loadSegment(sessionId)
    // Opening the window of an earlier chat restores its session too. That is not a page load.
    const restoredBefore = this.#hadSession ? 0 : RESTORED_BEFORE[origin]()
    warnAboutSilence(this.#signals, this.platform.transport())
    this.#recorder.batch(() => {
      this.#recorder.dispatch({ type: 'transport', transport: this.platform.transport() })
      const startedAt = origin === 'started' ? Date.now() : null
      this.#recorder.dispatch({ type: 'joined', sessionId, memory, restoredBefore, startedAt })
      if (isKnown) return
      this.#live.clear()
      this.#hadSession = true
      this.#joined = { restoredBefore, remembered: memory?.closedSegment ?? null }
      const ends = this.once.next(`ended:${sessionId}:`)
      // An earlier end is not a new one.
      this.#joining = isOver ? Math.max(0, ends - 1) : ends
      this.ending.noticeJoin()
      if (origin === 'started') this.#tabs.tellStart(sessionId)
    })
  }

  #receive({ messages, source }: PlatformEvent & { type: 'messages' }): void {
    if (this.reset.isOver) return
    const onError = (error: unknown): void => this.announcer.reportError(error)
    const read = readCloses(messages, this.#signals, onError)
    this.#recorder.dispatch({ type: 'messages', messages: read, source, now: Date.now() })
    this.messages.notify(messages, source)
    const live = this.#live.take(messages, source)
    if (live.length > 0) this.#recorder.afterwards(() => this.announcer.announceMessages(live))
  }

  #publish(before: ChatRecord, after: ChatRecord): void {
    // A segment that is already over at the join is closed from the start.
    const overdue = this.#joined && this.#absence.overdue(after, this.#signals, Date.now())
    if (overdue) {
      const [{ name: signal }, now] = overdue
      this.#recorder.dispatch({ type: 'signal', signal, now })
      return
    }
    if (isDecided(before.segment, after.segment)) {
      saveSegment(after.segment)
      this.#tabs.tellSegment(after.segment)
    }
    this.#watchAbsence()
    const joined = this.#joined
    this.#joined = undefined
    const last = this.#snapshot
    const view = project(after)
    if (!hasChanged(last, view)) return
    this.#snapshot = { ...view, ...this.actions }
    if (view.endReason && !last.endReason) this.#tabs.tellEnd(after.segment.sessionId, view.endReason)
    const memory = { remembered: joined?.remembered ?? null, joining: this.#joining }
    this.announcer.announce(occurrencesOf(last, view, memory))
    this.#subscribers.notify()
    this.ending.noticeChange()
    if (joined) this.#applyRestorePolicy(joined.restoredBefore)
  }

  #watchAbsence(): void {
    this.#absence.update(this.record, this.#signals)
  }

  #applyRestorePolicy(restoredBefore: number): void {
    const { restorePolicy } = this.#options
    const { hasSession, closedSegment, isRestored } = this.#snapshot
    if (!hasSession || restoredBefore === 0) return
    const isEnded =
      (restorePolicy === 'end' && isRestored) ||
      (restorePolicy !== 'resume' && restorePolicy && closedSegment && closedSegment.at < restoredBefore)
    if (!isEnded) return
    this.ending
      .ask(closedSegment ? 'agent' : 'customer', this.closesWindow)
      .catch((error: unknown) => this.announcer.reportError(error))
  }

  /** The vendor's product does not know of the end. Telling it erases what tabs share: not while another tab has a chat of its own. */
  async #release(): Promise<void> {
    if (await this.#tabs.isOtherSessionOpen()) return
    if (this.record.session === 'ended' && !this.ending.isAskedByOthers) this.platform.commands.release()
  }
}

const RESTORED_BEFORE = {
  started: () => 0,
  restored: () => Number.POSITIVE_INFINITY,
  found: () => performance.timeOrigin,
}

function hasChanged(before: ChatState, after: ChatState): boolean {
  return (Object.keys(after) as (keyof ChatState)[]).some((key) => !Object.is(before[key], after[key]))
}
