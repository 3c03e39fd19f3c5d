import type { Clock } from './clock.ts'
import { disconnectOf } from './disconnect.ts'
import { ContactCentreError } from './errors.ts'
import { followSegments } from './followSegments.ts'
import { type ChatImage, DEFAULT_IMAGE_LIMITS, type ImageLimits, Images } from './images.ts'
import { Inbox } from './inbox.ts'
import {
  type ChatMessage,
  type MessageDraft,
  type MessageSender,
  type NewMessage,
  SYSTEM_SENDER,
} from './message.ts'
import { MessageLog } from './messageLog.ts'
import type { Random } from './random.ts'
import { Roster, type StaffMember, type StaffType } from './roster.ts'
import { isClosing, Segments } from './segments.ts'
import type {
  ChatMode,
  DisconnectType,
  SessionNews,
  SessionRequest,
  SessionSummary,
  SessionTransport,
} from './sessionTypes.ts'
import { mergeUserData } from './userData.ts'

/**
 * One chat.
 *
 * What the contact centre's side does throws a `ContactCentreError`: `CHAT_ENDED` after the end, `NOT_JOINED` when the
 * participant is not there, `LIMIT_MESSAGE_COUNT` when the chat is full.
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
  readonly transport: SessionTransport
  readonly customer: MessageSender & { readonly nickname: string }
  readonly inbox: Inbox
  readonly #request: SessionRequest
  readonly #startedAt: number
  readonly #log: MessageLog
  readonly #roster: Roster
  readonly #images: Images
  /** Message id → image id. */
  readonly #files = new Map<string, string>()
  readonly #segments: Segments
  readonly #onNews: (news: SessionNews) => void
  readonly #onGrowth: () => void
  #bytes = 0
  readonly #maxMessages: number
  readonly #replayOnReturn: boolean
  #userData: Readonly<Record<string, unknown>>
  #customerPresent = false
  #ended = false

  constructor(
    request: SessionRequest,
    mode: ChatMode,
    services: {
      clock: Clock
      random: Random
      imageLimits?: ImageLimits
      maxMessages?: number
      replayOnReturn?: boolean
      onNews?: (news: SessionNews) => void
      onGrowth?: () => void
    },
  ) {
    const { clock, random } = services
    this.id = random.uuid()
    this.mode = mode
    this.transport = request.transport ?? 'digital-channels'
    this.customer = { participantId: random.uuid(), type: 'Customer', nickname: request.nickname }
    this.#request = request
    this.#startedAt = clock.now()
    this.#log = new MessageLog(clock, random)
    this.#roster = new Roster(random)
    this.#images = new Images(random, services.imageLimits ?? DEFAULT_IMAGE_LIMITS)
    this.#segments = new Segments(clock)
    this.inbox = new Inbox(clock, this.#log, () => this.#ended)
    this.#replayOnReturn = services.replayOnReturn ?? false
    this.#onNews = services.onNews ?? (() => {})
    this.#onGrowth = services.onGrowth ?? (() => {})
    this.#maxMessages = services.maxMessages ?? Number.POSITIVE_INFINITY
    this.#userData = mergeUserData({}, request.userData)
  }

  get ended(): boolean {
    return this.#ended
  }

  /** About how many bytes are kept of this chat, its files included. */
  get bytes(): number {
    return this.#bytes
  }

  /** Counts what is kept for this chat, or with a negative number what is not kept any more. */
  count(bytes: number): void {
    this.#bytes += bytes
    this.#onGrowth()
  }

  /** The customer has left. */
  get left(): boolean {
    return !this.#customerPresent
  }

  /** All messages, oldest first, typing included. */
  get messages(): readonly ChatMessage[] {
    return this.#log.from(0)
  }

  get participantId(): string {
    return this.customer.participantId
  }

  get nickname(): string {
    return this.customer.nickname
  }

  get userData(): Readonly<Record<string, unknown>> {
    return this.#userData
  }

  // The customer's side.

  /**
   * The customer arrives, for the first time or again.
   *
   * @throws {ContactCentreError} `INVALID_SESSION` when the chat has ended, `LIMIT_MESSAGE_COUNT`
   */
  arrive(): void {
    if (this.#ended) throw new ContactCentreError('INVALID_SESSION', 'This chat has ended.')
    if (this.#replayOnReturn) this.inbox.rewind()
    if (this.#customerPresent) return
    this.#mustHaveRoom()
    this.#customerPresent = true
    this.#append({ type: 'ParticipantJoined', from: this.customer })
  }

  /**
   * Adds what the customer writes. An ended chat accepts nothing more.
   *
   * @throws {ContactCentreError} `LIMIT_MESSAGE_COUNT`
   */
  write(draft: Omit<MessageDraft, 'from'>): ChatMessage | undefined {
    if (this.#ended) return undefined
    this.#mustHaveRoom()
    return this.#append({ ...draft, from: this.customer })
  }

  /**
   * Sends an image of the customer. Its URL is relative to the API's base, as the widget expects it.
   *
   * @throws {ContactCentreError} `INVALID_FILE_TYPE`, `LIMIT_FILE_SIZE` or `LIMIT_FILE_COUNT`
   */
  sendImage(image: ChatImage): ChatMessage | undefined {
    if (this.#ended) return undefined
    this.#mustHaveRoom()
    const imageId = this.#images.add(image)
    this.count(image.bytes.length)
    const url = `/sessions/${this.id}/images/${imageId}`
    const { mime, name } = image
    const message = this.write({
      type: 'Structured',
      contentType: 'attachments',
      content: [{ type: 'image', url, mime, name }],
    })
    if (message) this.#files.set(message.id, imageId)
    return message
  }

  /** @throws {ContactCentreError} `NOT_FOUND` */
  image(imageId: string): ChatImage {
    return this.#images.get(imageId)
  }

  /** The image that a message is about, if it is about one. */
  fileOf({ id }: Pick<ChatMessage, 'id'>): (ChatImage & { readonly id: string }) | undefined {
    const imageId = this.#files.get(id)
    return imageId === undefined ? undefined : { ...this.image(imageId), id: imageId }
  }

  /** How many bytes the images of this chat have together, and how many they are. */
  get uploads(): { readonly count: number; readonly bytes: number } {
    return this.#images.total
  }

  /** The customer leaves. That ends a regular chat; an asynchronous one waits for the customer to come back. */
  depart(): void {
    if (!this.#customerPresent) return
    this.#customerPresent = false
    this.#append({ type: 'ParticipantLeft', from: this.customer })
    if (this.mode === 'regular') this.end()
  }

  /** @throws {ContactCentreError} `LIMIT_USER_DATA` when it is nested too deep or too much, together with what there is */
  updateUserData(userData: Readonly<Record<string, unknown>>): void {
    this.#userData = mergeUserData(this.#userData, userData)
  }

  // The contact centre's side. `as`: the id or name of who acts. Default: the last who joined.

  /** A participant joins. If the segment is closed, that opens the next one. */
  join(name: string, type: StaffType = 'Agent'): StaffMember {
    this.#mustBeLive()
    this.#mustHaveRoom()
    const member = this.#roster.create(name, type)
    this.#append({ type: 'ParticipantJoined', from: member })
    return member
  }

  say(draft: Omit<MessageDraft, 'from'> | Omit<NewMessage, 'from'>, as?: string): ChatMessage {
    this.#mustBeLive()
    this.#mustHaveRoom()
    return this.#append({ ...draft, from: this.#roster.find(as) })
  }

  /** Sets the segment's state. `Finalizing` and `Completed` close it, on Messenger by a disconnect. */
  setState(interactionState: string): ChatMessage {
    this.#mustBeLive()
    this.#mustHaveRoom()
    if (this.transport === 'messenger' && isClosing(interactionState) && this.#segments.isOpen) {
      return this.disconnect()
    }
    return this.#append(stateChange(interactionState))
  }

  /** A participant leaves. On Digital Channels and Messenger the segment stays as it is. Elsewhere the last agent closes it. */
  leave(as?: string): StaffMember {
    this.#mustBeLive()
    const member = this.#roster.find(as)
    this.#append({ type: 'ParticipantLeft', from: member })
    return member
  }

  /** Transfers the chat. The new agent joins before the old one leaves, so the customer is never alone. */
  transfer(to: string, type: StaffType = 'Agent', from?: string): StaffMember {
    this.#mustBeLive()
    const leaving = this.#roster.find(from)
    const joining = this.join(to, type)
    this.leave(leaving.participantId)
    return joining
  }

  /**
   * Disconnects the conversation, which closes the segment. Everybody on the contact centre's side leaves. Only Messenger
   * has this.
   *
   * @param options.type default: as the deployment says
   * @param options.as default: the last who joined; nobody, when nobody is there
   * @throws {ContactCentreError} `INVALID_REQUEST` on the other transports
   */
  disconnect({ type, as }: { type?: DisconnectType | undefined; as?: string | undefined } = {}): ChatMessage {
    this.#mustBeLive()
    this.#mustHaveRoom()
    if (this.transport !== 'messenger') {
      throw new ContactCentreError(
        'INVALID_REQUEST',
        'Only Messenger has a disconnect. Set a state, or leave.',
      )
    }
    const how = type ?? this.#request.disconnectType?.() ?? 'Send'
    const isAnyoneHere = as !== undefined || this.#roster.present.length > 0
    const message = this.#append(disconnectOf(how, isAnyoneHere ? this.#roster.find(as) : undefined))
    for (const member of this.#roster.present) this.leave(member.participantId)
    if (how === 'ReadOnly') this.end()
    return message
  }

  /**
   * The server ends the chat. By default everybody on its side leaves first. Digital Channels do not say that the
   * customer leaves, too. The other transports do.
   */
  end({ staffLeaves = true }: { staffLeaves?: boolean } = {}): void {
    if (this.#ended) return
    if (staffLeaves) for (const member of this.#roster.present) this.leave(member.participantId)
    if (this.transport !== 'digital-channels' && this.#customerPresent) {
      this.#customerPresent = false
      this.#append({ type: 'ParticipantLeft', from: this.customer })
    }
    this.#ended = true
    this.#onNews({ kind: 'ended' })
    this.inbox.release()
  }

  /** Adds messages as they are, from anybody, also after the end. */
  deliver(...messages: readonly (MessageDraft | NewMessage)[]): ChatMessage[] {
    return messages.map((message) => this.#append(message))
  }

  /** The messages after an index, typing included. Reading takes nothing away from the customer's polls. */
  read(after?: string): ChatMessage[] {
    return this.#log.from(this.#log.positionAfter(after))
  }

  summary(): SessionSummary {
    return {
      sessionId: this.id,
      mode: this.mode,
      transport: this.transport,
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

  #append(draft: MessageDraft | NewMessage): ChatMessage {
    const message = this.#log.append(draft)
    this.count(lengthOf(message))
    this.#roster.follow(message)
    const opensSegment =
      !this.#ended &&
      followSegments(this.#segments, message, {
        mode: this.mode,
        transport: this.transport,
        customerId: this.participantId,
        isStaffed: this.#roster.present.length > 0,
      })
    this.#onNews({ kind: 'message', message })
    if (opensSegment) this.#onNews({ kind: 'segment' })
    // After the caller is done, so that what belongs together arrives in one batch.
    void Promise.resolve().then(() => this.inbox.wake())
    return message
  }

  #mustBeLive(): void {
    if (this.#ended) throw new ContactCentreError('CHAT_ENDED', 'This chat has ended. Start a new one.')
  }

  /** Leaving and ending always work. */
  #mustHaveRoom(): void {
    if (this.#log.length < this.#maxMessages) return
    throw new ContactCentreError(
      'LIMIT_MESSAGE_COUNT',
      `This chat has ${this.#maxMessages} messages, and accepts no more. End it, or raise maxMessages.`,
    )
  }
}

/** What is delivered as it is may be no JSON. */
function lengthOf(message: ChatMessage): number {
  try {
    return JSON.stringify(message).length
  } catch {
    return 0
  }
}

/** A change of the segment's state, as the server reports it. */
export function stateChange(interactionState: string): MessageDraft {
  return {
    type: 'System',
    from: SYSTEM_SENDER,
    event: 'InteractionStateChange',
    data: { interactionState },
  }
}
