import type { Clock } from './clock.ts'
import { ContactCentreError } from './errors.ts'
import { type ChatImage, DEFAULT_IMAGE_LIMITS, type ImageLimits, Images } from './images.ts'
import { Inbox } from './inbox.ts'
import { type ChatMessage, type MessageDraft, type MessageSender, SYSTEM_SENDER } from './message.ts'
import { MessageLog } from './messageLog.ts'
import type { Random } from './random.ts'
import { Roster, type StaffMember, type StaffType } from './roster.ts'
import { type Segment, Segments } from './segments.ts'
import type { ChatMode, SessionNews, SessionRequest, SessionSummary } from './sessionTypes.ts'

/**
 * One chat: who is in it, what was said, which segments it has.
 *
 * What the contact centre's side does throws a `ContactCentreError`: `CHAT_ENDED` once it is over, `NOT_JOINED` when nobody
 * is there to do it.
 *
 * @example
 * const chat = centre.session(sessionId)
 * chat.join('Anna')
 * chat.transfer('Bert')
 * chat.say({ type: 'Text', text: 'I know about that' }, 'Bert')
 */
export class ChatSession {
  readonly id: string
  readonly mode: ChatMode
  readonly customer: MessageSender & { readonly nickname: string }
  readonly inbox: Inbox
  readonly #request: SessionRequest
  readonly #startedAt: number
  readonly #log: MessageLog
  readonly #roster: Roster
  readonly #images: Images
  readonly #segments: Segments
  readonly #onNews: (news: SessionNews) => void
  #userData: Record<string, unknown>
  #customerPresent = false
  #ended = false

  constructor(
    request: SessionRequest,
    mode: ChatMode,
    services: {
      clock: Clock
      random: Random
      imageLimits?: ImageLimits
      onNews?: (news: SessionNews) => void
    },
  ) {
    const { clock, random } = services
    this.id = random.uuid()
    this.mode = mode
    this.customer = { participantId: random.uuid(), type: 'Customer', nickname: request.nickname }
    this.#request = request
    this.#startedAt = clock.now()
    this.#log = new MessageLog(clock, random)
    this.#roster = new Roster(random)
    this.#images = new Images(random, services.imageLimits ?? DEFAULT_IMAGE_LIMITS)
    this.#segments = new Segments(clock)
    this.inbox = new Inbox(clock, this.#log, () => this.#ended)
    this.#onNews = services.onNews ?? (() => {})
    this.#userData = { ...request.userData }
  }

  get ended(): boolean {
    return this.#ended
  }

  // The customer's side.

  /**
   * The customer arrives, for the first time or after having left.
   *
   * @throws {ContactCentreError} `INVALID_SESSION` when the chat has ended
   */
  arrive(): void {
    if (this.#ended) throw new ContactCentreError('INVALID_SESSION', 'This chat has ended.')
    if (this.#customerPresent) return
    this.#customerPresent = true
    this.#append({ type: 'ParticipantJoined', from: this.customer })
    if (this.#segments.all.length === 0) this.#openSegment('customer')
  }

  /** What the customer says. In an ended chat it is not taken down: the answer says that the chat has ended. */
  write(draft: Omit<MessageDraft, 'from'>): ChatMessage | undefined {
    if (this.#ended) return undefined
    const message = this.#append({ ...draft, from: this.customer })
    const isTyping = draft.type === 'TypingStarted' || draft.type === 'TypingStopped'
    // A regular chat has one segment: a late "thanks" opens no second one.
    if (this.mode === 'async' && !isTyping) this.#openSegment('customer')
    return message
  }

  /**
   * An image from the customer. Its address is relative to the API's base, as the widget expects it.
   *
   * @throws {ContactCentreError} `INVALID_FILE_TYPE`, `LIMIT_FILE_SIZE` or `LIMIT_FILE_COUNT`
   */
  sendImage(image: ChatImage): ChatMessage | undefined {
    if (this.#ended) return undefined
    const url = `/sessions/${this.id}/images/${this.#images.add(image)}`
    const { mime, name } = image
    return this.write({
      type: 'Structured',
      contentType: 'attachments',
      content: [{ type: 'image', url, mime, name }],
    })
  }

  /** @throws {ContactCentreError} `NOT_FOUND` */
  image(imageId: string): ChatImage {
    return this.#images.get(imageId)
  }

  /** The customer leaves: the end of a regular chat; an asynchronous one waits for the customer to come back. */
  depart(): void {
    if (!this.#customerPresent) return
    this.#customerPresent = false
    this.#append({ type: 'ParticipantLeft', from: this.customer })
    if (this.mode === 'regular') this.end()
  }

  /** Adds to what is known about the customer. */
  updateUserData(userData: Readonly<Record<string, unknown>>): void {
    this.#userData = { ...this.#userData, ...userData }
  }

  // The contact centre's side. `as`: participant id or name of who acts; default: the last who joined.

  /** Somebody comes in. In a chat whose segment is closed, that opens the next one. */
  join(name: string, type: StaffType = 'Agent'): StaffMember {
    this.#mustBeLive()
    const member = this.#roster.join(name, type)
    this.#append({ type: 'ParticipantJoined', from: member })
    this.#openSegment('agent')
    return member
  }

  /** Says, links to or types something. */
  say(draft: Omit<MessageDraft, 'from'>, as?: string): ChatMessage {
    this.#mustBeLive()
    return this.#append({ ...draft, from: this.#roster.find(as) })
  }

  /** Gives the segment a state: `Finalizing` and `Completed` close it, any other is only told. */
  setState(interactionState: string): ChatMessage {
    this.#mustBeLive()
    this.#segments.setState(interactionState)
    return this.#append({
      type: 'System',
      from: SYSTEM_SENDER,
      event: 'InteractionStateChange',
      data: { interactionState },
    })
  }

  /** Somebody goes. The segment stays as it is. */
  leave(as?: string): StaffMember {
    this.#mustBeLive()
    const member = this.#roster.find(as)
    this.#roster.leave(member)
    this.#append({ type: 'ParticipantLeft', from: member })
    return member
  }

  /** Hands the chat over: the new one joins before the old one leaves, so the customer is never alone. */
  transfer(to: string, type: StaffType = 'Agent', from?: string): StaffMember {
    this.#mustBeLive()
    const leaving = this.#roster.find(from)
    const joining = this.join(to, type)
    this.leave(leaving.participantId)
    return joining
  }

  /** The server ends the chat: everybody leaves, and polls say `chatEnded` from now on. */
  end(): void {
    if (this.#ended) return
    for (const member of this.#roster.present) this.leave(member.participantId)
    this.#ended = true
    this.#onNews({ kind: 'ended' })
    this.inbox.release()
  }

  /** All messages after an index, typing included. Whoever works here reads without taking anything from the customer. */
  read(after?: string): ChatMessage[] {
    return this.#log.after(after)
  }

  summary(): SessionSummary {
    return {
      sessionId: this.id,
      mode: this.mode,
      endpoint: this.#request.endpoint ?? null,
      startedAt: this.#startedAt,
      customer: {
        participantId: this.customer.participantId,
        nickname: this.customer.nickname,
        present: this.#customerPresent,
      },
      participants: this.#roster.present,
      segments: [...this.#segments.all],
      interactionState: this.#segments.current?.interactionState ?? null,
      needsAgent: !this.#ended && this.#segments.isOpen && this.#roster.present.length === 0,
      ended: this.#ended,
      lastMessage: this.#log.last(1)[0] ?? null,
      userData: this.#userData,
    }
  }

  #openSegment(by: Segment['openedBy']): void {
    if (this.#segments.open(by)) this.#onNews({ kind: 'segment' })
  }

  #append(draft: MessageDraft): ChatMessage {
    const message = this.#log.append(draft)
    this.#onNews({ kind: 'message', message })
    // Held polls are answered after the caller is done, so that what belongs together arrives in one batch.
    queueMicrotask(() => this.inbox.wake())
    return message
  }

  #mustBeLive(): void {
    if (this.#ended)
      throw new ContactCentreError('CHAT_ENDED', 'This chat has ended: nothing more can be done in it.')
  }
}
