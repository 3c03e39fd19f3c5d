import type { BusPromise } from '../bus/deferred.ts'
import type { WidgetStore } from '../page/widgetStore.ts'
import type { AgentsMap } from './messages.ts'

/** A text, or that the customer started or stopped typing. */
export interface OutgoingMessage {
  type: string
  text: string
}

/** A file input, as `sendFile` takes it. */
export interface FileInput {
  readonly files: ArrayLike<unknown> | null
}

/** A batch of messages, ready to become one `messageReceived`. */
export interface MessageBatch {
  originalMessages: unknown[]
  messages: unknown[]
  restoring: boolean
  oldMessages?: boolean
  /** GMS publishes its session with every batch. */
  sessionData?: unknown
}

/** What WebChatService shares as `capabilities`. */
export interface Capabilities {
  async: boolean
  asyncClose: 'hideChat' | 'endChat'
  pagination: boolean
  fileUpload: boolean
}

/** What a transport reports to WebChatService. Each call becomes events, shared data, or both. */
export interface TransportListener {
  publish(event: string, data?: unknown): void
  /** Shares `sessionActive`. */
  setActive(active: boolean): void
  capabilitiesChanged(capabilities: Capabilities): void
  messagesReceived(batch: MessageBatch): void
  /** `data` is what `restored` carries. */
  restored(data: { async?: boolean }): void
  restoreFailed(reason: unknown): void
  /** The chat is over. `farewells` are published ahead of `ended`. */
  ended(...farewells: readonly (readonly [event: string, data?: unknown])[]): void
  sessionLost(response: unknown): void
}

/** What WebChatService gives a transport. */
export interface TransportContext {
  readonly listener: TransportListener
  readonly store: WidgetStore
  /** Takes an exception of the vendor's own: on a page it would be uncaught. */
  reportVendorError(error: unknown): void
}

/**
 * One of the vendor's transports: what WebChatService does with a session, and how it tells.
 *
 * WebChatService itself knows the commands, the filters and the transcript. Everything that differs between Digital
 * Channels, GMS v2 and Genesys Cloud v2 belongs behind this interface. `undefined` in place of a promise means that the
 * vendor's transport throws there, so that the command never settles.
 */
export interface ServiceTransport {
  /** The events that the vendor registers with this transport. */
  readonly events: readonly string[]
  /** Commands that the vendor does not register with this transport. Default: none. */
  readonly missingCommands?: readonly string[]
  /** Default true: `startPoll` and `stopPoll` work. */
  readonly polls?: boolean
  /** What `getSessionData` answers. **Holds the bearer token.** */
  readonly session: unknown
  readonly agents: AgentsMap
  /** Something that has arrived is not published yet, or a failed poll is repeated late. */
  readonly isBusy: boolean
  /** Runs on `App.ready`, before the commands exist. */
  prepare(): void
  /** `data` is what `startChat` was given. */
  start(data: Record<string, unknown>): BusPromise
  end(): BusPromise
  sendMessage(message: OutgoingMessage): BusPromise | undefined
  sendTyping(message: OutgoingMessage): BusPromise
  sendFile(files: unknown): BusPromise | undefined
  /** Missing where the server announces no limits. */
  readFileLimits?(): BusPromise
  updateUserData(data: Record<string, unknown>, isActive: boolean): BusPromise
  restore(): BusPromise | undefined
  /** Restores what an earlier page load left behind. Resolves before anything is restored. */
  restoreWhatIsLeft(): BusPromise
  fetchHistory(): BusPromise | undefined
  /** Reads the stored session again and tells whether there is one. */
  verifySession(): boolean | 'restoring'
  startPolling(): void
  /** Returns `false` when nothing was polling. */
  stopPolling(): boolean
  /** The page is gone. */
  dispose(): void
}

/** Creates a transport for one page load. */
export type CreateServiceTransport = (context: TransportContext) => ServiceTransport
