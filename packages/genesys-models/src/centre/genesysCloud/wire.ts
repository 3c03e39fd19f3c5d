/** How a member takes part. A supervisor is an agent, and a bot is a workflow. */
export type GuestRole = 'CUSTOMER' | 'AGENT' | 'WORKFLOW'

/** A member of a conversation. Those who left remain members. */
export interface GuestMember {
  readonly id: string
  readonly displayName: string
  readonly role: GuestRole
  readonly state: 'CONNECTED' | 'DISCONNECTED'
  /** ISO 8601. */
  readonly joinDate: string
  /** ISO 8601. */
  readonly leaveDate?: string
  readonly customFields: Readonly<Record<string, unknown>>
}

/** A message, in the list of messages and in a frame. */
export interface GuestMessage {
  readonly id: string
  readonly conversation: { readonly id: string }
  /** The member's id is all that is said of the sender. */
  readonly sender: { readonly id?: string }
  readonly body: string
  readonly bodyType: 'standard' | 'notice' | 'member-join' | 'member-leave'
  /** ISO 8601. */
  readonly timestamp: string
}

export interface GuestTyping {
  readonly id: string
  readonly conversation: { readonly id: string }
  readonly sender: { readonly id?: string }
  /** ISO 8601. */
  readonly timestamp: string
}

export interface GuestMemberChange {
  readonly conversation: { readonly id: string }
  readonly member: { readonly id: string; readonly state: GuestMember['state'] }
  /** ISO 8601. */
  readonly timestamp: string
}

/** A started conversation. Over HTTP the answer has a `jwt` and an `eventStreamUri`, too. */
export interface GuestConversation {
  readonly id: string
  readonly member: GuestMember
}

export interface GuestMemberList {
  readonly entities: readonly GuestMember[]
  readonly pageSize: number
  readonly pageNumber: number
  readonly total: number
  readonly pageCount: number
  readonly selfUri: string
}

export interface GuestMessageList {
  readonly entities: readonly GuestMessage[]
  readonly pageSize: number
  readonly selfUri: string
  /** The path of the next page, if there is one. */
  readonly next?: string
}

interface Event<Type extends string, Body> {
  readonly topicName: string
  readonly version: '2'
  readonly eventBody: Body
  readonly metadata: { readonly CorrelationId: string; readonly type: Type }
}

/** What the event stream sends. */
export type GuestFrame =
  | Event<'message', GuestMessage>
  | Event<'typing-indicator', GuestTyping>
  | Event<'member-change', GuestMemberChange>
  | {
      readonly topicName: 'channel.metadata'
      readonly eventBody: { readonly message: 'WebSocket Heartbeat' }
    }

/** The body of a refusal. */
export interface GuestError {
  readonly message: string
  /** Such as `not.found`. */
  readonly code: string
  readonly status: number
  readonly contextId: string
  readonly details: readonly []
  readonly errors: readonly []
}
