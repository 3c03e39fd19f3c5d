import {
  type BusConnection,
  type BusInterceptor,
  type BusListener,
  connect,
  type RunOptions,
} from './connection.ts'
import { ChatCommandError } from './errors.ts'
import { type BusSource, whenBus } from './find.ts'

/** Where the client has got to in looking for the bus. */
export type BusStatus = 'connecting' | 'connected' | 'unavailable'

/** Listeners and commands of one user of the bus, who need not care whether it is there yet. */
export interface BusClient {
  /** Starts looking for the bus; returns the way to stop, which takes all listeners off. Can be repeated. */
  start(onStatus: (status: BusStatus) => void): () => void
  /** The connection, once there is one. */
  readonly connection: BusConnection | undefined
  /** Listens while the client runs, from the moment the bus is there. */
  on(event: string, listener: BusListener): () => void
  /** Calls back once the bus is there. What is returned there, and here, undoes it. */
  whenConnected(attach: (connection: BusConnection) => () => void): () => void
  /** Sees commands before they run, while the client runs. */
  intercept(command: string, interceptor: BusInterceptor): () => void
  /** Waits for the bus, then runs the command. Always settles. */
  run(command: string, data?: unknown, options?: Partial<RunOptions>): Promise<unknown>
}

/** Times a client may be given. */
export interface BusClientOptions {
  /** Milliseconds until `unavailable`. The search goes on. */
  busTimeoutMs: number
  /** Milliseconds until a command is given up. */
  commandTimeoutMs: number
}

const NO_BUS = 'there is no CXBus on this page. Load cxbus.min.js, or pass the bus to the provider'

/** Something to be done on every connection, and undone when the client stops. */
interface Attachment {
  attach: (connection: BusConnection) => () => void
  undo?: () => void
}

/** Makes a client that is not looking yet. `source` and `options` are read when they are needed. */
export function createBusClient(
  source: () => BusSource | undefined,
  options: () => BusClientOptions,
): BusClient {
  const attachments = new Set<Attachment>()
  const waiting = new Set<{
    go: (connection: BusConnection) => void
    fail: (kind: ChatCommandError['kind'], reason: string) => void
  }>()
  let connection: BusConnection | undefined
  let running = false
  let gaveUp = false

  const attached = (attach: Attachment['attach']): (() => void) => {
    const entry: Attachment = { attach }
    attachments.add(entry)
    if (running && connection) entry.undo = attach(connection)
    return () => {
      attachments.delete(entry)
      entry.undo?.()
    }
  }

  const giveUp = (kind: 'unavailable' | 'cancelled', reason: string): void => {
    for (const each of waiting) each.fail(kind, reason)
    waiting.clear()
  }

  /** Effects run from the inside out, and StrictMode's twice: whoever is not running now may be in a moment. */
  const cancelUnlessRunning = (): void =>
    queueMicrotask(() => {
      if (!running) giveUp('cancelled', 'the provider is not mounted')
    })

  const start: BusClient['start'] = (onStatus) => {
    running = true
    gaveUp = false
    onStatus('connecting')
    const timer = setTimeout(() => {
      gaveUp = true
      onStatus('unavailable')
      giveUp('unavailable', NO_BUS)
    }, options().busTimeoutMs)
    const stopLooking = whenBus(source(), (bus) => {
      clearTimeout(timer)
      connection = connect(bus)
      for (const each of attachments) each.undo = each.attach(connection)
      for (const each of waiting) each.go(connection)
      waiting.clear()
      onStatus('connected')
    })
    return () => {
      running = false
      clearTimeout(timer)
      stopLooking()
      for (const each of attachments) {
        each.undo?.()
        delete each.undo
      }
      connection = undefined
      cancelUnlessRunning()
    }
  }

  const run: BusClient['run'] = (command, data, overrides) => {
    const withConnection = (bus: BusConnection): Promise<unknown> =>
      bus.run(command, data, {
        timeoutMs: options().commandTimeoutMs,
        isWanted: () => running,
        ...overrides,
      })
    if (connection) return withConnection(connection)
    if (running && gaveUp) {
      return Promise.reject(new ChatCommandError(command, 'unavailable', NO_BUS))
    }
    return new Promise((resolve, reject) => {
      waiting.add({
        go: (bus) => resolve(withConnection(bus)),
        fail: (kind, reason) => reject(new ChatCommandError(command, kind, reason)),
      })
      cancelUnlessRunning()
    })
  }

  return {
    start,
    get connection() {
      return connection
    },
    on: (event, listener) => attached((bus) => bus.on(event, listener)),
    whenConnected: attached,
    intercept: (command, interceptor) => attached((bus) => bus.intercept(command, interceptor)),
    run,
  }
}
