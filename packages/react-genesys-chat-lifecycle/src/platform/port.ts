import type { ChatCommandError } from './commandError.ts'
import type { ServerMessage } from './message.ts'
import type { ChatServiceError } from './serviceError.ts'

/**
 * The vendor product underneath.
 *
 * @example
 * const isWidgets = (platform: PlatformName | null) => platform === 'genesys-widgets'
 */
export type PlatformName = 'genesys-widgets' | 'genesys-messenger'

/**
 * What carries the chat inside Genesys Widgets: Digital Channels v3, GMS Chat API v2, or Genesys Cloud web chat v2.
 *
 * @example
 * const isCloud = (transport: TransportName | null) => transport === 'genesys-cloud'
 */
export type TransportName = 'digital-channels' | 'gms' | 'genesys-cloud'

/**
 * The state of the widget's window. `absent`: the page has none. `hidden`: it is open, but the page hides it.
 *
 * @example
 * const isVisible = (window: WindowState) => window === 'open'
 */
export type WindowState = 'absent' | 'closed' | 'open' | 'minimized' | 'hidden'

/**
 * Why the chat is over. `agent`: this library ended it because of a closed segment. `idle`: {@link useGenesysChatIdle} ended it.
 * `server`: the server ended it, even if it also closed the segment.
 *
 * @example
 * const asksForRating = (reason: EndReason) => reason !== 'session-lost'
 */
export type EndReason = 'agent' | 'customer' | 'idle' | 'server' | 'session-lost' | 'restore-failed'

/** Why a page asks for the end. */
export type AskedReason = Extract<EndReason, 'agent' | 'customer' | 'idle'>

/** Where the session is. `undecided`: it is not known yet whether there is one. */
export type SessionStage = 'undecided' | 'none' | 'starting' | 'live' | 'ending' | 'ended'

/** Where messages come from: just said, a restored or rejoined session, or an older page that was asked for. */
export type MessageSource = 'live' | 'history' | 'page'

/** Everything a platform reports. */
export type PlatformEvent =
  | { readonly type: 'status'; readonly status: 'connecting' | 'connected' | 'unavailable' }
  /** It is being found out whether there is a session. */
  | { readonly type: 'deciding' }
  | { readonly type: 'noSession' }
  | { readonly type: 'starting' }
  | { readonly type: 'startFailed' }
  | {
      readonly type: 'joined'
      readonly sessionId: string | null
      /** `found`: it was there when we came, started or restored before. */
      readonly origin: 'started' | 'restored' | 'found'
      /** It can be read, and has ended before. */
      readonly isOver?: boolean
    }
  | {
      readonly type: 'messages'
      readonly messages: readonly ServerMessage[]
      readonly source: MessageSource
    }
  /** People the platform knows of, although no message tells of them. */
  | { readonly type: 'presence'; readonly messages: readonly ServerMessage[] }
  | { readonly type: 'typing'; readonly typing: boolean }
  | { readonly type: 'connection'; readonly connection: 'online' | 'offline' }
  | { readonly type: 'window'; readonly window: WindowState }
  /** Whether chats are asynchronous, as far as the platform knows. */
  | { readonly type: 'mode'; readonly isAsync: boolean }
  | { readonly type: 'error'; readonly error: ChatServiceError }
  /** The service works again. */
  | { readonly type: 'recovered' }
  /** Somebody else on the page asked to end the chat, and why where it was another provider. */
  | { readonly type: 'endRequested'; readonly reason: EndReason }
  /** That end was stopped, for example by a hook of the page. */
  | { readonly type: 'endWithdrawn' }
  /** The session is over. Without a reason it depends on who asked for the end. */
  | { readonly type: 'ended'; readonly reason: EndReason | null }

/** What a platform needs to know about the chat it reports to. */
export interface PlatformHost {
  emit(event: PlatformEvent): void
  /** Runs work whose events reach subscribers as one change. */
  batch(work: () => void): void
  readonly session: SessionStage
  readonly sessionId: string | null
  readonly window: WindowState
  /** Reports an error that no promise reports. */
  reportError(error: unknown): void
}

/** What became of a request to end the chat. */
export type EndOutcome =
  | { readonly status: 'ended'; readonly error?: ChatCommandError }
  /** The request never left the page. */
  | { readonly status: 'not-sent'; readonly error: ChatCommandError }
  /** No answer came in time: the chat may still end. */
  | { readonly status: 'unknown'; readonly error: ChatCommandError }

/**
 * The form and data of a new chat.
 *
 * @example
 * const options: StartOptions = { form: { firstname: 'Joe' }, userData: { basket: '42' } }
 */
export interface StartOptions {
  /** The fields of a registration form. */
  form?: Readonly<Record<string, string | boolean>>
  /** Attached to the interaction. */
  userData?: Readonly<Record<string, unknown>>
}

/**
 * The form and data of a new chat in the widget's window. `form.autoSubmit` submits the form at once.
 *
 * @example
 * const options: OpenOptions = { form: { firstname: 'Joe', autoSubmit: true }, userData: { basket: '42' } }
 */
export interface OpenOptions extends StartOptions {
  /** Renders messages as Markdown. */
  markdown?: boolean
}

/**
 * How a notice looks in the widget's transcript: the vendor's options, without those that take HTML.
 *
 * @example
 * const bubble: NoticeBubble = { time: false, direction: 'none', fill: '#eef' }
 */
export interface NoticeBubble {
  fill?: string
  radius?: string
  /** `false` leaves the time out. */
  time?: false
  /** `false` leaves the name out. */
  name?: false
  direction?: 'left' | 'right' | 'none'
  /** `false` leaves the avatar out. */
  avatar?: false | { icon?: string }
}

/**
 * The result of `openWindow`.
 *
 * - `started`: the form was submitted, and a chat was started.
 * - `joined`: the window shows an earlier chat.
 * - `form`: the window is open and shows the form. There is no chat yet. With `autoSubmit`, the form's own validation refused it.
 *
 * @example
 * const isNew = ({ status }: OpenResult) => status === 'started'
 */
export interface OpenResult {
  readonly status: 'started' | 'joined' | 'form'
}

/**
 * The result of `closeWindow`. `asking`: the customer has begun to fill in the form, and the window asks them whether to close it.
 *
 * @example
 * const isClosed = ({ status }: CloseResult) => status === 'closed'
 */
export interface CloseResult {
  readonly status: 'closed' | 'asking'
}

/**
 * The files that the chat service accepts now. A limit is null if the service does not say.
 *
 * @example
 * const accept = ({ accept }: FileLimits) => accept?.join(',')
 */
export interface FileLimits {
  /** The largest file, in bytes. */
  readonly maxBytes: number | null
  /** How many more files can be sent. */
  readonly remaining: number | null
  /** Extensions like `.png` and media types like `image/*`, fit for the `accept` of an `<input type="file">`. */
  readonly accept: readonly string[] | null
  /** Extensions like `.exe` that are always refused. */
  readonly blocked: readonly string[]
}

/** What can be done to a chat. Every promise settles, and rejects with {@link ChatCommandError}. */
export interface PlatformCommands {
  start(options: StartOptions): Promise<void>
  /** Sends a text, past {@link PlatformWindow.holdMessages}. */
  send(message: OutgoingMessage): Promise<void>
  sendTyping(): Promise<void>
  /** Asks for the end, and waits for the answer. Never rejects. */
  end(reason: EndReason): Promise<EndOutcome>
  /** Frees the vendor's product of a chat that is over without its knowledge. */
  release(): void | Promise<void>
  /** Makes the vendor's product forget what it keeps of a customer beyond the session. Only without a session. */
  forgetCustomer?(): Promise<void>
  openWindow(options: OpenOptions): Promise<OpenResult>
  /** Waits for an opening that is under way. */
  closeWindow(): Promise<CloseResult>
  /** Uploads a file, past {@link PlatformWindow.holdMessages}. `onProgress` gets the part that was sent, from 0 to 1. */
  sendFile(file: File, onProgress: (part: number) => void): Promise<void>
  /** The files that the service accepts; null where it does not say. */
  readFileLimits(): Promise<FileLimits | null>
  /** Attaches data to the interaction, or to the next one. */
  updateUserData(data: Readonly<Record<string, unknown>>): Promise<void>
  /** Asks for the page before the oldest message. Resolves when it was reported. */
  loadOlder(): Promise<void>
  /** Adds a line to the transcript of the vendor's window, as text. */
  injectNotice(text: string, bubble?: NoticeBubble): Promise<void>
}

/** A text or file on its way to the server, before it is sent. */
export interface OutgoingMessage {
  /** Its name where the page shows it already. */
  readonly id?: string
  readonly kind: 'text' | 'file'
  /** Empty for a file. */
  readonly text: string
  /** The vendor command's data, to send it again as it was. */
  readonly data: Readonly<Record<string, unknown>>
}

/** What a platform's window can do. */
export interface WindowFeatures {
  /** Its transcript takes lines of the page. */
  readonly canInject: boolean
  /** It shows a node of the page over its transcript. */
  readonly canOverlay: boolean
  /** The page can stop what the customer sends there. */
  readonly canHold: boolean
  /** While it is open, it says itself that a segment was closed. */
  readonly saysClosed: boolean
  /** Its `z-index`, where that is above the usual. */
  readonly layer?: number
}

/** What the guard does inside the vendor's window. */
export interface PlatformWindow {
  readonly features: WindowFeatures
  /** Calls back when the window may accept a notice that it refused before. */
  onChange(callback: () => void): () => void
  /** How many times the window was opened anew on this page. Each time its transcript is blank. */
  countOpenings(): number
  /** Whether the window renders notices as Markdown. */
  rendersMarkdown(): boolean
  /** Shows a node over the transcript. Resolves with whether it is shown. */
  showOverlay(node: HTMLElement): Promise<boolean>
  hideOverlay(): void
  /** Whether the page shows something of its own in the overlay. */
  isOverlayTaken(own: HTMLElement): boolean
  /** Reports the window's bounds, now and after each change, or null without a window. Returns a function that stops it. */
  watchBounds(onBounds: (bounds: DOMRectReadOnly | null) => void): () => void
  /** Reports when the page uses the overlay itself. */
  watchOverlay(onTaken: () => void, onFreed: () => void): () => void
  /** Asks `hold` about every message before it is sent. What it holds is not sent. */
  holdMessages(hold: (message: OutgoingMessage) => boolean): () => void
}

/** Shared by everybody on this page who uses the same vendor object. */
export type PageShare = Map<string, unknown>

/** A chat platform: events in, commands out. */
export interface ChatPlatform {
  readonly name: PlatformName
  /** Whether the page itself keeps the token of an asynchronous chat. */
  readonly pageKeepsToken?: boolean
  /** Which transport carries the chat, as soon as the page tells. */
  transport(): TransportName | null
  /** Starts to report. Returns a function that stops it. Can be repeated. */
  attach(): () => void
  /** Undefined until the vendor's product was found. */
  readonly page: PageShare | undefined
  readonly commands: PlatformCommands
  readonly window: PlatformWindow
  /** Asks whether the session is still there, and reports its end if it is not. */
  checkSession(): Promise<boolean>
  /** False while an end is under way, or when there is no session; undefined where the platform cannot tell. */
  isSessionActive(): boolean | undefined
  /** Whether the window is about to open, although it is not open yet. */
  isWindowOpening(): boolean
  /** The language that the page configured for the vendor's window, and the one it is in. */
  languages(): readonly string[]
  /** Calls back when the language of the vendor's window changes. */
  onLanguage(callback: () => void): () => void
  /** Whether the customer can send files. */
  takesFiles(): boolean
  /** Whether there may be older messages than those that were reported. */
  hasOlder(): boolean
  /** Everything that was said so far. */
  readTranscript(): Promise<readonly ServerMessage[]>
  /** Whether the end of a chat is reported when the server ends it. */
  reportsServerEnd(): boolean
}

/** Makes a platform that reports to a host. */
export type PlatformFactory = (host: PlatformHost) => ChatPlatform
