import type { BusEnvelope } from './types.ts'

/** A message as the bus hands it out. Nothing in it is to be trusted: read it as text. */
export interface RawChatMessage {
  readonly type?: string
  readonly text?: string
  readonly index?: string | number
  readonly event?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly from?: { readonly type?: string; readonly name?: string; readonly participantId?: string }
  readonly utcTime?: string
}

/** What `agentConnected` and its like carry. */
export interface AgentsPayload {
  readonly message?: RawChatMessage
  readonly agents?: Readonly<
    Record<string, { readonly name?: string; readonly connected?: boolean; readonly supervisor?: boolean }>
  >
}

/**
 * The events of the bus that exist on Genesys Widgets 9, with what they carry as far as it is worth reading.
 *
 * @see docs/real-widget.md, "WebChatService" and "WebChat"
 */
export interface GenesysBusEvents {
  'App.ready': unknown
  'WebChatService.ready': unknown
  /** **Holds the bearer token.** Never log or store it. */
  'WebChatService.started': unknown
  'WebChatService.restored': { readonly async?: boolean }
  'WebChatService.restoreFailed': unknown
  'WebChatService.restoreTimeout': unknown
  'WebChatService.restoredOffline': unknown
  'WebChatService.messageReceived': {
    readonly originalMessages?: readonly RawChatMessage[]
    readonly messages?: readonly RawChatMessage[]
    readonly oldMessages?: boolean
  }
  'WebChatService.error': { readonly errors?: readonly { readonly code?: string; readonly text?: string }[] }
  /** Not published when the server ends a chat. */
  'WebChatService.ended': unknown
  'WebChatService.sessionLost': unknown
  'WebChatService.agentConnected': AgentsPayload
  'WebChatService.agentDisconnected': AgentsPayload
  'WebChatService.supervisorConnected': AgentsPayload
  'WebChatService.supervisorDisconnected': AgentsPayload
  'WebChatService.botConnected': AgentsPayload
  'WebChatService.botDisconnected': AgentsPayload
  'WebChatService.clientConnected': unknown
  'WebChatService.clientDisconnected': unknown
  'WebChatService.agentTypingStarted': unknown
  'WebChatService.agentTypingStopped': unknown
  'WebChatService.agentTypingTimeout': unknown
  'WebChatService.clientTypingStarted': unknown
  'WebChatService.clientTypingStopped': unknown
  'WebChatService.pollingStarted': unknown
  'WebChatService.pollingStopped': unknown
  'WebChatService.disconnected': unknown
  'WebChatService.reconnected': unknown
  'WebChatService.chatServerWentOffline': unknown
  'WebChatService.chatServerBackOnline': unknown
  'WebChatService.capabilitiesChanged': { readonly async?: boolean; readonly fileUpload?: boolean }
  'WebChatService.sleeping': unknown
  'WebChatService.waking': unknown
  'WebChat.ready': unknown
  'WebChat.opened': unknown
  'WebChat.started': unknown
  /** Its `form` holds personal data, as that of the other window events does. */
  'WebChat.submitted': unknown
  'WebChat.rejected': unknown
  'WebChat.completed': unknown
  'WebChat.cancelled': unknown
  'WebChat.closed': unknown
  'WebChat.minimized': unknown
  'WebChat.unminimized': unknown
  'WebChat.messageAdded': { readonly data?: { readonly type?: string; readonly text?: string } }
  'WebChat.chatButtonDisplayed': unknown
}

/** The name of an event: a known one completes in the editor, any other is taken too. */
export type GenesysBusEventName = keyof GenesysBusEvents | (string & {})

/** What a handler of that event receives. */
export type GenesysBusEnvelope<Name extends string> = BusEnvelope<
  Name extends keyof GenesysBusEvents ? GenesysBusEvents[Name] : unknown
>

/** The commands of WebChatService and WebChat, with what they take. */
export interface GenesysCommands {
  'WebChatService.startChat': { readonly form?: object; readonly userData?: object }
  'WebChatService.endChat': undefined
  'WebChatService.sendMessage': { readonly message: string }
  'WebChatService.sendTyping': { readonly message?: string } | undefined
  'WebChatService.fetchHistory': undefined
  'WebChatService.restore': undefined
  'WebChatService.getTranscript': undefined
  'WebChatService.getAgents': undefined
  'WebChatService.getStats': undefined
  'WebChatService.updateUserData': Readonly<Record<string, unknown>>
  'WebChatService.sendFile': { readonly files: unknown }
  'WebChatService.startPoll': undefined
  'WebChatService.stopPoll': undefined
  'WebChat.open': { readonly form?: object; readonly userData?: object } | undefined
  'WebChat.close': undefined
  'WebChat.endChat': undefined
  'WebChat.minimize': { readonly minimized?: boolean } | undefined
  /** `type: 'html'`, `custom` and an avatar's `custom` are raw HTML: never put what somebody wrote there. */
  'WebChat.injectMessage': {
    readonly type: 'text' | 'html'
    readonly text: string
    readonly name?: string
    readonly custom?: boolean
    readonly bubble?: object
  }
  'WebChat.showOverlay': {
    readonly html: string | Node
    readonly mode?: 'fit' | 'fill'
    readonly hideFooter?: boolean
    readonly static?: boolean
  }
  'WebChat.hideOverlay': undefined
  'WebChat.showChatButton': unknown
  'WebChat.hideChatButton': unknown
  'WebChat.invite': unknown
  'WebChat.reInvite': unknown
  'WebChat.show': unknown
  'WebChat.hide': unknown
}

/** The name of a command: a known one completes in the editor, any other is taken too. */
export type GenesysCommandName = keyof GenesysCommands | (string & {})

/** What that command takes. */
export type GenesysCommandData<Name extends string> = Name extends keyof GenesysCommands
  ? GenesysCommands[Name]
  : unknown
