import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, describeReason } from '../commandError.ts'
import { connect, type MessengerConnection } from './connection.ts'
import type { Conversation } from './conversation.ts'
import { searchGenesys } from './findGenesys.ts'
import type { GenesysLike } from './genesysTypes.ts'

interface Waiter {
  readonly go: (connection: MessengerConnection) => void
  readonly fail: (kind: 'cancelled' | 'unavailable', reason: string) => void
}

/** How a command is run. */
export interface RunOptions {
  readonly timeoutMs?: number
  /** No guard is to hold it. */
  readonly isPassing?: boolean
  /** Called right before it is given to the bus. */
  readonly onGive?: (connection: MessengerConnection) => void
}

/** Set while a message is given to the bus that no guard is to hold. Hooks run while a command is given. */
export const PASSING = 'isPassing'

const NOT_THERE = /plugin does not exist/i
const NO_SERVICE =
  'Messenger loads its chat service when its window is opened for the first time. Call openWindow() first'
const OVER = /conversation session has ended/i
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
  /** StrictMode starts twice. */
  readonly #problems = new Set<string>()
  hasGenesys = false

  constructor(source: () => unknown, commandTimeoutMs: () => number) {
    this.#source = source
    this.#commandTimeoutMs = commandTimeoutMs
  }

  get connection(): MessengerConnection | undefined {
    return this.#connection
  }

  /** Searches for the bus, and follows it when it is replaced. Returns a function that stops it. */
  start(
    hasSurvey: boolean,
    onConnection: (connection: MessengerConnection) => void,
    onProblem: (error: Error) => void,
  ): () => void {
    this.#isRunning = true
    this.#failure = undefined
    let isStopped = false
    /** What the snippet's function was asked is answered late, maybe after the bootstrap's own. */
    let latest: GenesysLike | undefined
    const stopSearch = searchGenesys(this.#source(), {
      onGenesys: (genesys) => {
        latest = genesys
        this.hasGenesys = true
        connect(genesys, hasSurvey, (connection) => {
          // StrictMode starts twice: the answer to who was stopped meanwhile is not for who came after.
          if (isStopped || connection === this.#connection) return
          if (latest !== genesys && this.#connection) return
          this.#connection = connection
          this.#failure = undefined
          onConnection(connection)
          for (const { go } of this.#waiting) go(connection)
          this.#waiting.clear()
        })
      },
      onProblem: (error) => {
        if (!this.#problems.has(error.message)) onProblem(error)
        this.#problems.add(error.message)
      },
    })
    return () => {
      isStopped = true
      stopSearch()
      this.#isRunning = false
      this.#connection = undefined
      this.#cancelUnlessRunning()
    }
  }

  /** Messenger is there, perhaps after all. */
  resume(): void {
    this.#failure = undefined
  }

  /** What waits is given up, and what comes until it is resumed. */
  giveUp(reason: string): void {
    this.#failure = reason
    this.#failAll('unavailable', reason)
  }

  /** Waits for the bus, then runs the command. Always settles. */
  run(command: string, data: object = {}, options: RunOptions = {}): Promise<unknown> {
    const { timeoutMs = this.#commandTimeoutMs(), isPassing = false, onGive } = options
    const give = (connection: MessengerConnection): Promise<unknown> => {
      const send = (): Promise<unknown> => {
        onGive?.(connection)
        connection.shared.set(PASSING, isPassing)
        const answer = runCommand(connection, command, data, timeoutMs)
        connection.shared.delete(PASSING)
        return answer
      }
      const { conversation } = connection
      if (conversation.isReady || !command.startsWith('MessagingService.')) return send()
      return this.#whenReady(conversation, command, timeoutMs).then(send)
    }
    if (this.#connection && !this.#failure) return give(this.#connection)
    return new Promise((resolve, reject) => {
      const fail: Waiter['fail'] = (kind, reason) => reject(new ChatCommandError(command, kind, reason))
      if (this.#isRunning && this.#failure) return fail('unavailable', this.#failure)
      this.#waiting.add({ go: (connection) => resolve(give(connection)), fail })
      this.#cancelUnlessRunning()
    })
  }

  /** A command that comes before its service is refused, or kept by the bus for good. */
  #whenReady(conversation: Conversation, command: string, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = createTimer()
      const settle = (work: () => void): void => {
        timer.stop()
        off()
        work()
      }
      const fail = (kind: 'cancelled' | 'unavailable', reason: string): void =>
        settle(() => reject(new ChatCommandError(command, kind, reason)))
      const look = (): void => {
        if (!this.#isRunning) fail('cancelled', 'the provider was unmounted before it was sent')
        else if (conversation.isReady) settle(resolve)
        else if (conversation.isWaitingForWindow) fail('unavailable', NO_SERVICE)
      }
      const off = conversation.progress.add(look)
      timer.start(timeoutMs, () => fail('unavailable', 'MessagingService did not become ready in time'))
      look()
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
  { plugin, conversation }: MessengerConnection,
  command: string,
  options: object,
  timeoutMs: number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = createTimer()
    // Before the command, which may throw at once.
    timer.start(timeoutMs, () => {
      const reason = `Messenger did not answer within ${timeoutMs} ms`
      reject(new ChatCommandError(command, 'timeout', reason, late))
    })
    const refuse = (reason: unknown): ChatCommandError => {
      timer.stop()
      const words = describeReason(reason)
      if (OVER.test(words)) conversation.noticeReadOnly()
      const kind = NOT_THERE.test(words) ? 'unavailable' : CANCELLED.test(words) ? 'cancelled' : 'rejected'
      return new ChatCommandError(command, kind, words)
    }
    const late: Promise<unknown> = new Promise((settle, fail) => {
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
  })
}
