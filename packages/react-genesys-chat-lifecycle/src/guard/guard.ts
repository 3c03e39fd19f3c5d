import { callSafely, toError } from '../chat/announce.ts'
import type { Chat } from '../chat/chat.ts'
import { createListeners } from '../common/listeners.ts'
import type { OutgoingMessage } from '../platform/port.ts'
import { GuardEffects } from './effects.ts'
import { sendHeld } from './followUps.ts'
import { recall, remember } from './memory.ts'
import type { GuardOptions } from './options.ts'
import { type GuardInput, type GuardLook, reduceGuard } from './reducer.ts'
import type { RuleOptions } from './rule.ts'
import { createSeat, type Seat } from './seat.ts'
import { type GuardState, type HeldFollowUp, idleGuard, toMemory } from './state.ts'
import { Wording } from './wording.ts'

/** A guard over a chat, without a look. It does nothing until it is attached. */
export class Guard {
  readonly #chat: Chat
  readonly #seat: Seat
  readonly #wording: Wording
  readonly #effects: GuardEffects
  readonly #subscribers = createListeners()
  #options: GuardOptions
  #state: GuardState = idleGuard
  #isAttached = false
  /** Whether it is this guard, among all on the page, that acts. */
  #isActing = false
  /** Whether the chat is what the page was loaded with. */
  #isFresh = true
  #heldCount = 0
  #overlay: HTMLElement | undefined
  #stopHolding: (() => void) | undefined
  #stopWatching: (() => void) | undefined

  constructor(chat: Chat, options: GuardOptions) {
    this.#chat = chat
    this.#options = options
    this.#seat = createSeat(chat, () => this.#look())
    this.#wording = new Wording(
      () => this.#options,
      (error) => this.#reportError(error),
    )
    this.#effects = new GuardEffects({
      chat,
      options: () => this.#options,
      seat: this.#seat,
      wording: this.#wording,
      overlayElement: () => this.overlayElement,
      current: () => this.#state,
      tell: (input) => this.#send(input),
      reportError: (error) => this.#reportError(error),
    })
  }

  getState = (): GuardState => this.#state
  getInitialState = (): GuardState => idleGuard
  subscribe = (listener: () => void): (() => void) => this.#subscribers.add(listener)

  setOptions(options: GuardOptions): void {
    this.#options = options
    if (!this.#isAttached) return
    this.#installHooks()
    this.#look()
  }

  /** Begins to guard; returns the way to stop. */
  attach(): () => void {
    this.#isAttached = true
    this.#isFresh = true
    this.#installHooks()
    const offWindow = this.#chat.platform.window.onChange(() => this.#send({ type: 'widgetChanged' }))
    const offChat = this.#chat.subscribe(() => this.#look())
    this.#look()
    return () => {
      offWindow()
      offChat()
      this.#detach()
    }
  }

  /** Puts the page's notice away. */
  dismissNotice = (): void => this.#send({ type: 'dismissed' })

  /** Stops the countdown: the chat stays as it is. */
  keepOpen = (): void => this.#send({ type: 'keptOpen' })

  /** Sends held texts in their order: all, or the one with this id. */
  sendFollowUp = (id?: string): void => {
    void sendHeld(
      {
        chat: this.#chat,
        seat: this.#seat,
        current: () => this.#state,
        tell: (input) => this.#send(input),
        reportError: (error) => this.#reportError(error),
      },
      id,
    )
  }

  /** Puts follow-ups away without sending them: all, or the one with this id. */
  discardFollowUp = (wanted?: string): void => {
    const ids = this.#state.heldFollowUps.map(({ id }) => id).filter((id) => (wanted ?? id) === id)
    if (!this.#state.isSending) this.#send({ type: 'settled', ids })
  }

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
    this.#isAttached = false
    if (this.#isActing) this.#chat.closesWindow = false
    this.#isActing = false
    // What is remembered stays, for the guard that comes next.
    this.#show(idleGuard)
    this.#seat.leave()
  }

  #reportError(thrown: unknown): void {
    if (this.#options.onError) callSafely(this.#options.onError, undefined, toError(thrown))
    else this.#chat.announcer.reportError(thrown)
  }

  #show(next: GuardState): void {
    if (next === this.#state) return
    this.#state = next
    this.#subscribers.notify()
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
    if (followUps !== 'allow') this.#stopHolding ??= window.holdMessages((message) => this.#hold(message))
    if (canUseOverlay && (followUps !== 'allow' || endDelayMs > 0)) {
      this.#stopWatching ??= window.watchOverlay(
        () => this.#send({ type: 'overlayTaken' }),
        () => this.#send({ type: 'overlayFreed' }),
      )
    }
  }

  /** Returns whether a text or file must not be sent now. */
  #hold({ kind, text, data }: OutgoingMessage): boolean {
    const { followUps = 'allow', onFollowUpHeld } = this.#options
    const { closedSegment } = this.#state
    if (!closedSegment || followUps === 'allow') return false
    const isHeld = kind === 'text' && followUps === 'confirm'
    const id = `${Date.now()}-${this.#heldCount++}`
    const followUp: HeldFollowUp = { id, text, kind, status: isHeld ? 'held' : 'blocked', data }
    this.#send({ type: 'held', followUp })
    if (isHeld) callSafely(onFollowUpHeld, (error) => this.#reportError(error), closedSegment, text)
    return true
  }

  #look(): void {
    const { phase, sessionId } = this.#chat.getState()
    // A store that is not attached shows how things were, and an `<Activity>` attaches it after its guard.
    if (phase === 'connecting' || phase === 'unavailable' || !this.#chat.platform.page) {
      this.#isFresh = true
      return
    }
    this.#isActing = this.#seat.isActing()
    if (!this.#isActing) return
    this.#chat.closesWindow = this.#options.closeWindow ?? false
    if (phase === 'ending') return
    this.#send(this.#situation(sessionId))
    this.#isFresh = false
    // The chat may have ended while the page was away, when nobody was there to forget what was held.
    if (phase === 'ended') remember(this.#seat.page, null)
    const { sent } = this.#seat.guards
    const gone = this.#state.heldFollowUps.filter(({ id }) => sent.get(id))
    if (gone.length > 0) this.#send({ type: 'settled', ids: gone.map(({ id }) => id) })
  }

  #situation(sessionId: string | null): GuardLook {
    const { hasSession, closedSegment, window } = this.#chat.getState()
    return {
      type: 'look',
      isLive: hasSession,
      sessionId,
      closedSegment,
      options: this.#ruleOptions(),
      now: Date.now(),
      canInject: window === 'open' || window === 'minimized',
      canOverlay: window === 'open' && this.#options.canUseOverlay === true,
      isFresh: this.#isFresh,
      memory: recall(this.#seat.page, sessionId),
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
  element.setAttribute('role', 'status')
  element.setAttribute('aria-atomic', 'false')
  return element
}
