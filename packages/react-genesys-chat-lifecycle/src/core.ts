export type {
  GenesysCommandData,
  GenesysCommandName,
  GenesysCommandResult,
  GenesysCommands,
} from './bus/commandNames.ts'
export { ChatCommandError, type ChatCommandErrorKind } from './bus/errors.ts'
export type { BusSource } from './bus/find.ts'
export {
  GenesysWidgetsLoadError,
  type LoadGenesysWidgetsOptions,
  loadGenesysWidgets,
} from './bus/loadGenesysWidgets.ts'
export type {
  AgentsPayload,
  GenesysBusEnvelope,
  GenesysBusEventName,
  GenesysBusEvents,
  RawChatMessage,
  WindowPayload,
} from './bus/names.ts'
export type {
  BusEnvelope,
  CXBusCommandCall,
  CXBusDeferred,
  CXBusLike,
  CXBusPlugin,
  CXBusRegistry,
} from './bus/types.ts'
export type { ChatActions, NoticeBubble, StartOptions } from './lifecycle/actions.ts'
export { createChatLifecycle, type StandaloneChatLifecycle } from './lifecycle/createChatLifecycle.ts'
export type { SenderType, ServerMessage } from './lifecycle/messages.ts'
export type { ChatEnd, ChatLifecycleOptions } from './lifecycle/options.ts'
export type { MessageOrder } from './lifecycle/order.ts'
export {
  allAgentsLeft,
  type EndSignal,
  interactionState,
  type SegmentState,
  textMarker,
} from './lifecycle/signals.ts'
export type {
  ChatAgent,
  ChatClosing,
  ChatPhase,
  ChatServiceError,
  ChatState,
  EndReason,
  WindowState,
} from './lifecycle/state.ts'
export type { ChatLifecycle, ChatLifecycleStore } from './lifecycle/store.ts'
export { type ChatMessage, type Transcript, transcriptOf } from './lifecycle/transcript.ts'
