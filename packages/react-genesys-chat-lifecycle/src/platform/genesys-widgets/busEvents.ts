import type { NamedEvents, VendorName } from './busRegistry.ts'
import type { BusEnvelope } from './busTypes.ts'

/**
 * A message as the bus publishes it. Untrusted: read its fields as text.
 *
 * @example
 * useGenesysBusEvent('WebChatService.messageReceived', ({ data }) => {
 *   const last: RawChatMessage | undefined = data.originalMessages?.at(-1)
 *   if (last?.type === 'PushUrl') track('a link was sent')
 * })
 */
export interface RawChatMessage {
  readonly id?: string
  readonly type?: string
  readonly text?: string
  /** `<ms>-<seq>` in `originalMessages`; in `messages` without its dash, and then of no use for ordering. */
  readonly index?: string | number
  readonly event?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly from?: {
    readonly type?: string
    readonly name?: string
    readonly nickname?: string
    readonly participantId?: string
  }
  readonly url?: string
  /** ISO 8601. */
  readonly utcTime?: string
}

/**
 * The payload of `agentConnected` and similar events.
 *
 * @example
 * useGenesysBusEvent('WebChatService.agentConnected', ({ data }: { data: AgentsPayload }) =>
 *   track('agents', Object.keys(data.agents ?? {}).length),
 * )
 */
export interface AgentsPayload {
  /** Missing from the `agentDisconnected` that follows an end of the page's own. */
  readonly message?: RawChatMessage
  /** By participant. Bots are not in it. */
  readonly agents?: Readonly<
    Record<string, { readonly name?: string; readonly connected?: boolean; readonly supervisor?: boolean }>
  >
}

/**
 * The payload of the window's events: the useful fields.
 *
 * @example
 * useGenesysBusEvent('WebChat.completed', ({ data }: { data: WindowPayload }) => track('chat', data.numAgents))
 */
export interface WindowPayload {
  /** What the customer filled in: **personal data**. */
  readonly form?: Readonly<Record<string, unknown>>
  /** Epoch milliseconds, or false. */
  readonly agentReached?: number | false
  readonly numAgents?: number
}

/**
 * The events of Genesys Widgets 9, with the useful fields of their payloads. An event without a payload has `{}`. Declare the
 * events of your own plugins here to type them too.
 *
 * @example
 * declare module 'react-genesys-chat-lifecycle' {
 *   interface GenesysBusEvents {
 *     'MyPlugin.rated': { readonly stars: number }
 *   }
 * }
 */
export interface GenesysBusEvents extends NamedEvents {
  /** What a plugin shares has changed: `WebChatService.data.sessionActive`. */
  readonly [name: `${string}.data.${string}`]: { readonly last?: unknown; readonly value?: unknown }
  /** Sticky: late subscribers receive it too, as with the other `ready` events. */
  'App.ready': object
  'WebChatService.ready': object
  /** **It holds the bearer token**, which is left out here on purpose. Never log or store the payload. */
  'WebChatService.started': { readonly data?: { readonly sessionId?: string } }
  'WebChatService.restored': { readonly async?: boolean }
  'WebChatService.restoreFailed': unknown
  /** Other transports only, as `restoredOffline`. */
  'WebChatService.restoreTimeout': unknown
  'WebChatService.restoredOffline': unknown
  'WebChatService.messageReceived': {
    readonly originalMessages?: readonly RawChatMessage[]
    readonly messages?: readonly RawChatMessage[]
    /** A page of history, newest first. */
    readonly oldMessages?: boolean
  }
  /** Published again for each poll that fails. */
  'WebChatService.error': { readonly errors?: readonly { readonly code?: string; readonly text?: string }[] }
  /** On Digital Channels, not published when the server ends a chat. Published again when `endChat` is sent again. */
  'WebChatService.ended': object
  /** Carries the server's response. */
  'WebChatService.sessionLost': unknown
  'WebChatService.agentConnected': AgentsPayload
  'WebChatService.agentDisconnected': AgentsPayload
  'WebChatService.supervisorConnected': AgentsPayload
  'WebChatService.supervisorDisconnected': AgentsPayload
  /** Not on Digital Channels, as `botDisconnected`. */
  'WebChatService.botConnected': AgentsPayload
  'WebChatService.botDisconnected': AgentsPayload
  /** Not on Digital Channels. */
  'WebChatService.clientConnected': unknown
  'WebChatService.clientDisconnected': object
  'WebChatService.agentTypingStarted': AgentsPayload
  'WebChatService.agentTypingStopped': AgentsPayload
  'WebChatService.agentTypingTimeout': unknown
  'WebChatService.clientTypingStarted': unknown
  'WebChatService.clientTypingStopped': unknown
  'WebChatService.pollingStarted': object
  'WebChatService.pollingStopped': object
  'WebChatService.disconnected': object
  'WebChatService.reconnected': object
  /** Other transports only, as `chatServerBackOnline`. */
  'WebChatService.chatServerWentOffline': unknown
  'WebChatService.chatServerBackOnline': unknown
  'WebChatService.chatServerTimeout': unknown
  /** In an asynchronous chat once per request, always the same. */
  'WebChatService.capabilitiesChanged': {
    readonly async?: boolean
    readonly pagination?: boolean
    readonly fileUpload?: boolean
  }
  /** The server's answer to the start. **It may hold the bearer token.** */
  'WebChatService.ajaxResponse': unknown
  'WebChatService.sleeping': object
  'WebChatService.waking': object
  /** On Digital Channels, not changed when the server ends a chat. */
  'WebChatService.data.sessionActive': { readonly last?: unknown; readonly value?: unknown }
  'WebChat.ready': object
  'WebChat.opened': WindowPayload
  'WebChat.started': WindowPayload
  'WebChat.submitted': WindowPayload
  'WebChat.rejected': WindowPayload
  /** An agent was reached; else `cancelled` is published. */
  'WebChat.completed': WindowPayload
  'WebChat.cancelled': WindowPayload
  'WebChat.closed': WindowPayload
  'WebChat.minimized': unknown
  'WebChat.unminimized': unknown
  /** `type` is `injected` for what `injectMessage` put there. `text` may be HTML: the widget makes links of addresses. */
  'WebChat.messageAdded': { readonly data?: { readonly type?: string; readonly text?: string } }
  'WebChat.chatButtonDisplayed': unknown
}

/**
 * The name of an event. Known names complete in the editor. Other names are accepted too.
 *
 * @example
 * const watched: readonly GenesysBusEventName[] = ['WebChat.opened', 'MyPlugin.rated']
 */
export type GenesysBusEventName = keyof GenesysBusEvents | (string & {})

/**
 * A name that is not one of `Known`. It keeps a wrong payload of a known name from matching the overload for unknown names.
 */
export type Unknown<Name extends string, Known> = Name extends keyof Known ? never : Name

/** A name that is not the vendor's. */
export type OwnName<Name extends string, Known> = Name extends keyof Known | VendorName ? never : Name

/**
 * The argument of a handler of that event.
 *
 * @example
 * const onError = ({ data }: GenesysBusEnvelope<'WebChatService.error'>) => track(data.errors?.[0]?.code)
 */
export type GenesysBusEnvelope<Name extends string> = BusEnvelope<
  Name extends keyof GenesysBusEvents ? GenesysBusEvents[Name] : unknown
>
