import type { ChatMessage } from './message.ts'
import type { StaffMember } from './roster.ts'
import type { Segment } from './segments.ts'

/** Asynchronous: one session, many segments. Regular: the chat ends when the customer leaves. */
export type ChatMode = 'async' | 'regular'

/** How the customer's widget reaches the contact centre. Each transport is an API of its own in front of one model. */
export type Transport = 'digital-channels' | 'gms' | 'genesys-cloud'

/** A session's API: that of a transport of Genesys Widgets, or that of Genesys Cloud Messenger. */
export type SessionTransport = Transport | 'messenger'

/**
 * How a conversation on Messenger is disconnected. `Send`: the customer may write again, which opens the next segment.
 * `ReadOnly`: that ends the chat. `Silent`: the deployment does not tell the customer.
 */
export type DisconnectType = 'Send' | 'ReadOnly' | 'Silent'

/** What a customer starts a chat with. */
export interface SessionRequest {
  readonly nickname: string
  readonly firstName?: string
  readonly lastName?: string
  readonly endpoint?: string
  /** Default `digital-channels`. */
  readonly transport?: SessionTransport
  /** Default: what the contact centre says of the endpoint. */
  readonly mode?: ChatMode
  /** Asked at every disconnect, because a deployment can change. Only Messenger has it. Default: `Send`. */
  readonly disconnectType?: () => DisconnectType
  readonly userData?: Readonly<Record<string, unknown>>
}

/** A session, as the agent's desk lists it. */
export interface SessionSummary {
  readonly sessionId: string
  readonly mode: ChatMode
  readonly transport: SessionTransport
  readonly endpoint: string | null
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly customer: { readonly participantId: string; readonly nickname: string; readonly present: boolean }
  readonly participants: readonly StaffMember[]
  readonly segments: readonly Segment[]
  readonly interactionState: string | null
  /** A segment is open and nobody is there, so a contact centre would route it to an agent. */
  readonly needsAgent: boolean
  readonly ended: boolean
  readonly lastMessage: ChatMessage | null
  readonly userData: Readonly<Record<string, unknown>>
}

/** What a session reports to the contact centre. */
export type SessionNews = { kind: 'message'; message: ChatMessage } | { kind: 'segment' } | { kind: 'ended' }
