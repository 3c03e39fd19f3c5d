import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, type ChatCommandErrorKind, describeReason } from '../commandError.ts'
import { type BusConnection, pluginOf } from './connection.ts'
import { preloads } from './page.ts'

/** Options of a single command. */
export interface RunOptions {
  /** Milliseconds after which the promise rejects with `timeout`. */
  timeoutMs: number
  /** Whether the bus may load the command's plugin when it is not on the page. */
  mayLoad?: boolean
  /** Asked once `App.ready` has come. False cancels what nobody waits for any more. */
  isWanted?: () => boolean
}

/** How long a page that preloads nothing may take to load a plugin after `App.ready`: it does so to restore a chat. */
export const ABSENT_MS = 2_000
const LOOK_MS = 50
const CANCELLED = /cancelled by a 'before' function/

/** A command, from the moment it is given until it is settled. */
export class PendingCommand {
  readonly answer: Promise<unknown>
  readonly #bus: BusConnection
  readonly #name: string
  readonly #data: unknown
  readonly #options: RunOptions
  readonly #timeout = createTimer()
  readonly #look = createTimer()
  #resolve: (value: unknown) => void = () => {}
  #reject: (error: ChatCommandError) => void = () => {}

  constructor(bus: BusConnection, name: string, data: unknown, options: RunOptions) {
    this.#bus = bus
    this.#name = name
    this.#data = data
    this.#options = options
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Started first: the bus may answer at once, and then the timer must stop.
    this.#timeout.start(options.timeoutMs, () => {
      stopWaiting()
      this.#fail('timeout', `the bus did not answer within ${options.timeoutMs} ms`)
    })
    const stopWaiting = bus.whenReady(() => this.#send())
  }

  #send(): void {
    const { isWanted, mayLoad } = this.#options
    const plugin = pluginOf(this.#name)
    if (isWanted?.() === false) this.#fail('cancelled', 'the provider was unmounted before it was sent')
    else if (this.#isOnItsWay(plugin)) this.#look.start(LOOK_MS, () => this.#send())
    else if (!mayLoad && !this.#bus.has(plugin)) {
      this.#fail('unavailable', `the plugin ${plugin} is not on this page`)
    } else this.#give()
  }

  /** A plugin's file arrives after `App.ready`. A command sent before that would make the bus load it a second time. */
  #isOnItsWay(plugin: string): boolean {
    const isStarting = Date.now() - this.#bus.readyAt < ABSENT_MS
    return !this.#bus.has(plugin) && (preloads(plugin) || (isStarting && !this.#options.mayLoad))
  }

  #give(): void {
    const resolve = (value?: unknown): void => {
      this.#stop()
      this.#resolve(value)
    }
    const reject = (reason: unknown): void => {
      const text = describeReason(reason)
      this.#fail(CANCELLED.test(text) ? 'cancelled' : 'rejected', text)
    }
    try {
      const deferred = this.#bus.command(this.#name, this.#data)
      // Its `then` returns nothing and it has no `catch`: only `done` and `fail` can be relied upon.
      if (typeof deferred?.done === 'function') {
        deferred.done(resolve)
        deferred.fail(reject)
      } else Promise.resolve(deferred).then(resolve, reject)
    } catch (error) {
      // A `before` hook of the page that throws, throws out of `command()`.
      reject(error)
    }
  }

  #fail(kind: ChatCommandErrorKind, reason: string): void {
    this.#stop()
    this.#reject(new ChatCommandError(this.#name, kind, reason))
  }

  #stop(): void {
    this.#timeout.stop()
    this.#look.stop()
  }
}
