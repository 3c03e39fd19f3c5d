import type { Chat } from '../chat/chat.ts'
import { isAfter } from '../chat/order.ts'
import { ChatCommandError } from '../platform/commandError.ts'
import type { MessageOrder, ServerMessage } from '../platform/message.ts'
import type { GuardInput } from './reducer.ts'
import type { GuardState, HeldFollowUp } from './state.ts'

/** The guard that the follow-ups belong to. */
export interface FollowUpsContext {
  readonly chat: Chat
  readonly current: () => GuardState
  readonly tell: (input: GuardInput) => void
  readonly reportError: (error: unknown) => void
}

/** The key under which all tabs know that a follow-up was sent, discarded or read. */
const settledKey = (id: string): string => `followUp:${id}`

/** Sends and discards what was held, once among tabs. */
export class FollowUps {
  readonly #context: FollowUpsContext

  constructor(context: FollowUpsContext) {
    this.#context = context
  }

  /** Sends held texts in their order: all, or the one with this id. One whose fate is unknown is only sent again by its id. */
  async send(wanted?: string): Promise<void> {
    const { chat, current, tell } = this.#context
    // A tab that was frozen has not heard of it.
    this.forgetSettled()
    const { heldFollowUps } = current()
    const { customer } = chat.reset
    if (heldFollowUps.some(({ status }) => status === 'sending')) return
    const chosen = heldFollowUps.filter(({ id, status }) =>
      wanted === undefined ? status === 'held' : id === wanted && (status === 'held' || status === 'unknown'),
    )
    if (chosen.length === 0) return
    tell({ type: 'sending', ids: chosen.map(({ id }) => id) })
    for (const [index, followUp] of chosen.entries()) {
      if (await this.#sendOne(followUp, customer)) continue
      // Later texts would overtake it.
      for (const { id } of chosen.slice(index + 1)) tell({ type: 'notSent', id, status: 'held' })
      break
    }
  }

  discard(wanted?: string): void {
    for (const { id, status } of this.#context.current().heldFollowUps) {
      if ((wanted ?? id) === id && status !== 'sending') this.#settle(id)
    }
  }

  /** Drops what another tab has settled. */
  forgetSettled(): void {
    const { chat, current, tell } = this.#context
    const ids = current()
      .heldFollowUps.map(({ id }) => id)
      .filter((id) => chat.once.isDone(settledKey(id)))
    if (ids.length > 0) tell({ type: 'settled', ids })
  }

  /** A text whose fate is unknown, and that appears in the session, was sent. */
  recognize(messages: readonly ServerMessage[]): void {
    for (const { id, status, text, after } of this.#context.current().heldFollowUps) {
      const isOpen = status === 'unknown' || status === 'sending'
      const isThere = messages.some((message) => isSame(message, text, after))
      if (isOpen && isThere) this.#settle(id)
    }
  }

  /** Returns whether the next one may be sent. */
  async #sendOne(followUp: HeldFollowUp, customer: object): Promise<boolean> {
    const { id } = followUp
    const { chat, tell, reportError } = this.#context
    try {
      // Another tab, a duplicate of this one, may be sending it.
      if (!(await chat.once(`sending:${id}:${followUp.attempts}`))) {
        tell({ type: 'notSent', id, status: 'unknown' })
        return false
      }
      await this.#give(followUp, customer)
      this.#settle(id)
      return true
    } catch (error) {
      reportError(error)
      this.#afterFailure(id, error)
      return false
    }
  }

  /** Sends nothing of a customer who has left meanwhile. */
  async #give(followUp: HeldFollowUp, customer: object): Promise<void> {
    const { chat } = this.#context
    // While offline, the widget would accept it and never answer.
    if (chat.record.connection === 'offline') {
      throw new ChatCommandError('send', 'unavailable', 'the page is offline. Send it again later')
    }
    if (!(await chat.platform.checkSession()) || !chat.ending.isQuiet) {
      throw new ChatCommandError('send', 'rejected', 'the chat is over. Start a new one to send this')
    }
    if (chat.reset.customer !== customer) return
    await chat.platform.commands.send(followUp)
  }

  /** No answer in time is not a failure: the message may arrive, and its answer, too. */
  #afterFailure(id: string, error: unknown): void {
    const { tell } = this.#context
    const late = error instanceof ChatCommandError ? error.late : undefined
    tell({ type: 'notSent', id, status: late ? 'unknown' : 'held' })
    late?.then(
      () => this.#settle(id),
      () => tell({ type: 'notSent', id, status: 'held' }),
    )
  }

  #settle(id: string): void {
    this.#context.tell({ type: 'settled', ids: [id] })
    void this.#context.chat.decide(settledKey(id))
  }
}

function isSame(message: ServerMessage, text: string, after: MessageOrder | null): boolean {
  const isNew = !message.order || isAfter(message.order, after)
  return message.from.type === 'customer' && isNew && message.text.trim() === text.trim()
}
