import type { BusEnvelope } from '../platform/genesys-widgets/busTypes.ts'
import { copy } from './copy.ts'
import { type CXBusFacade, type CXBusModel, createCXBus, type ModelPlugin } from './cxbus.ts'
import { isCommand, isMark, type Recording } from './recording.ts'
import { answerCommands, type ReplayAnswer } from './replayAnswers.ts'
import { emptyReplayState, followEvent, type ReplayState } from './replayState.ts'
import { installApp, mustRegister, type SharedBus } from './testBus/appPlugin.ts'
import { type LoggedCommand, logCommand } from './testBus/commandLog.ts'

export type { ReplayAnswer } from './replayAnswers.ts'

/** What {@link createReplayBus} takes. */
export interface ReplayBusOptions {
  /** Answers to commands that are to differ from the plausible ones, by full name. */
  answers?: Record<string, ReplayAnswer>
  /** Moves the clock: `vi.advanceTimersByTimeAsync`. Default: real time passes. */
  advanceTimers?: (ms: number) => Promise<unknown> | unknown
  /** Exceptions in subscribers. Default: uncaught. */
  onUncaughtError?: (error: unknown) => void
}

/** A bus whose plugins only have names: what happens on it is what a recording says. */
export interface ReplayBus {
  /** As `_genesys.widgets.bus`. A new one after a `page reload` in the recording. */
  readonly bus: SharedBus
  /** As `window.CXBus`. A new one after a `page reload` in the recording. */
  readonly cxbus: CXBusFacade
  /** What the page under test sent, with outcomes. */
  readonly commands: readonly LoggedCommand[]
  commandsNamed(name: string): readonly LoggedCommand[]
  /** The texts that `injectMessage` was resolved for. */
  readonly notices: readonly string[]
  subscriberCount(event?: string): number
  /** A new page: the old bus is gone, with all its subscriptions. */
  reload(): void
  /** Publishes as the plugin does: `publish('WebChatService.ended')`. */
  publish(event: string, data?: unknown): void
  wait(ms: number): Promise<void>
}

/** What {@link replay} takes. */
export interface ReplayOptions {
  /** 2: twice as fast. `Infinity`: no time between the events. Default 1. */
  speed?: number
  /**
   * Runs at a note of the recording. At `page reload` the bus has been replaced already: mount again, on the new
   * `replayBus.bus`.
   */
  onMark?: (mark: string) => unknown
  /** Runs after each event, when its subscribers have been called. */
  onEvent?: (event: BusEnvelope) => unknown
}

interface ReplayPage {
  cxbus: CXBusModel
  bus: SharedBus
  plugins: Map<string, ModelPlugin>
  state: ReplayState
}

/** What the widget publishes only by writing shared data. */
const DATA = /^data\.(\w+)$/
const VENDOR_PLUGINS = new Set(['App', 'WebChat', 'WebChatService'])

/**
 * A bus to {@link replay} recordings on. Commands are logged and answered as the recorded widget would at that point.
 *
 * @example
 * const replayBus = createReplayBus({ answers: { 'WebChatService.endChat': { reject: 'no' } } })
 */
export function createReplayBus(options: ReplayBusOptions = {}): ReplayBus {
  const commands: LoggedCommand[] = []
  const notices: string[] = []
  let lastSession: Record<string, unknown> = {}
  let page = createPage()

  function createPage(): ReplayPage {
    const cxbus = createCXBus({
      onCommand: (command) => logCommand(commands, command),
      onUncaughtError: options.onUncaughtError,
    })
    const { app, bus } = installApp(cxbus)
    app.ready()
    const state = emptyReplayState()
    const plugins = new Map<string, ModelPlugin>([['App', app]])
    for (const name of ['WebChatService', 'WebChat']) plugins.set(name, mustRegister(cxbus, name))
    answerCommands({
      plugins,
      state,
      answers: options.answers ?? {},
      publish: (event, data) => publish(event, data),
      onNotice: (text) => notices.push(text),
    })
    return { cxbus, bus, plugins, state }
  }

  function publish(name: string, data: unknown = {}): void {
    const [owner = '', ...rest] = name.split('.')
    const event = rest.join('.')
    const plugin = page.plugins.get(owner)
    if (!plugin) throw new Error(`A recording has no plugin ${owner}.`)
    followEvent(page.state, { time: Date.now(), publisher: owner, event: name, data }, lastSession)
    if (Object.keys(page.state.session).length > 0) lastSession = page.state.session
    if (name === 'WebChat.opened' || name === 'WebChat.closed') plugin.data('open', name === 'WebChat.opened')
    const datum = DATA.exec(event)?.[1]
    if (datum !== undefined) {
      plugin.data(datum, (data as { value: unknown }).value)
    } else if (event === 'ready') {
      plugin.ready()
      plugin.republish(event, data)
    } else {
      if (name === 'WebChatService.capabilitiesChanged') plugin.data('capabilities', data)
      plugin.publish(event, data)
    }
  }

  return {
    get bus() {
      return page.bus
    },
    get cxbus() {
      return page.cxbus.facade
    },
    commands,
    commandsNamed: (name) => commands.filter((command) => command.name === name),
    notices,
    subscriberCount: (event) => page.cxbus.subscriberCount(event, (plugin) => !VENDOR_PLUGINS.has(plugin)),
    reload() {
      page.cxbus.dispose()
      page = createPage()
    },
    publish,
    async wait(ms) {
      if (options.advanceTimers) await options.advanceTimers(ms)
      else await new Promise((resolve) => setTimeout(resolve, ms))
    },
  }
}

/**
 * Plays a recording of the real widget on a bus: the same events in the same order, each delivered by timers of its own,
 * with the time that lay between them.
 *
 * Resolves after the last event was delivered. Rejects with what `onMark` or `onEvent` throws.
 *
 * @example
 * const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
 * let lifecycle = createChatLifecycle(replayBus.bus)
 * await replay(replayBus, recording, {
 *   onMark: (mark) => {
 *     if (mark === 'page reload') lifecycle = createChatLifecycle(replayBus.bus)
 *   },
 * })
 * expect(lifecycle.getState().phase).toBe('closed')
 */
export async function replay(
  replayBus: ReplayBus,
  recording: Recording,
  options: ReplayOptions = {},
): Promise<void> {
  const { speed = 1 } = options
  let lastTime: number | undefined
  for (const entry of recording.events) {
    if (isMark(entry)) {
      // What was published before the note still arrives: a real page, too, had time for it.
      await replayBus.wait(1)
      if (entry.mark === 'page reload') replayBus.reload()
      await options.onMark?.(entry.mark)
    } else if (!isCommand(entry)) {
      await replayBus.wait(Math.max(0, (entry.time - (lastTime ?? entry.time)) / speed))
      lastTime = entry.time
      // A subscriber may change what it gets, and a recording may be played again.
      replayBus.publish(entry.event, copy(entry.data))
      if (options.onEvent) {
        await replayBus.wait(0)
        await options.onEvent(entry)
      }
    }
  }
  await replayBus.wait(1)
}
