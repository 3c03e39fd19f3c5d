import { type Clock, systemClock } from './clock.ts'
import { ContactCentreError } from './errors.ts'
import { DEFAULT_IMAGE_LIMITS, type ImageLimits } from './images.ts'
import { createRandom, type Random } from './random.ts'
import { ChatSession } from './session.ts'
import type { ChatMode, SessionNews, SessionRequest } from './sessionTypes.ts'

export interface ContactCentreOptions {
  /** Default: the computer's. */
  readonly clock?: Clock
  /** Makes ids repeatable. Default: ids that nobody can guess. */
  readonly seed?: number
  /**
   * The kind of chat that an endpoint starts; `undefined` refuses it with `INVALID_ENDPOINT`.
   * Default: async when the name contains "async", else regular.
   */
  readonly modeOf?: (endpoint: string | undefined) => ChatMode | undefined
  /** How many sessions are kept. Beyond that, the oldest are forgotten. Default 1000. */
  readonly maxSessions?: number
  /**
   * How many bytes all sessions may have together, their files included. Beyond that, the oldest are forgotten, but never the one that
   * grows. Default 512 MiB.
   */
  readonly maxBytes?: number
  /** How many messages a chat accepts, typing included. Beyond that, writing is `LIMIT_MESSAGE_COUNT`. Default 10 000. */
  readonly maxMessages?: number
  /** Delivers the whole chat again to a customer who comes back with the token. Default `false`: only what is new. */
  readonly replayOnReturn?: boolean
  readonly images?: Partial<ImageLimits>
}

/** What happened in a session. */
export type CentreNews = (SessionNews | { kind: 'opened' } | { kind: 'forgotten' }) & { session: ChatSession }

/**
 * A contact centre in memory. It knows no HTTP, and no time but its clock's.
 *
 * @example
 * const centre = new ContactCentre()
 * const chat = centre.open({ nickname: 'Joe', endpoint: 'shop-async' })
 * chat.join('Anna')
 * chat.say({ type: 'Text', text: 'Hello Joe' })
 * chat.setState('Completed')
 */
export class ContactCentre {
  readonly clock: Clock
  readonly random: Random
  readonly #modeOf: (endpoint: string | undefined) => ChatMode | undefined
  readonly #maxSessions: number
  readonly #maxBytes: number
  readonly #maxMessages: number
  readonly #replayOnReturn: boolean
  readonly imageLimits: ImageLimits
  readonly #sessions = new Map<string, ChatSession>()
  readonly #listeners = new Set<(news: CentreNews) => void>()

  constructor(options: ContactCentreOptions = {}) {
    this.clock = options.clock ?? systemClock
    this.random = createRandom(options.seed)
    this.#modeOf = options.modeOf ?? modeByName
    this.#maxSessions = options.maxSessions ?? 1000
    this.#maxBytes = options.maxBytes ?? 512 * 1024 * 1024
    this.#maxMessages = options.maxMessages ?? 10_000
    this.#replayOnReturn = options.replayOnReturn ?? false
    this.imageLimits = { ...DEFAULT_IMAGE_LIMITS, ...options.images }
  }

  /** Oldest first. */
  get sessions(): readonly ChatSession[] {
    return [...this.#sessions.values()]
  }

  /**
   * Starts a customer's chat.
   *
   * @throws {ContactCentreError} `INVALID_ENDPOINT`, `LIMIT_USER_DATA`
   */
  open(request: SessionRequest): ChatSession {
    const modeOfEndpoint = this.#modeOf(request.endpoint)
    if (!modeOfEndpoint) {
      throw new ContactCentreError('INVALID_ENDPOINT', `There is no endpoint "${request.endpoint ?? ''}".`)
    }
    const session: ChatSession = new ChatSession(request, request.mode ?? modeOfEndpoint, {
      clock: this.clock,
      random: this.random,
      imageLimits: this.imageLimits,
      maxMessages: this.#maxMessages,
      replayOnReturn: this.#replayOnReturn,
      onNews: (news) => this.#tell({ ...news, session }),
      onGrowth: () => this.#makeRoom(session),
    })
    this.#sessions.set(session.id, session)
    for (const old of this.sessions.slice(0, -this.#maxSessions)) this.forget(old.id)
    this.#tell({ kind: 'opened', session })
    session.arrive()
    return session
  }

  /** @throws {ContactCentreError} `INVALID_SESSION` when there is none, or it was forgotten */
  session(id: string): ChatSession {
    const session = this.#sessions.get(id)
    if (!session) throw new ContactCentreError('INVALID_SESSION', 'There is no such session.')
    return session
  }

  /**
   * Forgets a session. From now on it is `INVALID_SESSION` for everybody.
   *
   * @throws {ContactCentreError} `INVALID_SESSION` when there is none
   */
  forget(id: string): void {
    const session = this.session(id)
    this.#sessions.delete(id)
    session.inbox.release()
    this.#tell({ kind: 'forgotten', session })
  }

  /**
   * Reports everything that happens in any session. Returns a function that unsubscribes.
   *
   * @example
   * const stop = centre.subscribe(({ kind, session }) => console.log(kind, session.id))
   */
  subscribe(listener: (news: CentreNews) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #makeRoom(growing: ChatSession): void {
    const sessions = [...this.#sessions.values()]
    let bytes = sessions.reduce((sum, session) => sum + session.bytes, 0)
    for (const old of sessions) {
      if (bytes <= this.#maxBytes) return
      if (old === growing) continue
      bytes -= old.bytes
      this.forget(old.id)
    }
  }

  #tell(news: CentreNews): void {
    for (const listener of [...this.#listeners]) listener(news)
  }
}

function modeByName(endpoint: string | undefined): ChatMode {
  return /async/i.test(endpoint ?? '') ? 'async' : 'regular'
}
