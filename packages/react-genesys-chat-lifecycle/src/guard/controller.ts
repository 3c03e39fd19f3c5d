import { callSafely } from '../lifecycle/announce.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'
import { createEffects } from './effects.ts'
import { createFollowUps } from './followUps.ts'
import { recall, remember } from './memory.ts'
import type { ChatEndGuardOptions } from './options.ts'
import { createOverlay } from './overlay.ts'
import { policyFor } from './policy.ts'
import { type GuardInput, reduceGuard } from './reducer.ts'
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

/** Makes a guard over a store; it does nothing until it is attached. */
export function createGuard(store: ChatLifecycleStore, initialOptions: GuardOptions): GuardController {
  const { client } = store
  let options = initialOptions
  let state = idleGuard
  let attached = false
  /** Whether the chat is what the page was loaded with. */
  let isFresh = true
  let count = 0
  let said: { key: string; text: string | null } | undefined
  let stopHolding: (() => void) | undefined
  let stopWatching: (() => void) | undefined
  const subscribers = new Set<() => void>()
  const overlay = createOverlay(client)

  const reportError = (error: unknown): void => {
    const thrown = error instanceof Error ? error : new Error(String(error))
    if (options.onError) callSafely(options.onError, undefined, thrown)
    else store.reportError(thrown)
  }

  const show = (next: GuardState): void => {
    if (next === state) return
    state = next
    for (const subscriber of [...subscribers]) subscriber()
  }

  const send = (input: GuardInput): void => {
    if (!attached) return
    const [next, todo] = reduceGuard(state, input)
    if (next !== state && (next.sessionId ?? state.sessionId) !== null) {
      remember(seat.shared(), toMemory(next))
    }
    show(next)
    for (const effect of todo) effects.run(effect)
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

  const followUps = createFollowUps({
    store,
    shared: () => seat.shared(),
    current: () => state,
    tell: send,
    reportError,
  })

  /** The words may change as long as they are not in the transcript; a function is asked once for a closing. */
  const textFor = (closing: ChatClosing): string | null => {
    if (typeof options.notice !== 'function') return effects.textFor(closing)
    if (said?.key !== closing.key) said = { key: closing.key, text: effects.textFor(closing) }
    return said.text
  }

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
    // A store that is not attached shows how things were, and an `<Activity>` attaches it after its guard.
    if (phase === 'connecting' || phase === 'unavailable' || !client.connection) {
      isFresh = true
      return
    }
    if (!seat.isActing() || phase === 'ending') return
    const action = closing ? policyFor(closing, options) : 'none'
    const canInject = window === 'open' || window === 'minimized'
    send({
      type: 'look',
      isLive: phase === 'waiting' || phase === 'active' || phase === 'closed',
      sessionId,
      closing,
      action,
      text: closing && action === 'notify' ? textFor(closing) : null,
      render: options.render ?? 'auto',
      delayMs: options.closeDelayMs ?? 0,
      now: Date.now(),
      canInject,
      canOverlay: window === 'open' && options.overlay === true,
      isFresh,
      memory: recall(seat.shared(), sessionId),
    })
    isFresh = false
    // It may have ended while the page was away, when there was nobody to forget what was held.
    if (phase === 'ended') remember(seat.shared(), null)
    const gone = state.followUps.filter(({ id }) => seat.shared().sent.get(id))
    if (gone.length > 0) send({ type: 'decided', ids: gone.map(({ id }) => id) })
  }
  const seat = createSeat(store, look)
  const effects = createEffects({
    store,
    options: () => options,
    seat,
    overlay,
    current: () => state,
    tell: send,
    reportError,
  })

  /** Listens to the widget; returns the ways to stop. */
  const listen = (): (() => void)[] => [
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
      watch()
      const offs = listen()
      look()
      return () => {
        for (const off of [...offs, stopHolding, stopWatching]) off?.()
        stopHolding = undefined
        stopWatching = undefined
        effects.stop()
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
