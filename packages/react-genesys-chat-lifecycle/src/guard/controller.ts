import { configuredMarkdown } from '../bus/page.ts'
import { callSafely } from '../lifecycle/announce.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'
import { whenReached } from './countdown.ts'
import { createFollowUps } from './followUps.ts'
import { resolveLabels } from './labels.ts'
import { recall, remember } from './memory.ts'
import { escapeForWidget, noticeText } from './noticeText.ts'
import type { ChatEndGuardOptions } from './options.ts'
import { createOverlay } from './overlay.ts'
import { policyFor } from './policy.ts'
import { type GuardEffect, type GuardInput, reduceGuard } from './reducer.ts'
import { createSeat } from './shared.ts'
import { type FollowUp, type GuardState, idleGuard, toMemory } from './state.ts'

/** A guard without a look. */
export interface GuardController {
  getState(): GuardState
  getInitialState(): GuardState
  subscribe(listener: () => void): () => void
  setOptions(options: GuardOptions): void
  /** Begins to guard; returns the way to stop. */
  attach(): () => void
  /** Puts the page's notice away. */
  dismiss(): void
  /** Stops the countdown: the chat stays as it is. */
  stopCountdown(): void
  /** Sends held texts in their order: all, or the one with this id. */
  send(id?: string): void
  /** Puts follow-ups away without sending them: all, or the one with this id. */
  discard(id?: string): void
  /** The node in the widget's overlay. */
  overlayNode(): HTMLElement
}

/** The options, and whether somebody fills the overlay's node. */
export interface GuardOptions extends ChatEndGuardOptions {
  readonly overlay?: boolean | undefined
}

/** What may make the widget take a notice that it refused. */
const WIDGET_CHANGES = ['WebChat.opened', 'WebChat.messageAdded', 'WebChat.completed', 'WebChat.cancelled']
/** How long a window that a page load restores may take to open. Until then the page shows no notice in its place. */
const PATIENCE_MS = 1_000

/** Makes a guard over a store; it does nothing until it is attached. */
export function createGuard(store: ChatLifecycleStore, initialOptions: GuardOptions): GuardController {
  const { client } = store
  let options = initialOptions
  let state = idleGuard
  let attached = false
  /** Whether the chat is what the page was loaded with. */
  let isFresh = true
  let count = 0
  let stopCountdown = (): void => {}
  let patience: ReturnType<typeof setTimeout> | undefined
  let stopHolding: (() => void) | undefined
  let stopWatching: (() => void) | undefined
  const subscribers = new Set<() => void>()
  const overlay = createOverlay(client)

  const reportError = (error: unknown): void => {
    const thrown = error instanceof Error ? error : new Error(String(error))
    if (options.onError) callSafely(options.onError, undefined, thrown)
    else store.reportError(thrown)
  }

  /** Calls back for the first who asks with this key, on all pages and in all tabs. */
  const once = async (key: string, call: () => void): Promise<void> => {
    if (await store.memory().claimAmongTabs(key)) call()
  }

  const show = (next: GuardState): void => {
    if (next === state) return
    state = next
    for (const subscriber of [...subscribers]) subscriber()
  }

  const send = (input: GuardInput): void => {
    if (!attached) return
    const [next, effects] = reduceGuard(state, input)
    if (next !== state && (next.sessionId ?? state.sessionId) !== null) {
      remember(seat.shared(), toMemory(next))
    }
    show(next)
    for (const effect of effects) run(effect)
  }

  const run = (effect: GuardEffect): void => {
    switch (effect.type) {
      case 'inject':
        void inject(effect.closing)
        break
      case 'noticed': {
        const { closing, text } = effect
        const { onNotice } = options
        void once(`notice:${closing.key}`, () => callSafely(onNotice, reportError, closing, text))
        break
      }
      case 'end':
        void end(effect.closing)
        break
      case 'countdown':
        stopCountdown()
        if (effect.endsAt === null) break
        stopCountdown = whenReached(effect.endsAt, () => send({ type: 'countdownOver' }))
        break
      case 'wait':
        clearTimeout(patience)
        patience = setTimeout(() => send({ type: 'patienceOver' }), PATIENCE_MS)
        break
      case 'showOverlay':
        void overlay.show().then((shown) => send({ type: shown ? 'overlayShown' : 'overlayRefused' }))
        break
      case 'hideOverlay':
        overlay.hide()
        break
      default:
        effect satisfies never
    }
  }

  const textFor = (closing: ChatClosing): string | null => {
    const standard = resolveLabels(options.locale, options.labels).notice
    try {
      return noticeText(options.notice ?? standard, closing)
    } catch (error) {
      reportError(error)
      return standard
    }
  }

  const inject = async (closing: ChatClosing): Promise<void> => {
    const { key } = closing
    const { notices, markdown = false } = seat.shared()
    const safe = escapeForWidget(closing, markdown || configuredMarkdown())
    const isAsIs = safe === closing || typeof options.notice !== 'function'
    const text = isAsIs ? state.text : textFor(safe)
    // Another guard, or we before a remount, may have sent it: then its fate is ours.
    const pending =
      notices.get(key) ??
      store.actions.injectNotice(text ?? '', options.bubble ?? { time: false }).then(
        () => true,
        () => false,
      )
    notices.set(key, pending)
    const taken = await pending
    if (!taken && notices.get(key) === pending) notices.delete(key)
    send({ type: taken ? 'injected' : 'refused', key })
  }

  const end = async (closing: ChatClosing): Promise<void> => {
    const { ended } = seat.shared()
    const { onClose, closeWindow = false } = options
    const claim = `end:${closing.key}`
    // The customer has asked already.
    if (store.getState().phase !== 'closed') return
    // Asked once: a rejoin of the session, or a reload, replays a closing that was acted upon.
    if (ended.has(closing.key) || store.memory().isClaimed(claim)) return
    ended.add(closing.key)
    try {
      await store.endForAgent({ closeWindow })
      await once(claim, () => callSafely(onClose, reportError, closing))
    } catch (error) {
      reportError(error)
    }
  }

  /** Whether a text or file may not pass. */
  const hold = (kind: 'text' | 'file', data: Readonly<Record<string, unknown>>): boolean => {
    const { followUps = 'allow', onFollowUpHeld } = options
    const { closing } = state
    if (!closing || followUps === 'allow') return false
    const text = kind === 'text' ? String(data.message) : ''
    const isHeld = kind === 'text' && followUps === 'confirm'
    const id = `${Date.now()}-${count++}`
    const followUp: FollowUp = {
      id,
      text,
      kind: isHeld ? 'held' : kind === 'file' ? 'file' : 'blocked',
      data: kind === 'text' ? data : {},
    }
    send({ type: 'stopped', followUp })
    if (isHeld) callSafely(onFollowUpHeld, reportError, closing, text)
    return true
  }

  const followUps = createFollowUps({ store, current: () => state, tell: send, reportError })

  /** Hooks on commands stay on the bus for good: they are laid only where they are needed. */
  const watch = (): void => {
    const { followUps: policy = 'allow', closeDelayMs = 0, overlay: isFilled } = options
    if (policy !== 'allow') stopHolding ??= followUps.watch(hold)
    if (isFilled && (policy !== 'allow' || closeDelayMs > 0)) {
      stopWatching ??= overlay.watch(
        () => send({ type: 'overlayTaken' }),
        () => send({ type: 'overlayFreed' }),
      )
    }
  }

  const look = (): void => {
    const { phase, closing, window, sessionId } = store.getState()
    if (phase === 'connecting' || phase === 'unavailable') {
      isFresh = true
      return
    }
    if (!seat.isActing() || phase === 'ending') return
    const action = closing ? policyFor(closing, options) : 'none'
    const isNew = closing !== null && state.closing?.key !== closing.key
    const canInject = window === 'open' || window === 'minimized'
    send({
      type: 'look',
      isLive: phase === 'waiting' || phase === 'active' || phase === 'closed',
      sessionId,
      closing,
      action,
      text: isNew && action === 'notify' ? textFor(closing) : null,
      render: options.render ?? 'auto',
      delayMs: options.closeDelayMs ?? 0,
      now: Date.now(),
      canInject,
      canOverlay: window === 'open' && options.overlay === true,
      isFresh,
      memory: recall(seat.shared(), sessionId),
    })
    isFresh = false
  }
  const seat = createSeat(store, look)

  /** Listens to the widget; returns the ways to stop. */
  const listen = (): (() => void)[] => [
    client.on('WebChat.closed', () => seat.shared().notices.clear()),
    ...WIDGET_CHANGES.map((event) => client.on(event, () => send({ type: 'widgetChanged' }))),
    client.intercept('WebChat.open', (data) => {
      const { markdown } = data as { markdown?: unknown }
      if (typeof markdown === 'boolean') seat.shared().markdown = markdown
      return data
    }),
    store.subscribe(look),
  ]

  return {
    getState: () => state,
    getInitialState: () => idleGuard,
    subscribe(listener) {
      const entry = (): void => listener()
      subscribers.add(entry)
      return () => void subscribers.delete(entry)
    },
    setOptions(next) {
      options = next
      if (!attached) return
      watch()
      look()
    },
    attach() {
      attached = true
      isFresh = true
      const { window } = store.getState()
      // A transcript that is not there holds no notice.
      if (window === 'closed' || window === 'absent') seat.shared().notices.clear()
      watch()
      const offs = listen()
      look()
      return () => {
        for (const off of [...offs, stopHolding, stopWatching]) off?.()
        stopHolding = undefined
        stopWatching = undefined
        stopCountdown()
        clearTimeout(patience)
        if (state.overlay === 'asked' || state.overlay === 'shown') overlay.hide()
        attached = false
        // What is remembered stays so, for whoever guards next.
        show(idleGuard)
        seat.leave()
      }
    },
    dismiss: () => send({ type: 'dismissed' }),
    stopCountdown: () => send({ type: 'countdownStopped' }),
    send: (id) => void followUps.release(id),
    discard(wanted) {
      const ids = state.followUps.map(({ id }) => id).filter((id) => (wanted ?? id) === id)
      if (!state.sending) send({ type: 'decided', ids })
    },
    overlayNode: overlay.node,
  }
}
