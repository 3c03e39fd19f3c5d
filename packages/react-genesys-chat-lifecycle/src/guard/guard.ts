import { callSafely } from '../chat/announce.ts'
import type { Chat } from '../chat/chat.ts'
import { type GateVerdict, gatesOf } from '../chat/gate.ts'
import { createId } from '../chat/outbox.ts'
import { toError } from '../common/errors.ts'
import { createListeners } from '../common/listeners.ts'
import { isEvent } from '../common/values.ts'
import type { OutgoingMessage } from '../platform/port.ts'
import { GuardEffects } from './effects.ts'
import { FollowUps } from './followUps.ts'
import { recall, remember } from './memory.ts'
import { normalizeGuardOptions } from './normalize.ts'
import type { GuardOptions } from './options.ts'
import { type GuardInput, type GuardLook, reduceGuard } from './reducer.ts'
import { followUpPolicyFor, type RuleOptions } from './rule.ts'
import { createSeat, type Seat } from './seat.ts'
import { type GuardState, type HeldFollowUp, idleGuard, toMemory } from './state.ts'
import { warnAboutWindow } from './warnAboutWindow.ts'
import { Wording } from './wording.ts'

/** A guard over a chat, without rendering. It does nothing until it is attached. */
export class Guard {
  readonly #chat: Chat
  readonly #seat: Seat
  readonly #wording: Wording
  readonly #effects: GuardEffects
  readonly #followUps: FollowUps
  readonly #subscribers = createListeners()
  #options: GuardOptions
  #state: GuardState = idleGuard
  #isAttached = false
  /** Whether it is this guard, among all on the page, that acts. */
  #isActing = false
  /** Whether the chat is what the page was loaded with. */
  #isFresh = true
  #overlay: HTMLElement | undefined
  #stopHolding: (() => void) | undefined
  #stopWatching: (() => void) | undefined

  constructor(chat: Chat, options: GuardOptions) {
    this.#chat = chat
    this.#options = normalizeGuardOptions(options)
    this.#seat = createSeat(chat, () => this.#look())
    this.#wording = new Wording(
      () => this.#options,
      () => this.#chat.languages,
      (error) => this.#reportError(error),
    )
    const shared = {
      chat,
      current: () => this.#state,
      tell: (input: GuardInput) => this.#send(input),
      reportError: (error: unknown) => this.#reportError(error),
    }
    this.#followUps = new FollowUps(shared)
    this.#effects = new GuardEffects({
      ...shared,
      options: () => this.#options,
      seat: this.#seat,
      wording: this.#wording,
      overlayElement: () => this.overlayElement,
    })
  }

  getState = (): GuardState => this.#state
  getInitialState = (): GuardState => idleGuard
  subscribe = (listener: () => void): (() => void) => this.#subscribers.add(listener)

  setOptions(options: GuardOptions): void {
    this.#options = normalizeGuardOptions(options)
    if (!this.#isAttached) return
    this.#installHooks()
    this.#look()
  }

  /** Starts to guard. Returns a function that stops it. */
  attach(): () => void {
    this.#isAttached = true
    this.#isFresh = true
    this.#installHooks()
    const offWindow = this.#chat.platform.window.onChange(() => this.#send({ type: 'widgetChanged' }))
    const offs = [
      this.#chat.subscribe(() => this.#look()),
      this.#chat.decisions.add(() => this.#look()),
      this.#chat.reset.listeners.add(() => this.#forget()),
      this.#chat.messages.add((messages) => this.#followUps.recognize(messages)),
    ]
    this.#look()
    return () => {
      offWindow()
      for (const off of offs) off()
      this.#detach()
    }
  }

  /** Dismisses the notice in the page. */
  dismissNotice = (): void => this.#decide('dismissed')

  /** Stops the countdown: the chat stays as it is. */
  keepOpen = (): void => this.#decide('keptOpen')

  /** Sends held texts in their order: all, or the one with this id. */
  sendFollowUp = (id?: string): void => void this.#followUps.send(isEvent(id) ? undefined : id)

  /** Discards follow-ups without sending them: all, or the one with this id. */
  discardFollowUp = (id?: string): void => this.#followUps.discard(isEvent(id) ? undefined : id)

  /** The node in the widget's overlay, made when it is first needed. */
  get overlayElement(): HTMLElement {
    this.#overlay ??= createOverlayElement()
    return this.#overlay
  }

  #detach(): void {
    this.#stopHolding?.()
    this.#stopWatching?.()
    this.#stopHolding = undefined
    this.#stopWatching = undefined
    this.#effects.stop()
    this.#guardSends(false)
    this.#isAttached = false
    if (this.#isActing) this.#chat.closesWindow = false
    // Keep what is remembered for the next guard.
    this.#show(idleGuard)
    this.#isActing = false
    this.#seat.leave()
  }

  /** The customer has left, and with them what they wrote. */
  #forget(): void {
    this.#send({ type: 'forgotten' })
    remember(this.#seat.page, null)
  }

  #reportError(thrown: unknown): void {
    if (this.#options.onError) callSafely(this.#options.onError, undefined, toError(thrown))
    else this.#chat.announcer.reportError(thrown)
  }

  #show(next: GuardState): void {
    if (next === this.#state) return
    this.#state = next
    if (this.#isActing) this.#tellHeld(next.heldFollowUps)
    this.#subscribers.notify()
  }

  /** Transcripts show what is held. */
  #tellHeld(held: readonly HeldFollowUp[]): void {
    const { outbox } = this.#chat
    if (held === outbox.held) return
    outbox.held = held
    outbox.heldChanges.notify()
  }

  #send(input: GuardInput): void {
    if (!this.#isAttached) return
    const [next, effects] = reduceGuard(this.#state, input)
    if (next !== this.#state && (next.sessionId ?? this.#state.sessionId) !== null) {
      remember(this.#seat.page, toMemory(next))
    }
    this.#show(next)
    for (const effect of effects) this.#effects.run(effect)
  }

  /** Hooks on commands stay on the page for good: they are installed only where they are needed. */
  #installHooks(): void {
    const { followUps = 'allow', endDelayMs = 0, canUseOverlay } = this.#options
    const { window } = this.#chat.platform
    if (followUps !== 'allow')
      this.#stopHolding ??= window.holdMessages((message) => this.#judge(message) !== 'pass')
    if (canUseOverlay && (followUps !== 'allow' || endDelayMs > 0)) {
      this.#stopWatching ??= window.watchOverlay(
        () => this.#send({ type: 'overlayTaken' }),
        () => this.#send({ type: 'overlayFreed' }),
      )
    }
  }

  /** Decides about a text or file before it is sent. */
  #judge = ({ id = createId(), kind, text, data }: OutgoingMessage): GateVerdict => {
    const { followUps = 'allow', onFollowUpHeld } = this.#options
    const { closedSegment } = this.#state
    if (!closedSegment) return 'pass'
    const policy = followUpPolicyFor(
      closedSegment,
      followUps,
      this.#chat.record.segment.surveyBots.length > 0,
    )
    if (policy === 'allow') return 'pass'
    const status = kind === 'text' && policy === 'confirm' ? 'held' : 'blocked'
    const after = this.#chat.record.segment.newest
    this.#send({ type: 'held', followUp: { id, text, kind, status, data, attempts: 0, after } })
    if (status === 'held')
      callSafely(onFollowUpHeld, (error) => this.#reportError(error), closedSegment, text)
    return status
  }

  /** What the customer decides belongs to the segment, and reaches every tab. */
  #decide(type: 'dismissed' | 'keptOpen'): void {
    const { closedSegment } = this.#state
    this.#send({ type })
    if (closedSegment) void this.#chat.decide(`${type}:${closedSegment.key}`)
  }

  #isDecided(type: 'dismissed' | 'keptOpen', key: string | undefined): boolean {
    return key !== undefined && this.#chat.once.isDone(`${type}:${key}`)
  }

  #look(): void {
    const { phase, sessionId } = this.#chat.getState()
    // A store that is not attached shows how things were, and an `<Activity>` attaches it after its guard.
    if (phase === 'connecting' || phase === 'unavailable' || !this.#chat.platform.page) {
      this.#isFresh = true
      return
    }
    this.#isActing = this.#seat.isActing()
    this.#guardSends(this.#isActing)
    if (!this.#isActing) return
    this.#chat.closesWindow = this.#options.closeWindow ?? false
    if (phase === 'ending') return
    this.#send(this.#situation(sessionId))
    this.#isFresh = false
    // The chat may have ended while the page was away, when nobody was there to forget what was held.
    if (phase === 'ended') remember(this.#seat.page, null)
    this.#followUps.forgetSettled()
  }

  /** What the library itself sends does not pass the vendor's hooks. */
  #guardSends(isActing: boolean): void {
    const gates = gatesOf(this.#seat.page)
    if (isActing) gates.add(this.#judge)
    else gates.delete(this.#judge)
  }

  #situation(sessionId: string | null): GuardLook {
    const { phase, hasSession, closedSegment, window } = this.#chat.getState()
    const { features } = this.#chat.platform.window
    const isOpen = window === 'open'
    warnAboutWindow(features, window, this.#options)
    return {
      type: 'look',
      isLive: hasSession,
      // An open window without a session is the form of the next chat.
      isBeginning: phase === 'starting' || (phase === 'idle' && window === 'open'),
      sessionId,
      closedSegment,
      options: this.#ruleOptions(),
      now: Date.now(),
      canInject: features.canInject && (isOpen || window === 'minimized'),
      canOverlay: features.canOverlay && isOpen && this.#options.canUseOverlay === true,
      isSaidByWindow: features.saysClosed && isOpen,
      isFresh: this.#isFresh,
      memory: recall(this.#seat.page, sessionId),
      isKeptOpen: this.#isDecided('keptOpen', closedSegment?.key),
      isDismissed: this.#isDecided('dismissed', closedSegment?.key),
    }
  }

  /** The same object while nothing in it changes: a render must not cause the next one. */
  #ruleOptions(): RuleOptions {
    const {
      asyncPolicy = 'notify',
      regularPolicy = 'end',
      noticePlacement = 'auto',
      endDelayMs = 0,
    } = this.#options
    const last = this.#state.options
    const next = {
      asyncPolicy,
      regularPolicy,
      noticePlacement,
      endDelayMs,
      noticeFor: this.#wording.noticeFor,
    }
    const keys = Object.keys(next) as (keyof RuleOptions)[]
    return keys.every((key) => Object.is(next[key], last[key])) ? last : next
  }
}

/** There before its words are, so that they are announced; of several, only what is new. */
function createOverlayElement(): HTMLElement {
  const element = document.createElement('div')
  element.className = 'genesys-chat-guard genesys-chat-guard--overlay'
  element.tabIndex = -1
  element.setAttribute('role', 'status')
  element.setAttribute('aria-atomic', 'false')
  return element
}
