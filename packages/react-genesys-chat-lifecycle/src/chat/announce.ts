import { PACKAGE } from '../common/development.ts'
import { toError } from '../common/errors.ts'
import { createListeners, type Listeners } from '../common/listeners.ts'
import { isFunction } from '../common/values.ts'
import type { ChatMessage } from './chatMessage.ts'
import type { Once } from './once.ts'
import type { ChatEnd, ChatOptions } from './options.ts'
import type { ChatState, ClosedSegment } from './state.ts'

/**
 * The events of a store, with the arguments of their listeners.
 *
 * @example
 * const onEnded = (...[{ reason }]: ChatEvents['ended']) => track('chat over', { reason })
 * store.on('ended', onEnded)
 */
export interface ChatEvents {
  segmentClosed: [segment: ClosedSegment]
  segmentReopened: [segment: ClosedSegment]
  ended: [end: ChatEnd]
  message: [message: ChatMessage]
  error: [error: Parameters<NonNullable<ChatOptions['onError']>>[0]]
}

/** An occurrence, and the key by which all tabs know it. Without a key it is announced by everybody. */
type Occurrence = {
  [Name in keyof ChatEvents]: {
    readonly name: Name
    readonly key: string | null
    readonly args: ChatEvents[Name]
  }
}[keyof ChatEvents]

/** What the states do not tell. */
export interface SessionMemory {
  /** The segment as it was closed before a reload. */
  readonly remembered: ClosedSegment | null
  /** How many times the session was joined and ended before. */
  readonly joining: number
}

/** Pure: what happened between two states. */
export function occurrencesOf(
  before: ChatState,
  after: ChatState,
  { remembered, joining }: SessionMemory,
): Occurrence[] {
  const occurrences: Occurrence[] = []
  const { closedSegment, sessionId, phase, endReason: reason, isAsync, error } = after
  const past = before.closedSegment ?? remembered
  const goesOn = past?.sessionId === sessionId && ['active', 'waiting', 'closed'].includes(phase)
  // The closed segment may already be the next one.
  if (past && goesOn && past.key !== closedSegment?.key) {
    occurrences.push({ name: 'segmentReopened', key: `reopened:${past.key}`, args: [past] })
  }
  if (closedSegment && closedSegment.key !== before.closedSegment?.key) {
    occurrences.push({ name: 'segmentClosed', key: `closed:${closedSegment.key}`, args: [closedSegment] })
  }
  // Not by the phase: a store that is attached again shows `connecting` in between.
  if (reason && !before.endReason) {
    const key = sessionId && `ended:${sessionId}:${joining}`
    occurrences.push({ name: 'ended', key, args: [{ reason, sessionId, isAsync }] })
  }
  if (error && error !== before.error) occurrences.push({ name: 'error', key: null, args: [error] })
  return occurrences
}

type Listener<Args extends unknown[]> = (...args: Args) => void

/** Announces occurrences to listeners and callbacks, in their order, also where it takes a moment to decide which tab does. */
export class Announcer {
  readonly #options: () => ChatOptions
  readonly #once: () => Once
  readonly #listeners = new Map<keyof ChatEvents, Listeners<unknown[]>>()
  readonly #announced = new Set<string>()
  #turn = 0
  #queue: Promise<void> | undefined

  constructor(options: () => ChatOptions, once: () => Once) {
    this.#options = options
    this.#once = once
  }

  on<Name extends keyof ChatEvents>(name: Name, listener: Listener<ChatEvents[Name]>): () => void {
    const known = this.#listeners.get(name) ?? createListeners((error) => this.reportError(error))
    this.#listeners.set(name, known)
    return known.add(listener as Listener<unknown[]>)
  }

  /** What was announced on this page before now is not announced here again. */
  start(): void {
    this.#turn = this.#once().turn
  }

  announce(occurrences: readonly Occurrence[]): void {
    for (const occurrence of occurrences) this.#announceOne(occurrence)
  }

  /** Another customer's occurrences may have the same keys. */
  forget(): void {
    this.#announced.clear()
  }

  /** Announces what is said now, to everybody who listens here. */
  announceMessages(messages: readonly ChatMessage[]): void {
    this.announce(messages.map((message) => ({ name: 'message', key: null, args: [message] })))
  }

  /** Calls a callback of the user's, if it is one. */
  tell<Args extends unknown[]>(callback: ((...args: Args) => void) | undefined, ...args: Args): void {
    if (isFunction(callback)) callSafely(callback, this.#options().onError, ...args)
  }

  /** Reports an error that no promise reports. */
  reportError(thrown: unknown): void {
    callSafely(this.#options().onError, undefined, toError(thrown))
  }

  #announceOne({ name, key, args }: Occurrence): void {
    const callback = this.#options()[CALLBACKS[name]] as Listener<unknown[]> | undefined
    const listeners = this.#listeners.get(name)
    // Do not claim it for this tab: another tab may have a listener.
    if (!callback && !listeners?.size) return
    const tell = (): void => {
      callSafely(callback, this.#options().onError, ...args)
      listeners?.notify(...args)
    }
    const isOurs = key === null || this.#isOurs(key)
    if (typeof isOurs === 'boolean' && !this.#queue) {
      if (isOurs) tell()
      return
    }
    const turn = Promise.all([isOurs, this.#queue]).then(([mine]) => {
      if (mine) tell()
      if (this.#queue === turn) this.#queue = undefined
    })
    this.#queue = turn
  }

  #isOurs(key: string): boolean | Promise<boolean> {
    if (this.#announced.has(key)) return false
    this.#announced.add(key)
    return this.#once().forPage(key, this.#turn)
  }
}

const CALLBACKS = {
  segmentClosed: 'onSegmentClosed',
  segmentReopened: 'onSegmentReopened',
  ended: 'onEnded',
  message: 'onMessage',
  error: 'onError',
} as const satisfies Record<keyof ChatEvents, keyof ChatOptions>

/** Calls a callback of the user's. What it throws is reported and stops nothing. */
export function callSafely<Args extends unknown[]>(
  callback: ((...args: Args) => void) | undefined,
  onError: ChatOptions['onError'],
  ...args: Args
): void {
  try {
    callback?.(...args)
  } catch (error) {
    if (onError) callSafely(onError, undefined, toError(error))
    else console.error(`${PACKAGE} A callback threw:`, error)
  }
}
