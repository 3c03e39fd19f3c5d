import type { ContactCentre } from '../contactCentre.ts'
import type { Faults } from '../faults.ts'
import type { ChatImage } from '../images.ts'
import type { RequestKind } from '../requests.ts'
import type { ChatSession } from '../session.ts'
import { fileLimits } from './fileLimits.ts'
import { createKeyRing, type ShownKeys } from './keyRing.ts'
import { refusing } from './refusal.ts'
import { type GmsStart, toGmsText, toSessionRequest } from './requests.ts'
import { gmsTranscript } from './transcript.ts'
import { watchChat } from './watchChat.ts'
import type { GmsAnswer, GmsMessage } from './wire.ts'

const DAY_MS = 86_400_000
const AWAY: GmsAnswer = { statusCode: 1, chatEnded: false, messages: [] }

/** What a request in a chat has: the keys, and where the transcript is wanted, the first index. */
export interface GmsRequest extends ShownKeys {
  /** -1: the last message only. Absent: no messages. */
  readonly transcriptPosition?: number | undefined
}

/** A request with a text, or with what the customer has written so far. */
export interface GmsTextRequest extends GmsRequest {
  readonly message?: string | undefined
}

export interface GmsUserDataRequest extends GmsRequest {
  readonly userData?: Readonly<Record<string, unknown>> | undefined
}

export interface GmsFileRequest extends GmsRequest {
  readonly file: ChatImage
}

export interface GmsChatsOptions {
  readonly centre: ContactCentre
  /** What disturbs the messages on their way. Default: nothing. */
  readonly faults?: Faults
  /** How long a `secureKey` opens its chat, in milliseconds. Default: a day. */
  readonly keyLifetimeMs?: number
}

/** The requests of GMS Chat API v2. Each answers, and never throws. */
export interface GmsChats {
  start(start: GmsStart): GmsAnswer
  /** The poll. Unlike on Digital Channels, it takes nothing away: whoever asks from an index gets what came since. */
  refresh(request: GmsRequest): GmsAnswer
  /** The customer's page is there again, and wants to be told of messages. Only over CometD. */
  requestNotifications(request: GmsRequest): GmsAnswer
  send(request: GmsTextRequest): GmsAnswer
  startTyping(request: GmsTextRequest): GmsAnswer
  stopTyping(request: GmsTextRequest): GmsAnswer
  /** A notice without a text, as the widget sends it when it wakes up, leaves no trace. */
  customNotice(request: GmsTextRequest): GmsAnswer
  updateData(request: GmsUserDataRequest): GmsAnswer
  file(request: GmsFileRequest): GmsAnswer
  fileLimits(request: GmsRequest): GmsAnswer
  /** The file itself, or why there is none. */
  download(request: GmsRequest & { readonly fileId: string }): ChatImage | GmsAnswer
  disconnect(request: GmsRequest): GmsAnswer
  /**
   * Tells of what happens in a chat, one message at a time, from an index on. That is how GMS works over CometD. Returns a
   * function that stops it.
   */
  watch(request: GmsRequest, tell: (answer: GmsAnswer) => void): () => void
}

/**
 * Puts GMS Chat API v2 in front of a contact centre, without HTTP. There should be one for each centre, because it knows
 * the keys of the chats it has started.
 *
 * @example
 * const gms = createGmsChats({ centre })
 * const { chatId, userId, secureKey } = gms.start({ nickname: 'Joe' })
 * gms.refresh({ chatId, userId, secureKey, transcriptPosition: 1 }).messages
 */
export function createGmsChats({ centre, faults, keyLifetimeMs = DAY_MS }: GmsChatsOptions): GmsChats {
  const ring = createKeyRing(centre, keyLifetimeMs)
  const answering = (answer: () => GmsAnswer) => refusing(centre.imageLimits, answer)

  function report(session: ChatSession, position?: number): GmsAnswer {
    const transcript = gmsTranscript(session)
    const messages = position === undefined ? [] : messagesFrom(transcript, position)
    return {
      statusCode: 0,
      chatEnded: session.ended,
      messages: faults?.disturb(session.id, messages, 'POST') ?? messages,
      ...ring.keysOf(session),
      nextPosition: transcript.length + 1,
    }
  }

  const isAway = (kind: RequestKind, sessionId?: string) =>
    faults?.isChatServerAway({ method: 'POST', kind, sessionId }) ?? false

  /** Answers a request in a chat, after what it does there. */
  function inChat<Request extends GmsRequest>(
    kind: RequestKind,
    act: (session: ChatSession, request: Request) => unknown,
  ) {
    return (request: Request): GmsAnswer =>
      answering(() => {
        const session = ring.open(request)
        if (isAway(kind, session.id)) return AWAY
        act(session, request)
        return report(session, request.transcriptPosition)
      })
  }

  const write = (type: 'TypingStarted' | 'TypingStopped' | 'CustomNotice') =>
    inChat<GmsTextRequest>(type === 'CustomNotice' ? 'notice' : 'send', (session, { message = '' }) => {
      if (message.trim() !== '') session.write({ type, text: message })
      else if (type !== 'CustomNotice') session.write({ type })
    })

  const refresh = inChat('poll', () => {})

  return {
    start: (start) =>
      answering(() => {
        if (isAway('create')) return AWAY
        const session = centre.open(toSessionRequest(start))
        ring.issue(session)
        return report(session, 1)
      }),
    refresh,
    requestNotifications: inChat('restore', (session) => !session.ended && session.arrive()),
    send: inChat<GmsTextRequest>('send', (session, { message }) =>
      session.write({ type: 'Text', text: toGmsText(message) }),
    ),
    startTyping: write('TypingStarted'),
    stopTyping: write('TypingStopped'),
    customNotice: write('CustomNotice'),
    updateData: inChat<GmsUserDataRequest>('updateUserData', (session, { userData = {} }) =>
      session.updateUserData(userData),
    ),
    file: inChat<GmsFileRequest>('sendFile', (session, { file }) => session.sendImage(file)),
    fileLimits: (request) =>
      answering(() => {
        const session = ring.open(request)
        return { ...report(session), messages: [fileLimits(session, centre)] }
      }),
    download: (request) => {
      let file: ChatImage | undefined
      const answer = inChat('image', (session) => {
        file = session.image(request.fileId)
      })(request)
      return file ?? answer
    },
    disconnect: inChat('leave', (session) => session.depart()),
    watch: (request, tell) =>
      watchChat({
        centre,
        chatId: request.chatId,
        from: request.transcriptPosition ?? 1,
        refresh: (transcriptPosition) => refresh({ ...request, transcriptPosition }),
        tell,
      }),
  }
}

/** -1 asks for the last message. */
function messagesFrom(transcript: readonly GmsMessage[], position: number): readonly GmsMessage[] {
  return position < 0 ? transcript.slice(-1) : transcript.slice(Math.max(0, position - 1))
}
