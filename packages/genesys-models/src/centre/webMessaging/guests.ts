import type { ContactCentre } from '../contactCentre.ts'
import type { ChatMessage } from '../message.ts'
import { isTyping } from '../message.ts'
import type { ChatSession } from '../session.ts'
import { type Deployment, type Deployments, disconnectTypeOf } from './deployments.ts'
import { message, response } from './frames.ts'
import { createGuest, type Guest, type GuestLink, tellAll } from './guest.ts'
import type { WebMessagingRates } from './rate.ts'

/** More connections than these close the oldest. */
const MAX_LINKS = 3
/** The longest time that a timer can wait for. */
const MAX_TIMER_MS = 2 ** 31 - 1

export interface GuestsOptions {
  readonly centre: ContactCentre
  readonly deployments: Deployments
  readonly rates: WebMessagingRates
}

/** The guests of a contact centre, by their tokens. */
export class Guests {
  readonly #centre: ContactCentre
  readonly #deployments: Deployments
  readonly #rates: WebMessagingRates
  readonly #byToken = new Map<string, Guest>()
  readonly #bySession = new Map<string, Guest>()
  readonly #timers = new Map<Guest, () => void>()
  /** The `tracingId` of what is written right now. */
  #tracingId: string | undefined

  constructor({ centre, deployments, rates }: GuestsOptions) {
    this.#centre = centre
    this.#deployments = deployments
    this.#rates = rates
    centre.subscribe((news) => {
      const guest = this.#bySession.get(news.session.id)
      if (!guest) return
      if (news.kind === 'message') this.#tell(guest, news.message)
      else if (news.kind === 'forgotten') this.remove(guest)
      else if (news.kind === 'ended' && !guest.isReadOnly) this.#expire(guest)
    })
  }

  find(token: string): Guest | undefined {
    const guest = this.#byToken.get(token)
    if (guest) this.#expireIfDue(guest)
    return guest
  }

  get all(): readonly Guest[] {
    return [...this.#byToken.values()]
  }

  /** Starts a session. The one that the token stood for before is over. */
  start(token: string, deployment: Deployment, userId: string | undefined): Guest {
    const before = this.#byToken.get(token)
    const session = this.#centre.open({
      nickname: 'Guest',
      endpoint: deployment.id,
      transport: 'messenger',
      mode: 'async',
      disconnectType: () => disconnectTypeOf(this.#deployments.find(deployment.id)),
    })
    const { clock } = this.#centre
    const guest = createGuest({ token, deployment, userId, session, clock, rates: this.#rates })
    if (before) {
      this.remove(before)
      guest.links.push(...before.links)
      before.session.end()
    }
    this.#byToken.set(token, guest)
    this.#bySession.set(session.id, guest)
    return guest
  }

  /** Forgets a guest: the token stands for nothing any more. */
  remove(guest: Guest): void {
    this.#timers.get(guest)?.()
    this.#timers.delete(guest)
    this.#bySession.delete(guest.session.id)
    if (this.#byToken.get(guest.token) === guest) this.#byToken.delete(guest.token)
  }

  /** Adds a connection. The oldest is closed when there are too many. */
  attach(guest: Guest, link: GuestLink): void {
    if (!guest.links.includes(link)) guest.links.push(link)
    for (const old of guest.links.slice(0, -MAX_LINKS)) this.close(guest, old)
    this.#watchExpiry(guest)
  }

  /** Forgets a connection that has closed. Nothing else happens: the customer may come back. */
  detach(guest: Guest, link: GuestLink): void {
    const at = guest.links.indexOf(link)
    if (at >= 0) guest.links.splice(at, 1)
    if (guest.links.length > 0) return
    this.#timers.get(guest)?.()
    this.#timers.delete(guest)
  }

  /** Tells a connection that it is over, and closes it. */
  close(guest: Guest, link: GuestLink, reason?: string): void {
    link.push(message('ConnectionClosedEvent', reason === undefined ? {} : { reason }))
    link.close()
    this.detach(guest, link)
  }

  /** Writes as the customer. The echoes have the request's `tracingId`. */
  write(
    { session }: Guest,
    draft: Parameters<ChatSession['write']>[0],
    tracingId: string | undefined,
  ): ChatMessage | undefined {
    this.#tracingId = tracingId
    try {
      return session.write(draft)
    } finally {
      this.#tracingId = undefined
    }
  }

  #tell(guest: Guest, chatMessage: ChatMessage): void {
    const body = guest.transcript.of(chatMessage)
    if (!body || (isTyping(chatMessage) && !guest.deployment.showAgentTyping)) return
    if (chatMessage.data?.readOnly === true) guest.isReadOnly = true
    if (body.type !== 'Event') this.#prolong(guest)
    tellAll(guest, message('StructuredMessage', body, this.#tracingId))
  }

  #prolong(guest: Guest): void {
    guest.expiresAt = this.#centre.clock.now() + guest.deployment.sessionDurationSeconds * 1000
  }

  /** Only while somebody listens. Others learn it from their next request. */
  #watchExpiry(guest: Guest): void {
    this.#timers.get(guest)?.()
    const leftMs = guest.expiresAt - this.#centre.clock.now()
    const check = () => {
      this.#expireIfDue(guest)
      if (!guest.isExpired && guest.links.length > 0) this.#watchExpiry(guest)
    }
    this.#timers.set(guest, this.#centre.clock.after(Math.min(Math.max(leftMs, 1), MAX_TIMER_MS), check))
  }

  #expireIfDue(guest: Guest): void {
    if (!guest.isExpired && guest.expiresAt <= this.#centre.clock.now()) this.#expire(guest)
  }

  #expire(guest: Guest): void {
    if (guest.isExpired) return
    guest.isExpired = true
    tellAll(guest, response('SessionExpiredEvent', {}, undefined))
    guest.session.end()
  }
}
