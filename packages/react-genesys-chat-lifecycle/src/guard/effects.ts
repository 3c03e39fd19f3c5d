import { callSafely } from '../chat/announce.ts'
import type { Chat } from '../chat/chat.ts'
import type { ClosedSegment } from '../chat/state.ts'
import { CATCH_UP_MS, createTimer, LATE_MS } from '../common/timer.ts'
import { whenReached } from '../common/whenReached.ts'
import { BeforeEnd } from './beforeEnd.ts'
import { escapeForWidget } from './noticeText.ts'
import type { ChatEndGuardOptions } from './options.ts'
import type { GuardEffect, GuardInput } from './reducer.ts'
import type { Seat } from './seat.ts'
import type { GuardState } from './state.ts'
import type { Wording } from './wording.ts'

/** The guard that the effects belong to. */
export interface EffectsContext {
  readonly chat: Chat
  readonly options: () => ChatEndGuardOptions
  readonly seat: Seat
  readonly wording: Wording
  readonly overlayElement: () => HTMLElement
  readonly current: () => GuardState
  readonly tell: (input: GuardInput) => void
  readonly reportError: (error: unknown) => void
}

/** How long a window that a page load restores may take to open. Until then the page shows no notice in its place. */
const PATIENCE_MS = 1_000

/** Carries out what the guard's reducer asks for. */
export class GuardEffects {
  readonly #context: EffectsContext
  readonly #beforeEnd: BeforeEnd
  readonly #patience = createTimer()
  #cancelCountdown = (): void => {}

  constructor(context: EffectsContext) {
    this.#context = context
    this.#beforeEnd = new BeforeEnd(context.chat, context.options, context.reportError)
  }

  run(effect: GuardEffect): void {
    const { tell } = this.#context
    switch (effect.type) {
      case 'inject':
        void this.#inject(effect.closedSegment)
        break
      case 'noticed':
        void this.#announceNotice(effect.closedSegment, effect.text)
        break
      case 'end':
        void this.#end(effect.closedSegment, effect.dueAt)
        break
      case 'cancelEnd':
        this.#beforeEnd.cancel()
        break
      case 'countdown':
        this.#cancelCountdown()
        if (effect.endsAt === null) break
        this.#countDown(effect.endsAt)
        break
      case 'wait':
        this.#patience.start(PATIENCE_MS, () => tell({ type: 'patienceOver' }))
        break
      case 'showOverlay':
        void this.#showOverlay()
        break
      case 'hideOverlay':
        this.#context.chat.platform.window.hideOverlay()
        break
      default:
        effect satisfies never
    }
  }

  /** The segment may have been reopened while the computer slept. */
  #countDown(endsAt: number): void {
    const over = (): void => this.#context.tell({ type: 'countdownOver' })
    this.#cancelCountdown = whenReached(endsAt, () => {
      const now = Date.now()
      if (now - endsAt > LATE_MS) this.#cancelCountdown = whenReached(now + CATCH_UP_MS, over)
      else over()
    })
  }

  /** Takes back what is under way. */
  stop(): void {
    const { chat, current } = this.#context
    this.#cancelCountdown()
    this.#beforeEnd.cancel()
    this.#patience.stop()
    const { overlay } = current()
    if (overlay === 'asked' || overlay === 'shown') chat.platform.window.hideOverlay()
  }

  async #showOverlay(): Promise<void> {
    const { chat, overlayElement, tell } = this.#context
    const node = overlayElement()
    if (chat.platform.window.isOverlayTaken(node)) {
      tell({ type: 'overlayTaken' })
      return
    }
    const isShown = await chat.platform.window.showOverlay(node)
    tell({ type: isShown ? 'overlayShown' : 'overlayRefused' })
  }

  async #announceNotice(segment: ClosedSegment, text: string): Promise<void> {
    const { chat, options, reportError } = this.#context
    const { onNotice } = options()
    if (await chat.once(`notice:${segment.key}`)) callSafely(onNotice, reportError, segment, text)
  }

  async #inject(segment: ClosedSegment): Promise<void> {
    const { chat, seat, tell } = this.#context
    const { notices } = seat.guards
    // In a window that was opened anew the notice is not there any more.
    const key = `${chat.platform.window.countOpenings()}:${segment.key}`
    // Another guard, or this one before a remount, may have sent it. Then its fate is ours.
    const pending = notices.get(key) ?? this.#sendNotice(segment)
    notices.set(key, pending)
    const isTaken = await pending
    if (!isTaken) notices.delete(key)
    tell({ type: isTaken ? 'injected' : 'refused', key: segment.key })
  }

  #sendNotice(segment: ClosedSegment): Promise<boolean> {
    const { chat, options, current, wording } = this.#context
    const safe = escapeForWidget(segment, chat.platform.window.rendersMarkdown())
    const isAsIs = safe === segment || typeof options().notice !== 'function'
    const text = isAsIs ? current().text : wording.textFor(safe)
    return chat.platform.commands.injectNotice(text ?? '', options().bubble ?? { time: false }).then(
      () => true,
      () => false,
    )
  }

  async #end(segment: ClosedSegment, dueAt: number): Promise<void> {
    const { chat, seat, options, reportError } = this.#context
    const { ended } = seat.guards
    const claim = `end:${segment.key}`
    // The customer may ask, too. Asked before: a rejoin of the session, a reload, or another tab, replays a segment that was acted upon.
    // A tab that was frozen has not heard what the customer decided in another one.
    const isDone = (): boolean => [claim, `keptOpen:${segment.key}`].some(chat.once.isDone)
    const isDue = (): boolean => chat.getState().phase === 'closed' && !ended.has(segment.key) && !isDone()
    if (!isDue() || (options().beforeEnd && !((await this.#beforeEnd.run(segment, dueAt)) && isDue()))) return
    ended.add(segment.key)
    const off = this.#announceEnd(segment, claim)
    try {
      await chat.ending.ask('agent', options().closeWindow ?? false)
    } catch (error) {
      reportError(error)
    }
    // A request without an answer may still bring the end about.
    if (chat.getState().phase !== 'ending') off()
  }

  /** The request may fail and the window stay, and the chat be over, or it may be over because of somebody else. */
  #announceEnd(segment: ClosedSegment, claim: string): () => void {
    const { chat, options, reportError } = this.#context
    const { onEnd } = options()
    const off = chat.subscribe(() => {
      const { phase, endReason } = chat.getState()
      if (phase !== 'ended') return
      off()
      void Promise.resolve(chat.once(claim)).then((isOurs) => {
        if (isOurs && endReason === 'agent') callSafely(onEnd, reportError, segment)
      })
    })
    return off
  }
}
