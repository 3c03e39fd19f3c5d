'use client'

export {
  type AgentsPayload,
  allAgentsLeft,
  type BusEnvelope,
  type BusSource,
  type ChatActions,
  type ChatAgent,
  type ChatClosing,
  ChatCommandError,
  type ChatCommandErrorKind,
  type ChatEnd,
  type ChatLifecycle,
  type ChatLifecycleOptions,
  type ChatLifecycleStore,
  type ChatMessage,
  type ChatPhase,
  type ChatServiceError,
  type ChatState,
  type CXBusDeferred,
  type CXBusLike,
  type CXBusPlugin,
  type CXBusRegistry,
  createChatLifecycle,
  type EndReason,
  type EndSignal,
  type GenesysBusEnvelope,
  type GenesysBusEventName,
  type GenesysBusEvents,
  type GenesysCommandData,
  type GenesysCommandName,
  type GenesysCommandResult,
  type GenesysCommands,
  GenesysWidgetsLoadError,
  interactionState,
  type LoadGenesysWidgetsOptions,
  loadGenesysWidgets,
  type MessageOrder,
  type NoticeBubble,
  type RawChatMessage,
  type SegmentState,
  type SenderType,
  type ServerMessage,
  type StandaloneChatLifecycle,
  type StartOptions,
  textMarker,
  type WindowPayload,
  type WindowState,
} from './core.ts'
export type { GuardLocale } from './guard/labels.ts'
export type { ChatEndGuardOptions } from './guard/options.ts'
export type { ClosePolicy, FollowUpPolicy, NoticePlace, RenderPolicy } from './guard/policy.ts'
export type { FollowUp } from './guard/state.ts'
export type { GuardLabels } from './locales/labels.ts'
export { ChatEndGuard, type ChatEndGuardProps } from './react/ChatEndGuard.tsx'
export { GenesysChatProvider, type GenesysChatProviderProps } from './react/GenesysChatProvider.tsx'
export {
  type ChatEndGuardHandle,
  type UseChatEndGuardOptions,
  useChatEndGuard,
} from './react/useChatEndGuard.ts'
export { useGenesysBusEvent } from './react/useGenesysBusEvent.ts'
export { useGenesysChatActions } from './react/useGenesysChatActions.ts'
export { useGenesysChatLifecycle } from './react/useGenesysChatLifecycle.ts'
export { useGenesysChatMessages } from './react/useGenesysChatMessages.ts'
export { type RunGenesysCommand, useGenesysCommand } from './react/useGenesysCommand.ts'
export { useSecondsLeft } from './react/useSecondsLeft.ts'
