import { isProduction } from '../bus/environment.ts'
import { callSafely } from '../lifecycle/announce.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'
import { type ChatEndGuardOptions, DEFAULT_NOTICE } from './options.ts'
import { type GuardPolicy, policyFor } from './policy.ts'
import {
  type GuardEffect,
  type GuardInput,
  type GuardState,
  idleGuard,
  isGuarded,
  reduceGuard,
} from './reducer.ts'

/** A guard without a look. */
export interface GuardController {
  getState(): GuardState
  getInitialState(): GuardState
  subscribe(listener: () => void): () => void
  setOptions(options: ChatEndGuardOptions): void
  /** Begins to guard; returns the way to stop. */
  attach(): () => void
  /** Puts the page's notice away. */
  dismiss(): void
  /** Stops the countdown: the chat stays as it is. */
  stopCountdown(): void
}

/** What all guards of one bus share, so that they act as one. */
interface SharedGuards {
  /** Those that are mounted, each as the way to make it look again; the first acts. */
  readonly mounted: (() => void)[]
  /** Notices that are in the widget's transcript, or on their way. */
  readonly notices: Map<string, Promise<boolean>>
  /** Closings because of which an end was asked for. */
  readonly ended: Set<string>
}

/** What may make the widget take a notice that it refused. */
const WIDGET_CHANGES = ['WebChat.opened', 'WebChat.messageAdded', 'WebChat.completed', 'WebChat.cancelled']

/** Makes a guard over a store; it does nothing until it is attached. */
export function createGuard(store: ChatLifecycleStore, initialOptions: ChatEndGuardOptions): GuardController {
  let options = initialOptions
  let state = idleGuard
  let timer: ReturnType<typeof setTimeout> | undefined
  const subscribers = new Set<() => void>()
  /** Kept, since the connection may be gone when we leave. Without a bus it is shared with nobody. */
  let joined: SharedGuards | undefined

  const shared = (): SharedGuards => {
    const page = store.client.connection?.shared
    if (!page) return joined ?? { mounted: [], notices: new Map(), ended: new Set() }
    if (!page.has('guards')) page.set('guards', { mounted: [], notices: new Map(), ended: new Set() })
    joined = page.get('guards') as SharedGuards
    return joined
  }

  const isActing = (): boolean => {
    const { mounted } = shared()
    if (!mounted.includes(look)) {
      mounted.push(look)
      if (mounted.length > 1) warnSecondGuard()
    }
    return mounted[0] === look
  }

  const leave = (): void => {
    const mounted = joined?.mounted ?? []
    const index = mounted.indexOf(look)
    if (index >= 0) mounted.splice(index, 1)
    if (index === 0) mounted[0]?.()
    joined = undefined
  }

  const policy = (): GuardPolicy => ({
    async: options.async ?? 'notify',
    regular: options.regular ?? 'close',
    render: options.render ?? 'auto',
    closeDelayMs: options.closeDelayMs ?? 0,
  })

  const textFor = (closing: ChatClosing): string | null => {
    const { notice = DEFAULT_NOTICE } = options
    if (typeof notice === 'string') return notice
    try {
      return notice(closing)
    } catch (error) {
      reportError(error)
      return DEFAULT_NOTICE
    }
  }

  const reportError = (error: unknown): void => {
    const thrown = error instanceof Error ? error : new Error(String(error))
    if (options.onError) callSafely(options.onError, undefined, thrown)
    else store.reportError(thrown)
  }

  const send = (input: GuardInput): void => {
    const [next, effects] = reduceGuard(state, input)
    const changed = next !== state
    state = next
    for (const effect of effects) run(effect)
    if (changed) for (const subscriber of [...subscribers]) subscriber()
  }

  const run = (effect: GuardEffect): void => {
    switch (effect.type) {
      case 'inject':
        return void inject(effect.closing.key, effect.text)
      case 'noticed':
        if (options.onNotice && store.memory().claim(`notice:${effect.closing.key}`)) {
          callSafely(options.onNotice, reportError, effect.closing, effect.text)
        }
        return
      case 'end':
        return void end(effect.closing)
      case 'startCountdown':
        timer = setTimeout(() => send({ type: 'countdownOver' }), effect.endsAt - Date.now())
        return
      case 'stopCountdown':
        clearTimeout(timer)
        return
      default:
        effect satisfies never
    }
  }

  const inject = async (key: string, text: string): Promise<void> => {
    const { notices } = shared()
    // Another guard, or we before a remount, may have sent it: then its fate is ours.
    const pending =
      notices.get(key) ??
      store.actions.injectNotice(text, options.bubble ?? { time: false }).then(
        () => true,
        () => false,
      )
    notices.set(key, pending)
    const taken = await pending
    if (!taken && notices.get(key) === pending) notices.delete(key)
    send({ type: taken ? 'injected' : 'refused', key })
  }

  const end = async (closing: ChatClosing): Promise<void> => {
    const { ended } = shared()
    const claim = `end:${closing.key}`
    // Asked once: a rejoin of the session, or a reload, replays a closing that was acted upon.
    if (ended.has(closing.key) || store.memory().isClaimed(claim)) return
    ended.add(closing.key)
    try {
      await store.endForAgent({ closeWindow: options.closeWindow ?? false })
      if (store.memory().claim(claim)) callSafely(options.onClose, reportError, closing)
    } catch (error) {
      reportError(error)
    }
  }

  const look = (): void => {
    const { phase, closing, window } = store.getState()
    if (phase === 'connecting' || phase === 'unavailable' || !isActing()) return
    if (closing && isGuarded(phase)) {
      const { render, closeDelayMs, ...rules } = policy()
      const action = policyFor(closing, { render, closeDelayMs, ...rules })
      const isNew = state.closing?.key !== closing.key
      send({
        type: 'closed',
        closing,
        action,
        text: isNew && action === 'notify' ? textFor(closing) : null,
        render,
        delayMs: closeDelayMs,
        now: Date.now(),
        canInject: window === 'open' || window === 'minimized',
      })
    } else if (phase !== 'ending') {
      send({ type: 'over' })
    }
  }

  store.client.on('WebChat.closed', () => {
    shared().notices.clear()
    if (attached) send({ type: 'emptied' })
  })
  for (const event of WIDGET_CHANGES) {
    store.client.on(event, () => {
      if (attached) send({ type: 'widgetChanged' })
    })
  }

  let attached = false
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
    },
    attach() {
      attached = true
      const { window } = store.getState()
      // A transcript that is not there holds no notice.
      if (window === 'closed' || window === 'absent') shared().notices.clear()
      const off = store.subscribe(look)
      look()
      return () => {
        attached = false
        off()
        send({ type: 'over' })
        leave()
      }
    },
    dismiss: () => send({ type: 'dismissed' }),
    stopCountdown: () => send({ type: 'countdownStopped' }),
  }
}

function warnSecondGuard(): void {
  if (isProduction()) return
  console.warn(
    '[react-genesys-chat-lifecycle] There is more than one <ChatEndGuard> for the same chat. Only the first acts; remove the others.',
  )
}
