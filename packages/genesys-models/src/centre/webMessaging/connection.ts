import type { ContactCentre } from '../contactCentre.ts'
import { ContactCentreError } from '../errors.ts'
import type { Faults } from '../faults.ts'
import { createOutbox, type Outbox } from '../outbox.ts'
import { METHOD_OF } from '../requests.ts'
import { answerRequest } from './actions.ts'
import type { Caller, Desk } from './desk.ts'
import { faultyFrame } from './faultyFrame.ts'
import { refusalFrame } from './frames.ts'
import type { Guest, GuestLink } from './guest.ts'
import { createMeter, type Meter } from './rate.ts'
import { readRequest, tracingIdOf } from './read.ts'
import { WebMessagingRefusal } from './refusal.ts'
import type { WebMessagingFrame } from './wire.ts'

/** The client's end of a WebSocket. */
export interface WebMessagingSocket {
  send(text: string): void
  close(code?: number, reason?: string): void
}

/** The server's end of a WebSocket. */
export interface WebMessagingConnection {
  /** A text came from the client. Whatever it is, nothing is thrown. */
  receive(text: string): void
  /** The client has gone. */
  closed(): void
}

interface ConnectionOptions {
  readonly centre: ContactCentre
  readonly faults: Faults | undefined
  readonly desk: Desk
  readonly deploymentId: string
}

const MAX_FRAME = 131_072
const POLICY_VIOLATION = 1008

/** One WebSocket. It is nobody's until it configures a session. */
export class Connection implements WebMessagingConnection, Caller, GuestLink {
  readonly deploymentId: string
  readonly meters: { readonly requests: Meter; readonly echoes: Meter }
  readonly link: GuestLink = this
  guest: Guest | undefined
  readonly #socket: WebMessagingSocket
  readonly #options: ConnectionOptions
  readonly #outbox: Outbox
  readonly #stopWatching: (() => void) | undefined
  #isOpen = true

  constructor(socket: WebMessagingSocket, options: ConnectionOptions) {
    const { centre, faults, desk, deploymentId } = options
    this.deploymentId = deploymentId
    this.meters = {
      requests: createMeter(centre.clock, desk.rates.requests),
      echoes: createMeter(centre.clock, desk.rates.echoes),
    }
    this.#socket = socket
    this.#options = options
    this.#outbox = createOutbox(centre.clock, faults, () => this.#sessionId)
    const cutIfLost = () => {
      if (faults?.cuts({ kind: 'poll', method: METHOD_OF.poll, sessionId: this.#sessionId })) this.#shut()
    }
    this.#stopWatching = faults?.subscribe(cutIfLost)
    cutIfLost()
  }

  receive(text: string): void {
    if (text.length > MAX_FRAME) {
      this.#shut(POLICY_VIOLATION, 'Frame too large')
      return
    }
    const { centre, faults } = this.#options
    const latencyMs = faults?.latencyOf(faultyFrame(text, this.#sessionId)) ?? 0
    if (latencyMs > 0) centre.clock.after(latencyMs, () => this.#answer(text))
    else this.#answer(text)
  }

  closed(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#outbox.close()
    this.#stopWatching?.()
    if (this.guest) this.#options.desk.guests.detach(this.guest, this)
  }

  push(...frames: readonly WebMessagingFrame[]): void {
    this.#outbox.push(
      ...frames.map((frame) => ({
        isMessage: frame.class === 'StructuredMessage' && frame.type === 'message',
        send: () => this.#socket.send(JSON.stringify(frame)),
      })),
    )
  }

  close(): void {
    this.#outbox.push({ isMessage: false, send: () => this.#shut() })
  }

  get #sessionId(): string | undefined {
    return this.guest?.session.id
  }

  #answer(text: string): void {
    if (!this.#isOpen) return
    const { faults, desk } = this.#options
    try {
      const failure = faults?.failureOf(faultyFrame(text, this.#sessionId))
      if (failure?.drop) {
        this.#shut()
        return
      }
      if (failure) throw new WebMessagingRefusal(failure.status, failure.message || 'Request failed.')
      this.meters.requests()
      answerRequest(readRequest(text), this, desk)
    } catch (error) {
      this.push(refusalFrame(refusalOf(error), tracingIdOf(text)))
    }
  }

  #shut(code?: number, reason?: string): void {
    if (!this.#isOpen) return
    this.closed()
    this.#socket.close(code, reason)
  }
}

/** What the contact centre refuses has an HTTP status. */
function refusalOf(error: unknown): WebMessagingRefusal {
  if (error instanceof WebMessagingRefusal) return error
  if (error instanceof ContactCentreError) return new WebMessagingRefusal(error.status, error.message)
  throw error
}
