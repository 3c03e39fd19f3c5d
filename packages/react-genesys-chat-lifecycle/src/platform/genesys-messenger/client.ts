import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, describeReason } from '../commandError.ts'
import { attempt, connect, type MessengerConnection } from './connection.ts'
import { searchGenesys } from './findGenesys.ts'
import type { GenesysLike } from './genesysTypes.ts'

interface Waiter {
  readonly go: (connection: MessengerConnection) => void
  readonly fail: (kind: 'cancelled' | 'unavailable', reason: string) => void
}

const NOT_THERE = /plugin does not exist/i
const CANCELLED = /cancelled by a 'before' function/i

/** The commands of one user of Messenger's bus, who need not know whether the bus is there yet. */
export class MessengerClient {
  readonly #source: () => unknown
  readonly #commandTimeoutMs: () => number
  readonly #waiting = new Set<Waiter>()
  #connection: MessengerConnection | undefined
  #isRunning = false
  /** Why nothing can be sent. */
  #failure: string | undefined
  hasGenesys = false

  constructor(source: () => unknown, commandTimeoutMs: () => number) {
    this.#source = source
    this.#commandTimeoutMs = commandTimeoutMs
  }

  get connection(): MessengerConnection | undefined {
    return this.#connection
  }

  /** Looks for the bus, and follows it when another one takes its place. Returns the way to stop. */
  start(
    onConnection: (connection: MessengerConnection) => void,
    onProblem: (error: Error) => void,
  ): () => void {
    this.#isRunning = true
    this.#failure = undefined
    /** What the snippet's function was asked is answered late, maybe after the bootstrap's own. */
    let latest: GenesysLike | undefined
    const stopSearch = searchGenesys(this.#source(), {
      onGenesys: (genesys) => {
        latest = genesys
        this.hasGenesys = true
        connect(genesys, (connection) => {
          if (!this.#isRunning || connection === this.#connection) return
          if (latest !== genesys && this.#connection) return
          this.#connection = connection
          this.#failure = undefined
          onConnection(connection)
          for (const { go } of this.#waiting) go(connection)
          this.#waiting.clear()
        })
      },
      onProblem,
    })
    return () => {
      stopSearch()
      this.#isRunning = false
      this.#connection = undefined
      this.#cancelUnlessRunning()
    }
  }

  /** What waits for the bus is given up, and what comes. */
  giveUp(reason: string): void {
    this.#failure = reason
    this.#failAll('unavailable', reason)
  }

  /** Waits for the bus, then runs the command. Always settles. */
  run(command: string, options: object = {}, timeoutMs: number = this.#commandTimeoutMs()): Promise<unknown> {
    const give = (connection: MessengerConnection): Promise<unknown> =>
      runCommand(connection, command, options, timeoutMs)
    if (this.#connection) return give(this.#connection)
    return new Promise((resolve, reject) => {
      const fail: Waiter['fail'] = (kind, reason) => reject(new ChatCommandError(command, kind, reason))
      if (this.#isRunning && this.#failure) return fail('unavailable', this.#failure)
      this.#waiting.add({ go: (connection) => resolve(give(connection)), fail })
      this.#cancelUnlessRunning()
    })
  }

  /** StrictMode runs effects twice: a client that is stopped now may run again in a moment. */
  #cancelUnlessRunning(): void {
    queueMicrotask(() => {
      if (!this.#isRunning) this.#failAll('cancelled', 'the provider is not mounted')
    })
  }

  #failAll(kind: 'cancelled' | 'unavailable', reason: string): void {
    for (const { fail } of this.#waiting) fail(kind, reason)
    this.#waiting.clear()
  }
}

/** On this bus a command may throw, reject with anything, or never settle. */
function runCommand(
  { plugin }: MessengerConnection,
  command: string,
  options: object,
  timeoutMs: number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = createTimer()
    const refuse = (reason: unknown): ChatCommandError => {
      timer.stop()
      const words = attempt(() => describeReason(reason)) ?? 'no reason was given'
      const kind = NOT_THERE.test(words) ? 'unavailable' : CANCELLED.test(words) ? 'cancelled' : 'rejected'
      return new ChatCommandError(command, kind, words)
    }
    const late = new Promise((settle, fail) => {
      try {
        Promise.resolve(plugin.command(command, options)).then(settle, (reason) => fail(refuse(reason)))
      } catch (error) {
        // A hook of the page that throws, throws here.
        fail(refuse(error))
      }
    })
    late.then((value) => {
      timer.stop()
      resolve(value)
    }, reject)
    timer.start(timeoutMs, () => {
      const reason = `Messenger did not answer within ${timeoutMs} ms`
      reject(new ChatCommandError(command, 'timeout', reason, late))
    })
  })
}
