/**
 * The contact centre: sessions, who is in them, and what can go wrong on the way to them. It knows no HTTP.
 *
 * @module
 */
export { type Clock, createManualClock, type ManualClock, systemClock } from './centre/clock.ts'
export { type CentreNews, ContactCentre, type ContactCentreOptions } from './centre/contactCentre.ts'
export {
  ContactCentreError,
  type DocumentedErrorCode,
  type ErrorCode,
  type SimulatorErrorCode,
} from './centre/errors.ts'
export { excessOf, MAX_DEPTH, MAX_VALUES } from './centre/excess.ts'
export { type Fault, Faults } from './centre/faults.ts'
export { GUEST_PATH } from './centre/genesysCloud/guestApi.ts'
export {
  createGuestChats,
  type GuestChats,
  type GuestChatsOptions,
  type GuestStart,
  type GuestText,
} from './centre/genesysCloud/guestChats.ts'
export type { GuestMessageQuery } from './centre/genesysCloud/messages.ts'
export { guestRefusal, refuseGuest } from './centre/genesysCloud/refusal.ts'
export type { GuestListener } from './centre/genesysCloud/stream.ts'
export type {
  GuestConversation,
  GuestError,
  GuestFrame,
  GuestMember,
  GuestMemberChange,
  GuestMemberList,
  GuestMessage,
  GuestMessageList,
  GuestRole,
  GuestTyping,
} from './centre/genesysCloud/wire.ts'
export {
  createGmsChats,
  type GmsChats,
  type GmsChatsOptions,
  type GmsTextRequest,
} from './centre/gms/gmsChats.ts'
export type { ShownKeys } from './centre/gms/keyRing.ts'
export { gmsStatus, refusal as gmsRefusal, refuse as gmsRefuse } from './centre/gms/refusal.ts'
export type { GmsStart } from './centre/gms/requests.ts'
export type { GmsAnswer, GmsError, GmsKeys, GmsMessage, GmsSender } from './centre/gms/wire.ts'
export type { ChatImage, ImageLimits } from './centre/images.ts'
export type { Delivery, Inbox, PollOptions } from './centre/inbox.ts'
export {
  type ChatMessage,
  isTyping,
  MAX_TEXT,
  type MessageContent,
  type MessageDraft,
  type MessageSender,
  type NewMessage,
  type ParticipantType,
} from './centre/message.ts'
export { compareIndex, isIndex } from './centre/messageIndex.ts'
export { createRandom } from './centre/random.ts'
export {
  type FaultyRequest,
  METHOD_OF,
  REQUEST_KINDS,
  type RequestKind,
} from './centre/requests.ts'
export { STAFF_TYPES, type StaffMember, type StaffType } from './centre/roster.ts'
export {
  type AgentScript,
  type AnsweringAgentOptions,
  answeringAgent,
  ScriptedAgents,
  type ScriptStep,
} from './centre/scriptedAgents.ts'
export type { Segment } from './centre/segments.ts'
export { type ChatSession, stateChange } from './centre/session.ts'
export { toSessionRequest } from './centre/sessionRequest.ts'
export type {
  ChatMode,
  DisconnectType,
  SessionNews,
  SessionRequest,
  SessionSummary,
  SessionTransport,
  Transport,
} from './centre/sessionTypes.ts'
export type { WebMessagingConnection, WebMessagingSocket } from './centre/webMessaging/connection.ts'
export {
  deploymentConfig,
  deploymentDomains,
  type WebMessagingEndpoints,
} from './centre/webMessaging/deploymentConfig.ts'
export type { Deployment, DeploymentSettings, Deployments } from './centre/webMessaging/deployments.ts'
export type { Rate, WebMessagingRates } from './centre/webMessaging/rate.ts'
export { WebMessagingRefusal } from './centre/webMessaging/refusal.ts'
export {
  createWebMessaging,
  type WebMessaging,
  type WebMessagingOptions,
} from './centre/webMessaging/webMessaging.ts'
export type {
  WebMessagingContent,
  WebMessagingFrame,
  WebMessagingMessage,
  WebMessagingPage,
} from './centre/webMessaging/wire.ts'
