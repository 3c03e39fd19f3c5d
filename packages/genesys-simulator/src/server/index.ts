export { type Clock, createManualClock, type ManualClock, systemClock } from './centre/clock.ts'
export { type CentreNews, ContactCentre, type ContactCentreOptions } from './centre/contactCentre.ts'
export {
  ContactCentreError,
  type DocumentedErrorCode,
  type ErrorCode,
  type SimulatorErrorCode,
} from './centre/errors.ts'
export { type Fault, Faults } from './centre/faults.ts'
export type { ChatImage, ImageLimits } from './centre/images.ts'
export type { Delivery, Inbox, PollOptions } from './centre/inbox.ts'
export type {
  ChatMessage,
  MessageContent,
  MessageDraft,
  MessageSender,
  ParticipantType,
} from './centre/message.ts'
export { compareIndex } from './centre/messageIndex.ts'
export type { StaffMember, StaffType } from './centre/roster.ts'
export {
  type AgentScript,
  type AnsweringAgentOptions,
  answeringAgent,
  ScriptedAgents,
  type ScriptStep,
} from './centre/scriptedAgents.ts'
export type { Segment } from './centre/segments.ts'
export type { ChatSession } from './centre/session.ts'
export type { ChatMode, SessionNews, SessionRequest, SessionSummary } from './centre/sessionTypes.ts'
export { type AgentClient, type AgentSession, createAgentClient } from './client/agentClient.ts'
export { type AppOptions, CHAT_PATH, createApp } from './http/app.ts'
export type { RateLimit } from './http/rateLimit.ts'
