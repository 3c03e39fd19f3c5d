import type { BusClient } from '../bus/client.ts'
import { ABSENT_MS } from '../bus/connection.ts'
import { configuredAsync, preloads } from '../bus/page.ts'
import type { BusEnvelope } from '../bus/types.ts'
import { hasKeys, isEmpty, readAgents, readSessionId } from './answers.ts'
import { type LifecycleEvent, withSignals } from './events.ts'
import type { Memory } from './memory.ts'
import { readBatch } from './messages.ts'
import { pause } from './pause.ts'
import type { LifecycleState } from './reducer.ts'
import type { EndSignal } from './signals.ts'
import type { EndReason } from './state.ts'
import { TRANSLATIONS } from './translate.ts'

type Loose = Record<string, unknown>

/** What the listener needs of the store it serves. */
export interface ListenerContext {
  readonly client: BusClient
  readonly dispatch: (event: LifecycleEvent) => void
  /** Runs a function whose dispatches reach the subscribers as one. */
  readonly batch: (work: () => void) => void
  readonly current: () => LifecycleState
  readonly memory: () => Memory
  readonly signals: () => readonly EndSignal[]
  readonly isAutoAsync: () => boolean
  /** Why the end that is being published came about. */
  readonly endCause: () => EndReason
  /** The server has ended the chat and the bus does not know. */
  readonly onServerEnded: () => void
  readonly onError: (error: unknown) => void
  /** A session that was not there before is about to be restored, or was found: then it may have begun on this page. */
  readonly onRestored: (isFound: boolean) => void
}

/** The bus's side of a store: hears what happens, asks what the events do not tell, and dispatches what it means. */
export interface Listener {
  /** Called when the bus was found. Returns the way to stop. */
  connected(): () => void
  /** Asks the bus whether the session is still there; dispatches its end if the server has ended it. */
  checkSession(): Promise<boolean>
  /** Dispatches the mode that the bus and the page's configuration told, whoever said otherwise meanwhile. */
  readMode(): void
}

/** The service answers from memory, at once. A transport that does not know the question never answers. */
const ANSWER_MS = 2_000
/** How long the history of a restored session may take before the session is shown without it. */
const HISTORY_MS = 1_000
/** How long a restore may take to tell how it went: a little more than the widget gives its own requests. */
const RESTORE_MS = 10_000
/** When to ask whether the server ended the chat unheard: the wait doubles, up to what no server holds a poll for. */
const FIRST_CHECK_MS = 500
const LAST_CHECK_MS = 32_000
/** Polling stops before the last messages are delivered, and before the page's own end shows. Then it can be told why. */
const STOPPED_MS = 50
/** How long a start may take whose answer only the one who asked for it gets. */
const START_MS = 30_000
/** How long `WebChatService.ready`, which is replayed, may take when it was published long ago. */
const REPLAY_MS = 200

export function createListener(context: ListenerContext): Listener {
  const { client, dispatch, batch, current } = context
  /** Events that wait for an answer of the bus, so that they are taken in their order. */
  let held: BusEnvelope[] | null = null
  let release: (() => void) | undefined
  let stopWatching: (() => void) | undefined
  let watches = 0
  let life = 0
  let toldAsync = false
  let isMute = false
  let stopped: ReturnType<typeof setTimeout> | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  const isOn = (): boolean => current().session === 'live' || current().session === 'ending'

  const ask = async (command: string): Promise<unknown> => {
    try {
      const answer = await client.run(`WebChatService.${command}`, undefined, { timeoutMs: ANSWER_MS })
      // What cannot even be looked at is no answer.
      Object.keys(answer ?? {})
      return answer
    } catch {
      return undefined
    }
  }

  const receive = (data: unknown): void => {
    const { messages, historic } = readBatch(data)
    const signals = context.signals()
    const read = messages.map((message) => withSignals(message, signals, context.onError))
    if (read.length > 0) dispatch({ type: 'messages', messages: read, historic, now: Date.now() })
  }

  const joined = (sessionId: string | null): void => {
    clearTimeout(patience)
    dispatch({
      type: 'joined',
      sessionId,
      memory: sessionId === null ? null : context.memory().load(sessionId),
    })
  }

  /** Holds the bus's events back while `work` asks, then takes them all at once. */
  const hold = async (work: () => Promise<() => void>): Promise<void> => {
    if (held) return
    held = []
    const mine = life
    const then = await work()
    if (mine !== life) return
    const events = held
    held = null
    batch(() => {
      safely(then)
      for (const event of events) take(event)
    })
  }

  /** A payload may hold anything, a getter that throws among it; the next event is taken all the same. */
  const safely = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      context.onError(error)
    }
  }

  const serverEnded = (): void => {
    dispatch({ type: 'ended', reason: 'server' })
    context.onServerEnded()
  }

  /** The plugin is there: has it a session, is it about to restore one, or neither? */
  const lookForSession = (): Promise<void> =>
    hold(async () => {
      if (!isOn()) dispatch({ type: 'deciding' })
      const [data, transcript, there] = await Promise.all(
        ['getSessionData', 'getTranscript', 'getAgents'].map(ask),
      )
      const active = client.connection?.data('WebChatService.sessionActive')
      const isNew = readBatch(transcript).messages.length === 0
      return () => {
        // Not even its memory answers: the service is not ready, and will say so when it is.
        if (data === undefined && transcript === undefined) return
        if (active === false || (active !== true && !hasKeys(data))) {
          dispatch(isOn() ? { type: 'ended', reason: context.endCause() } : { type: 'noSession' })
        } else if (isNew && !isOn()) {
          // A restore is under way: `restored` or `restoreFailed` will come.
          clearTimeout(patience)
          patience = setTimeout(async () => {
            const late = await ask('getSessionData')
            if (current().session !== 'undecided') return
            if (hasKeys(late)) joined(readSessionId(late))
            else dispatch({ type: 'noSession' })
          }, RESTORE_MS)
        } else {
          context.onRestored(true)
          joined(hasKeys(data) ? readSessionId(data) : current().segment.sessionId)
          receive(transcript)
          safely(() => dispatch({ type: 'presence', messages: readAgents(there) }))
          // A session without data is one that the server has ended.
          if (isEmpty(data)) serverEnded()
        }
      }
    })

  /** `restored` names no session, and its history comes right behind it: they are shown together. */
  const restored = (async: unknown): Promise<void> => {
    const returning = !isOn()
    return hold(async () => {
      if (returning) dispatch({ type: 'deciding' })
      const data = await ask('getSessionData')
      if (returning && !held?.some(({ event }) => event === 'WebChatService.messageReceived')) {
        await pause(HISTORY_MS, (early) => {
          release = early
        })
        release = undefined
      }
      return () => {
        if (typeof async === 'boolean') autoAsync(async)
        if (returning) context.onRestored(false)
        joined(readSessionId(data))
        if (isEmpty(data)) serverEnded()
        else if (returning) void watchPolls()
      }
    })
  }

  const checkSession = async (): Promise<boolean> => {
    if (current().session !== 'live' || isMute) return isOn()
    const { sessionId } = current().segment
    const data = await ask('getSessionData')
    // Not asked again: each text that is sent would wait for it.
    isMute = data === undefined
    const same = current().session === 'live' && current().segment.sessionId === sessionId
    // The bus calls a session of the server's ending active still; one that the page is ending, it does not.
    const active = client.connection?.data('WebChatService.sessionActive')
    if (same && isEmpty(data) && active !== false) serverEnded()
    return isOn()
  }

  /**
   * A second poll proves that the session lives. The first one, or the only one of a session that ended while the page was
   * away, may be told that it is over; then the widget stops without a word.
   */
  const watchPolls = async (): Promise<void> => {
    const mine = ++watches
    stopWatching?.()
    let polls = 0
    const off = client.on('WebChatService.pollingStarted', () => polls++)
    for (let ms = FIRST_CHECK_MS; ms <= LAST_CHECK_MS; ms *= 2) {
      await pause(ms, (early) => {
        stopWatching = early
      })
      if (mine !== watches || polls > 1 || !(await checkSession())) break
    }
    off()
  }

  const readMode = (): void => dispatch({ type: 'async', isAsync: toldAsync })

  const autoAsync = (isAsync: unknown): void => {
    if (typeof isAsync !== 'boolean') return
    toldAsync = isAsync
    if (context.isAutoAsync()) readMode()
  }

  const take = (envelope: BusEnvelope): void => {
    const { event } = envelope
    const data = (typeof envelope.data === 'object' && envelope.data !== null ? envelope.data : {}) as Loose
    if (held) {
      held.push(envelope)
      if (event === 'WebChatService.messageReceived') release?.()
      return
    }
    safely(() => {
      const ask = QUESTIONS[event]
      const translated = ask ? null : TRANSLATIONS[event]?.(data)
      if (ask) ask(data)
      else if (translated) dispatch(translated)
    })
  }

  /** The events that need the bus to be asked something, or the state to be looked at. */
  const QUESTIONS: Record<string, (data: Loose) => void> = {
    'WebChatService.ready': () => {
      dispatch({ type: 'bus', status: 'connected' })
      void lookForSession()
    },
    'WebChatService.started': (data) => {
      joined(readSessionId(data.data ?? data))
      void watchPolls()
    },
    // After a page of history the polls begin anew.
    'WebChatService.waking': () => void watchPolls(),
    'WebChatService.restored': (data) => void restored(data.async),
    'WebChatService.messageReceived': (data) => {
      if (isOn() || current().session === 'ended') receive(data)
      // We missed how this session began.
      else void lookForSession().then(() => receive(data))
    },
    'WebChatService.ended': () => dispatch({ type: 'ended', reason: context.endCause() }),
    'WebChatService.pollingStopped': () => {
      clearTimeout(stopped)
      stopped = setTimeout(checkSession, STOPPED_MS)
    },
    'WebChatService.capabilitiesChanged': (data) => autoAsync(data.async),
    'WebChat.ready': () => {
      if (current().window === 'absent') dispatch({ type: 'window', window: 'closed' })
    },
  }

  client.intercept('WebChatService.startChat', (data) => {
    // While the bus believes that there is a chat it refuses another one.
    if (client.connection?.data('WebChatService.sessionActive') !== true) {
      dispatch({ type: 'starting' })
      clearTimeout(patience)
      patience = setTimeout(() => dispatch({ type: 'startFailed' }), START_MS)
    }
    return data
  })
  for (const event of [...Object.keys(QUESTIONS), ...Object.keys(TRANSLATIONS)]) client.on(event, take)

  return {
    checkSession,
    readMode,
    connected() {
      const bus = client.connection
      if (!bus) return () => {}
      autoAsync(configuredAsync() ?? (bus.data('WebChatService.capabilities') as Loose | undefined)?.async)
      let absent: ReturnType<typeof setTimeout> | undefined
      let replay: ReturnType<typeof setTimeout> | undefined
      const stopWaiting = bus.whenReady(() => {
        if (bus.has('WebChat') && current().window === 'absent') {
          const open = bus.data('WebChat.open') === true
          dispatch({ type: 'window', window: open ? 'open' : 'closed' })
        }
        // The service's file may still be on its way. What the page has said it loads is waited for.
        if (!bus.has('WebChatService') && !preloads('WebChatService')) {
          absent = setTimeout(() => {
            if (!bus.has('WebChatService')) dispatch({ type: 'noSession' })
          }, ABSENT_MS)
        }
        replay = setTimeout(() => {
          // Its commands come with its `ready`. What is asked before is answered as if there were nothing to restore.
          const isReady = bus.registry()?.WebChatService?.commands?.includes('getSessionData')
          if (isReady && current().session === 'undecided') void lookForSession()
        }, REPLAY_MS)
      })
      return () => {
        life++
        watches++
        isMute = false
        held = null
        release?.()
        stopWatching?.()
        clearTimeout(replay)
        clearTimeout(absent)
        clearTimeout(patience)
        clearTimeout(stopped)
        stopWaiting()
      }
    },
  }
}
