import { type BusClient, type BusClientOptions, createBusClient } from '../bus/client.ts'
import type { ChatActions } from './actions.ts'
import { callSafely, createAnnouncer } from './announce.ts'
import { createCommands } from './commands.ts'
import type { LifecycleEvent } from './events.ts'
import { createListener } from './listener.ts'
import { createMemory, type Memory } from './memory.ts'
import type { ChatLifecycleOptions } from './options.ts'
import { isAfter } from './order.ts'
import { initialLifecycle, type LifecycleState, project, reduceLifecycle } from './reducer.ts'
import { isDecided } from './segment.ts'
import { interactionState } from './signals.ts'
import type { ChatClosing, ChatState } from './state.ts'
import { joinTabs, type TabNews, type Tabs } from './tabs.ts'

/**
 * The state of the chat and what one can do about it.
 *
 * @example
 * const isBusy = ({ phase }: ChatLifecycle) => phase === 'starting' || phase === 'ending'
 * const busy = useGenesysChatLifecycle(isBusy)
 */
export interface ChatLifecycle extends ChatState, ChatActions {}

/**
 * A chat's lifecycle without React: {@link createChatLifecycle} makes one, the provider holds one.
 *
 * @example
 * const off = store.subscribe(() => console.log(store.getState().phase))
 */
export interface ChatLifecycleStore {
  /** The same object until something changes. */
  getState(): ChatLifecycle
  /** What a server renders, and a page before it is hydrated. */
  getInitialState(): ChatLifecycle
  /** Calls back after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Replaces the options, all but `bus`. Nothing is subscribed anew. */
  setOptions(options: ChatLifecycleOptions): void
  /** Begins to listen to the bus. Counted: it stops when as many have called what this returns. */
  attach(): () => void
  /** The actions, never changing. */
  readonly actions: ChatActions
  /** Ends the session because of a closing: `endReason` will be `agent`. */
  endForAgent(options?: { closeWindow?: boolean }): Promise<void>
  /** Asks the bus whether the session is still there, since it would lose what is sent without one. */
  checkSession(): Promise<boolean>
  /** The doors to the rest of the bus. */
  readonly client: BusClient
  /** What is remembered beyond a reload. */
  readonly memory: () => Memory
  /** Reports a fault that nobody awaits. */
  reportError(error: unknown): void
}

const DEFAULT_SIGNALS = [interactionState()]
/** Claims of a page without a bus yet; nothing is claimed before there is one. */
const CLAIMS = 'claims'

/** A timer that is given more, `Infinity` for one, runs out at once. */
const asDelay = (ms: number): number => Math.min(ms, 0x7fffffff)

/** Makes a store that is not listening yet. */
export function createStore(initialOptions: ChatLifecycleOptions): ChatLifecycleStore {
  let options = initialOptions
  let state: LifecycleState = initialLifecycle
  let view: ChatState = project(state)
  let depth = 0
  let attached = 0
  let detach: (() => void) | undefined
  let grace: ReturnType<typeof setTimeout> | undefined
  /** A closing from before this moment was restored just now; 0: nothing was. */
  let restoredBefore = 0
  let hadSession = false
  let rememberedClosing: ChatClosing | null = null
  let isTold = false
  let tabs: Tabs | undefined
  const subscribers = new Set<() => void>()

  const times = (): BusClientOptions => ({
    busTimeoutMs: asDelay(options.busTimeoutMs ?? 30_000),
    commandTimeoutMs: asDelay(options.commandTimeoutMs ?? 10_000),
  })
  const client = createBusClient(() => options.bus, times)

  let memories: Memory | undefined
  const memory = (): Memory => {
    if (memories) return memories
    const shared = client.connection?.shared ?? new Map<string, unknown>()
    if (!shared.has(CLAIMS)) shared.set(CLAIMS, new Set())
    const made = createMemory(shared.get(CLAIMS) as Set<string>)
    if (client.connection) memories = made
    return made
  }

  const announce = createAnnouncer(() => options, memory)

  const dispatch = (event: LifecycleEvent): void =>
    batch(() => {
      const { session, segment } = state
      state = reduceLifecycle(state, event)
      const wasOn = session === 'live' || session === 'ending'
      if (event.type !== 'joined' || (wasOn && state.segment.sessionId === segment.sessionId)) return
      hadSession = true
      commands.noticeJoined()
      rememberedClosing = event.memory?.closing ?? null
    })

  /** However much is dispatched inside, subscribers and callbacks see one change. */
  const batch = (work: () => void): void => {
    depth++
    try {
      work()
    } finally {
      depth--
    }
    if (depth === 0 && state !== published) publish()
  }

  let published = state
  const publish = (): void => {
    const { segment } = published
    published = state
    const before = view
    const next = project(state)
    const keys = Object.keys(next) as (keyof ChatState)[]
    const changed = keys.some((key) => !Object.is(next[key], before[key]))
    const { sessionId } = state.segment
    if (isDecided(segment, state.segment)) {
      memory().save(state.segment)
      if (sessionId !== null && !isTold) tabs?.tell({ sessionId, segment: state.segment })
    }
    watchAgents()
    const restoredUntil = restoredBefore
    const remembered = rememberedClosing
    restoredBefore = 0
    rememberedClosing = null
    if (!changed) return
    view = next
    snapshot = { ...view, ...commands.actions }
    if (view.endReason && !before.endReason && sessionId !== null && !isTold) {
      tabs?.tell({ sessionId, ended: view.endReason })
    }
    announce(before, view, remembered)
    for (const subscriber of [...subscribers]) callSafely(subscriber, options.onError)
    const isRestored = view.phase === 'closed' && (view.closing?.at ?? 0) < restoredUntil
    if (isRestored && options.restorePolicy === 'end') {
      commands.endForAgent().catch(reportError)
    }
  }

  /** The signal that no message carries: nobody is left on the other side, and nobody comes. */
  const watchAgents = (): void => {
    const signal = options.endSignals?.find(({ graceMs }) => graceMs !== undefined)
    const { reopenedAt } = state.segment
    // Who left before a segment was reopened does not tell that nobody comes to this one.
    const serving = [...state.people.values()].filter(
      ({ type, here, at }) =>
        (type === 'agent' || type === 'bot') && (here || !at || isAfter(at, reopenedAt)),
    )
    const deserted = serving.length > 0 && serving.every(({ here }) => !here)
    if (!signal || state.session !== 'live' || state.segment.closing || !deserted) {
      clearTimeout(grace)
      grace = undefined
    } else {
      grace ??= setTimeout(
        () => {
          grace = undefined
          dispatch({ type: 'signal', signal: signal.name, now: Date.now() })
        },
        asDelay(signal.graceMs ?? 0),
      )
    }
  }

  /** What this tab did not hear itself, because another one polled. */
  const takeNews = ({ sessionId, segment, ended }: TabNews): void => {
    // A tab that was about to end the chat itself, and let this one go first, waits for the news.
    const isOn = state.session === 'live' || state.session === 'ending'
    if (sessionId !== state.segment.sessionId || !isOn) return
    isTold = true
    try {
      if (segment) dispatch({ type: 'told', segment })
      if (ended) dispatch({ type: 'ended', reason: ended })
    } finally {
      isTold = false
    }
    if (ended) void tidyUp()
  }

  /** The bus knows nothing of the end. To tell it erases what tabs share: not while another one has a chat of its own. */
  const tidyUp = async (): Promise<void> => {
    if (await tabs?.hasOtherSession(state.segment.sessionId)) return
    if (state.session === 'ended') commands.tidyUp()
  }

  const reportError = (error: unknown): void => {
    const thrown = error instanceof Error ? error : new Error(String(error))
    callSafely(options.onError, undefined, thrown)
  }

  const subscribe = (listener: () => void): (() => void) => {
    const entry = (): void => listener()
    subscribers.add(entry)
    return () => void subscribers.delete(entry)
  }

  const current = (): LifecycleState => state
  const listener = createListener({
    client,
    dispatch,
    batch,
    current,
    memory,
    signals: () => options.endSignals ?? DEFAULT_SIGNALS,
    isAutoAsync: () => typeof options.asyncMode !== 'boolean',
    endCause: () => commands.endCause(),
    onError: reportError,
    onServerEnded: () => void tidyUp(),
    onRestored: (isFound) => {
      // Opening the window of a chat that was left restores its session, too; that is no page load.
      if (!hadSession) restoredBefore = isFound ? performance.timeOrigin : Number.POSITIVE_INFINITY
    },
  })
  const commands = createCommands({
    client,
    listener,
    dispatch,
    current,
    watch: subscribe,
    commandTimeoutMs: () => times().commandTimeoutMs,
    claimEnd: (key) => {
      const claim = `ending:${key}`
      return memory().isClaimed(claim) || memory().claimAmongTabs(claim)
    },
  })
  client.intercept('WebChatService.endChat', (data) => {
    commands.noticeEndChat()
    return data
  })

  const applyMode = (): void => {
    if (typeof options.asyncMode === 'boolean') dispatch({ type: 'async', isAsync: options.asyncMode })
  }

  const begin = (): (() => void) => {
    let disconnect: (() => void) | undefined
    applyMode()
    tabs = joinTabs(takeNews, () => (state.session === 'live' ? state.segment.sessionId : null))
    const stop = client.start((status) => {
      batch(() => {
        dispatch({ type: 'bus', status })
        if (status === 'connected') disconnect = listener.connected()
      })
    })
    // A bus whose chat service never gets ready is as good as none, until it does. One that is ready may take its time to
    // restore a chat.
    const patience = setTimeout(() => {
      if (view.phase === 'connecting') dispatch({ type: 'bus', status: 'unavailable' })
    }, times().busTimeoutMs)
    const offReady = client.on('WebChatService.ready', () => clearTimeout(patience))
    return () => {
      offReady()
      clearTimeout(patience)
      clearTimeout(grace)
      grace = undefined
      disconnect?.()
      tabs?.close()
      tabs = undefined
      stop()
    }
  }

  let snapshot: ChatLifecycle = { ...view, ...commands.actions }
  const initialSnapshot = snapshot

  return {
    getState: () => snapshot,
    getInitialState: () => initialSnapshot,
    subscribe,
    setOptions(next) {
      const wasSaid = typeof options.asyncMode === 'boolean'
      options = { ...next, bus: options.bus }
      if (wasSaid && typeof options.asyncMode !== 'boolean') listener.readMode()
      applyMode()
      if (attached > 0) watchAgents()
    },
    attach() {
      attached++
      detach ??= begin()
      let mine = true
      return () => {
        if (!mine) return
        mine = false
        attached--
        if (attached > 0) return
        detach?.()
        detach = undefined
      }
    },
    actions: commands.actions,
    endForAgent: commands.endForAgent,
    checkSession: listener.checkSession,
    client,
    memory,
    reportError,
  }
}
