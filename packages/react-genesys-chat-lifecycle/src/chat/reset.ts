import { createListeners, type Listeners } from '../common/listeners.ts'
import { createTimer } from '../common/timer.ts'
import { ChatCommandError, describeReason } from '../platform/commandError.ts'
import type { ChatPlatform } from '../platform/port.ts'
import type { Announcer } from './announce.ts'
import type { Ending } from './ending/ending.ts'
import type { ChatEvent } from './events.ts'
import type { Once } from './once.ts'
import type { ChatCoreOptions } from './options.ts'
import { type ChatRecord, isOn } from './reducer.ts'
import { deleteAll } from './shared.ts'
import type { ResetNews } from './tabs.ts'

/** The chat that is reset. */
export interface ResetContext {
  readonly platform: ChatPlatform
  readonly ending: Ending
  readonly announcer: Announcer
  readonly current: () => ChatRecord
  readonly once: () => Once
  readonly options: () => ChatCoreOptions
  readonly dispatch: (event: ChatEvent) => void
  /** Tells the other tabs. */
  readonly tell: (news: ResetNews) => void
}

/** News that a frozen tab hears later must not make it delete the token of the next customer. */
const FRESH_MS = 2_000

/** Makes a page ready for the next customer. */
export class Reset {
  /** Notified when what is known of the customer is to be dropped. */
  readonly listeners: Listeners<[]> = createListeners()
  /** Whether messages that still come are of a customer who has left. */
  isOver = false
  /** Stands for the customer who is there now. What waits asks afterwards whether it is still the same one. */
  customer: object = {}
  readonly #context: ResetContext
  #running: Promise<void> | undefined

  constructor(context: ResetContext) {
    this.#context = context
  }

  /** Calls during a reset share it. */
  run(): Promise<void> {
    return this.#share(async () => {
      const { tell, current } = this.#context
      const { sessionId } = current().segment
      // Clear the screen immediately. The rest may take longer.
      this.#forget(false)
      tell({ sessionId, isOver: false, at: Date.now() })
      const ended = await this.#end()
      // Where the vendor's product is not on the page there is no chat to end.
      const failures = current().status === 'unavailable' ? [] : [ended]
      failures.push(...(await this.#cleanUp()))
      tell({ sessionId, isOver: true, at: Date.now() })
      throwOf(failures)
    })
  }

  /** Another tab was reset. It has ended the session of both, but not another one that this tab has. */
  follow({ sessionId, isOver, at }: ResetNews): void {
    const { current, announcer } = this.#context
    const isOther = isOn(current()) && current().segment.sessionId !== sessionId
    if (!isOver) {
      if (!isOther) this.#forget(false)
      return
    }
    const isFresh = Date.now() - at < FRESH_MS
    const work = async (): Promise<void> => {
      // Immediately: the next customer may get a token soon.
      const token = isFresh && !isOther ? failureOf(() => this.#forgetToken()) : undefined
      throwOf([await this.#end(), await token, ...(await this.#cleanUp(isFresh && isOther))])
    }
    this.#share(work).catch((error: unknown) => announcer.reportError(error))
  }

  /** While a reset is under way, resolves when it is done. */
  get running(): Promise<void> | undefined {
    return this.#running?.catch(() => {})
  }

  #share(work: () => Promise<void>): Promise<void> {
    this.#running ??= work().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #end(): Promise<Failure | undefined> {
    await this.#letGo()
    const failure = await failureOf(() => this.#context.ending.ask('customer', true))
    await this.#letGo()
    return failure
  }

  /** A widget that does not know of the end would bring the session back when its window is closed, and refuse the next chat. */
  async #letGo(): Promise<void> {
    const { platform, current } = this.#context
    const { session } = current()
    const isOver = session === 'ended' || session === 'none'
    if (isOver && platform.isSessionActive()) await platform.commands.release()
  }

  async #cleanUp(forgetsToken = true): Promise<(Failure | undefined)[]> {
    const { platform, current } = this.#context
    const failures = [
      isOn(current()) ? undefined : await failureOf(() => platform.commands.forgetCustomer?.()),
      forgetsToken ? await failureOf(() => this.#forgetToken()) : undefined,
    ]
    this.#forget(true)
    return failures
  }

  #forget(isOver: boolean): void {
    const { dispatch, current, announcer, once, platform } = this.#context
    if (isOver) dispatch({ type: 'reset' })
    this.isOver = isOver && !isOn(current())
    this.customer = {}
    this.listeners.notify()
    if (!isOver) return
    announcer.forget()
    once().forget()
    deleteAll(platform.page)
  }

  async #forgetToken(): Promise<void> {
    const { options, platform, current } = this.#context
    const { forgetToken, commandTimeoutMs = 10_000 } = options()
    if (forgetToken) return inTime(forgetToken(), commandTimeoutMs)
    if (!current().isAsync || !platform.pageKeepsToken) return
    const words = 'the provider has no forgetToken, so your page may still have the token of this chat'
    throw new ChatCommandError('forgetToken', 'rejected', words)
  }
}

interface Failure {
  readonly kind: ChatCommandError['kind']
  readonly reason: string
}

async function failureOf(work: () => unknown): Promise<Failure | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    return error instanceof ChatCommandError
      ? { kind: error.kind, reason: `${error.command}: ${error.reason}` }
      : { kind: 'rejected', reason: describeReason(error) }
  }
}

function throwOf(failures: readonly (Failure | undefined)[]): void {
  const told = failures.filter((failure) => failure !== undefined)
  const [first] = told
  if (first) throw new ChatCommandError('reset', first.kind, told.map(({ reason }) => reason).join('; '))
}

/** A function of the page's may never settle. */
function inTime(work: unknown, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = new ChatCommandError('forgetToken', 'timeout', 'its promise did not settle in time')
    const timer = createTimer()
    timer.start(ms, () => reject(late))
    Promise.resolve(work)
      .then(() => resolve(), reject)
      .finally(timer.stop)
  })
}
