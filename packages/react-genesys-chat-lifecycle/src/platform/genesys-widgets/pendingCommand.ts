import { createTimer } from '../../common/timer.ts'
import { attempt } from '../../common/values.ts'
import { ChatCommandError, type ChatCommandErrorKind, describeReason } from '../commandError.ts'
import type { CXBusLike } from './busTypes.ts'
import { preloads } from './page.ts'
import { pluginOf } from './pluginOf.ts'

/** Options of a single command. */
export interface RunOptions {
  /** Milliseconds after which the promise rejects with `timeout`. */
  timeoutMs: number
  /** Whether the bus may load the command's plugin when it is not on the page. */
  mayLoad?: boolean
  /** Whether it must be sent although its sender was unmounted. */
  mustRun?: boolean
  /** What a reason means, where the command knows more about it. */
  explain?: (reason: unknown) => readonly [kind: ChatCommandErrorKind, text: string] | undefined
  /** Asked once `App.ready` has come. False cancels what nobody waits for any more. */
  isWanted?: () => boolean
}

/** As much of a bus as a command needs. */
export interface CommandBus {
  /** When `App.ready` was published, in epoch milliseconds; 0 before that. */
  readonly readyAt: number
  has(plugin: string): boolean
  whenReady(callback: () => void): () => void
  command(name: string, data: unknown): ReturnType<CXBusLike['command']>
}

/** How long a page that preloads nothing may take to load a plugin after `App.ready`: it does so to restore a chat. */
export const ABSENT_MS = 2_000
const LOOK_MS = 50
const SERVICE = 'WebChatService'
const CANCELLED = /cancelled by a 'before' function/

/** A command, from the moment it is given until it is settled. */
export class PendingCommand {
  readonly answer: Promise<unknown>
  readonly #bus: CommandBus
  readonly #name: string
  readonly #data: unknown
  readonly #options: RunOptions
  readonly #timeout = createTimer()
  readonly #look = createTimer()
  #resolve: (value: unknown) => void = () => {}
  #reject: (error: ChatCommandError) => void = () => {}
  /** What the bus answers, in time or not. */
  #late: Promise<unknown> | undefined

  constructor(bus: CommandBus, name: string, data: unknown, options: RunOptions) {
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
    const { isWanted, mayLoad, mustRun } = this.#options
    const plugin = pluginOf(this.#name)
    if (!mustRun && isWanted?.() === false)
      this.#fail('cancelled', 'the provider was unmounted before it was sent')
    else if (this.#isOnItsWay(plugin)) this.#look.start(LOOK_MS, () => this.#send())
    else if (!mayLoad && !this.#bus.has(plugin)) {
      this.#fail('unavailable', `the plugin ${plugin} is not on this page`)
    } else this.#give()
  }

  /** A plugin's file arrives after `App.ready`. A command sent before that would make the bus load it a second time. */
  #isOnItsWay(plugin: string): boolean {
    // A window without its service would load it a second time.
    if (plugin === 'WebChat' && preloads(SERVICE) && !this.#bus.has(SERVICE)) return true
    const isStarting = Date.now() - this.#bus.readyAt < ABSENT_MS
    return !this.#bus.has(plugin) && (preloads(plugin) || (isStarting && !this.#options.mayLoad))
  }

  #give(): void {
    this.#late = new Promise((resolve, reject) => {
      try {
        const deferred = this.#bus.command(this.#name, this.#data)
        // Its `then` returns nothing and it has no `catch`: only `done` and `fail` can be relied upon.
        if (typeof deferred?.done === 'function') {
          deferred.done((value?: unknown) => {
            this.#succeed(value)
            resolve(value)
          })
          deferred.fail((reason: unknown) => reject(this.#refuse(reason)))
        } else {
          Promise.resolve(deferred).then(
            (value) => {
              this.#succeed(value)
              resolve(value)
            },
            (reason) => reject(this.#refuse(reason)),
          )
        }
      } catch (error) {
        // A `before` hook of the page that throws, throws out of `command()`.
        reject(this.#refuse(error))
      }
    })
    // Whoever is interested gets it with the timeout's error.
    this.#late.catch(() => {})
  }

  #succeed(value: unknown): void {
    this.#stop()
    this.#resolve(value)
  }

  #refuse(reason: unknown): ChatCommandError {
    const text = describeReason(reason)
    const kind = CANCELLED.test(text) ? 'cancelled' : 'rejected'
    // What a server answers may throw when it is read. The promise settles all the same.
    const explained = attempt(() => this.#options.explain?.(reason))
    return this.#fail(...(explained ?? ([kind, text] as const)))
  }

  #fail(kind: ChatCommandErrorKind, reason: string): ChatCommandError {
    this.#stop()
    const error = new ChatCommandError(this.#name, kind, reason, kind === 'timeout' ? this.#late : undefined)
    this.#reject(error)
    return error
  }

  #stop(): void {
    this.#timeout.stop()
    this.#look.stop()
  }
}
