import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../commandError.ts'
import { type BusConnection, type BusInterceptor, type BusListener, connect } from './connection.ts'
import { type BusSource, whenBus } from './findBus.ts'
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
  readonly #source: () => BusSource | undefined
  readonly #times: () => BusTimes
  readonly #attachments = new Set<Attachment>()
  readonly #waiting = new Set<Waiter>()
  #connection: BusConnection | undefined
  #isRunning = false
  #gaveUp = false

  /** Both are read when they are needed. */
  constructor(source: () => BusSource | undefined, times: () => BusTimes) {
    this.#source = source
    this.#times = times
  }

  /** The connection, once there is one. */
  get connection(): BusConnection | undefined {
    return this.#connection
  }

  /** Starts to look for the bus; returns the way to stop, which removes all listeners. Can be repeated. */
  start(onStatus: (status: BusStatus) => void): () => void {
    this.#isRunning = true
    this.#gaveUp = false
    onStatus('connecting')
    const timer = createTimer()
    timer.start(this.#times().busTimeoutMs, () => {
      this.#gaveUp = true
      onStatus('unavailable')
      this.#failAll('unavailable', NO_BUS)
    })
    const stopLooking = whenBus(this.#source(), (bus) => {
      timer.stop()
      this.#connect(connect(bus))
      onStatus('connected')
    })
    return () => {
      timer.stop()
      stopLooking()
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
    if (this.#connection) return start(this.#connection)
    return new Promise((resolve, reject) => {
      const fail: Waiter['fail'] = (kind, reason) => reject(new ChatCommandError(command, kind, reason))
      if (this.#isRunning && this.#gaveUp) return fail('unavailable', NO_BUS)
      this.#waiting.add({ go: (bus) => resolve(start(bus)), fail })
      this.#cancelUnlessRunning()
    })
  }

  #connect(connection: BusConnection): void {
    this.#connection = connection
    for (const each of this.#attachments) each.undo = each.attach(connection)
    for (const { go } of this.#waiting) go(connection)
    this.#waiting.clear()
  }

  #disconnect(): void {
    this.#isRunning = false
    for (const each of this.#attachments) {
      each.undo?.()
      delete each.undo
    }
    this.#connection = undefined
    this.#cancelUnlessRunning()
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
