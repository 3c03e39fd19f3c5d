import { createListeners, type Listeners } from '../../common/listeners.ts'
import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../commandError.ts'
import { BusChoice } from './busChoice.ts'
import type { BusEnvelope } from './busTypes.ts'
import { type BusConnection, type BusInterceptor, type BusListener, connect } from './connection.ts'
import { type BusSource, searchBus } from './findBus.ts'
import type { RunOptions } from './pendingCommand.ts'

/** Where the search for the bus has got to. */
export type BusStatus = 'connecting' | 'connected' | 'unavailable'

/** How long to wait, in milliseconds. */
export interface BusTimes {
  /** Until `unavailable`. The search goes on. */
  busTimeoutMs: number
  /** Until a command is given up. */
  commandTimeoutMs: number
}

/** Something that is done on every connection, and undone when the client stops. */
interface Attachment {
  readonly attach: (connection: BusConnection) => () => void
  undo?: () => void
}

interface Waiter {
  readonly go: (connection: BusConnection) => void
  readonly fail: (kind: ChatCommandErrorKind, reason: string) => void
}

const NO_BUS = 'there is no CXBus on this page. Load cxbus.min.js, or pass the bus to the provider'

/** The listeners and commands of one user of the bus, who need not know whether the bus is there yet. */
export class BusClient {
  /** Messages that another bus of the page received: one of the same session whose widget was loaded before, or again. */
  readonly strayMessages: Listeners<[BusEnvelope]> = createListeners()
  readonly #source: () => BusSource | undefined
  readonly #times: () => BusTimes
  readonly #attachments = new Set<Attachment>()
  readonly #waiting = new Set<Waiter>()
  #connection: BusConnection | undefined
  /** For what must be done although its sender was unmounted. */
  last: BusConnection | undefined
  #isRunning = false
  /** Why there is no bus. */
  #failure: string | undefined

  /** Both are read when they are needed. */
  constructor(source: () => BusSource | undefined, times: () => BusTimes) {
    this.#source = source
    this.#times = times
  }

  /** The connection, once there is one. */
  get connection(): BusConnection | undefined {
    return this.#connection
  }

  /** Starts to search for the bus. Returns a function that stops the search and removes all listeners. Can be repeated. */
  start(onStatus: (status: BusStatus) => void, onProblem: (error: Error) => void): () => void {
    this.#isRunning = true
    this.#failure = undefined
    onStatus('connecting')
    const timer = createTimer()
    const giveUp = (reason: string): void => {
      timer.stop()
      this.#failure = reason
      onStatus('unavailable')
      this.#failAll('unavailable', reason)
    }
    let isTold = false
    timer.start(this.#times().busTimeoutMs, () => {
      giveUp(NO_BUS)
      if (!isTold) onProblem(new Error(NO_BUS))
    })
    const choice = new BusChoice(
      (bus) => {
        timer.stop()
        this.#connect(bus)
        onStatus('connected')
      },
      (envelope) => this.strayMessages.notify(envelope),
    )
    const stopSearch = searchBus(this.#source(), {
      onBus: (bus) => choice.add(connect(bus)),
      onProblem: (error, isFinal) => {
        isTold = true
        onProblem(error)
        if (isFinal) giveUp(error.message)
      },
    })
    return () => {
      timer.stop()
      stopSearch()
      choice.stop()
      this.#disconnect()
    }
  }

  /** Listens while the client runs, from the moment the bus is there. */
  on(event: string, listener: BusListener): () => void {
    return this.whenConnected((bus) => bus.on(event, listener))
  }

  /** Sees commands before they run, while the client runs. */
  intercept(command: string, interceptor: BusInterceptor): () => void {
    return this.whenConnected((bus) => bus.intercept(command, interceptor))
  }

  /** Calls back once the bus is there. What is returned there, and here, undoes it. */
  whenConnected(attach: Attachment['attach']): () => void {
    const entry: Attachment = { attach }
    this.#attachments.add(entry)
    if (this.#connection) entry.undo = attach(this.#connection)
    return () => {
      this.#attachments.delete(entry)
      entry.undo?.()
    }
  }

  /** Waits for the bus, then runs the command. Always settles. */
  run(command: string, data?: unknown, overrides?: Partial<RunOptions>): Promise<unknown> {
    const start = (bus: BusConnection): Promise<unknown> =>
      bus.run(command, data, {
        timeoutMs: this.#times().commandTimeoutMs,
        isWanted: () => this.#isRunning,
        ...overrides,
      })
    const connection = this.#connection ?? (overrides?.mustRun && this.last)
    if (connection) return start(connection)
    return new Promise((resolve, reject) => {
      const fail: Waiter['fail'] = (kind, reason) => reject(new ChatCommandError(command, kind, reason))
      if (this.#isRunning && this.#failure) return fail('unavailable', this.#failure)
      this.#waiting.add({ go: (bus) => resolve(start(bus)), fail })
      this.#cancelUnlessRunning()
    })
  }

  #connect(connection: BusConnection): void {
    this.#undo()
    this.#connection = connection
    this.last = connection
    for (const each of this.#attachments) each.undo = each.attach(connection)
    for (const { go } of this.#waiting) go(connection)
    this.#waiting.clear()
  }

  #disconnect(): void {
    this.#isRunning = false
    this.#undo()
    this.#connection = undefined
    this.#cancelUnlessRunning()
  }

  #undo(): void {
    for (const each of this.#attachments) {
      each.undo?.()
      delete each.undo
    }
  }

  /** StrictMode runs effects twice: a client that is stopped now may run again in a moment. */
  #cancelUnlessRunning(): void {
    queueMicrotask(() => {
      if (!this.#isRunning) this.#failAll('cancelled', 'the provider is not mounted')
    })
  }

  #failAll(kind: ChatCommandErrorKind, reason: string): void {
    for (const { fail } of this.#waiting) fail(kind, reason)
    this.#waiting.clear()
  }
}
