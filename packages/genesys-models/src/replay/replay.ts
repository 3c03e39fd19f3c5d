import { type LoggedCommand, logCommand } from '../bus/commandLog.ts'
import { createCXBus } from '../bus/createCXBus.ts'
import { installApp, mustRegister, type SharedBus } from '../bus/installApp.ts'
import { countPageSubscribers } from '../bus/pageSubscribers.ts'
import type { BusEnvelope, CXBusFacade, CXBusModel, ModelPlugin } from '../bus/types.ts'
import { copy } from '../copy.ts'
import { type AdvanceTimers, createWait } from '../wait.ts'
import { isCommand, isMark, type Recording } from './recording.ts'
import { answerCommands, type ReplayAnswer } from './replayAnswers.ts'
import { emptyReplayState, followEvent, type ReplayState } from './replayState.ts'

/** What {@link createReplayBus} takes. */
export interface ReplayBusOptions {
  /** Overrides answers, by the command's full name. */
  answers?: Record<string, ReplayAnswer>
  /** Moves the clock: `vi.advanceTimersByTimeAsync`. Default: real time passes. */
  advanceTimers?: AdvanceTimers
  /** Exceptions in subscribers. Default: uncaught. */
  onUncaughtError?: (error: unknown) => void
}

/** A bus whose events come from a recording. */
export interface ReplayBus {
  /** As `_genesys.widgets.bus`. A new one after a `page reload` in the recording. */
  readonly bus: SharedBus
  /** As `window.CXBus`. A new one after a `page reload` in the recording. */
  readonly cxbus: CXBusFacade
  /** The commands of the page under test. */
  readonly commands: readonly LoggedCommand[]
  commandsNamed(name: string): readonly LoggedCommand[]
  /** The texts that `injectMessage` accepted. */
  readonly notices: readonly string[]
  subscriberCount(event?: string): number
  /** Replaces the bus, as a page load does. */
  reload(): void
  /** Publishes as the plugin does: `publish('WebChatService.ended')`. */
  publish(event: string, data?: unknown): void
  wait(ms: number): Promise<void>
}

/** What {@link replay} takes. */
export interface ReplayOptions {
  /** `Infinity`: no time between the events. Default 1. */
  speed?: number
  /** Runs at a note. At `page reload` the bus has been replaced already, so mount again on `replayBus.bus`. */
  onMark?: (mark: string) => unknown
  /** Runs after the subscribers of each event. */
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

/** Creates a bus for {@link replay}. It answers commands as the recorded widget would at that point. */
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
    subscriberCount: (event) => countPageSubscribers(page.cxbus, event),
    reload() {
      page.cxbus.dispose()
      page = createPage()
    },
    publish,
    wait: createWait(options.advanceTimers),
  }
}

/** Replays a recording: the same events in the same order, with the time that lay between them. */
export async function replay(
  replayBus: ReplayBus,
  recording: Recording,
  options: ReplayOptions = {},
): Promise<void> {
  const { speed = 1 } = options
  let lastTime: number | undefined
  for (const entry of recording.events) {
    if (isMark(entry)) {
      // As on the real page, what was published before the note still arrives.
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
