/**
 * The lifecycle of a chat without React.
 *
 * ```ts
 * const chat = createChatLifecycle({ onEnded: ({ reason }) => console.log(reason) })
 * ```
 *
 * @module react-genesys-chat-lifecycle/core
 */

export type { ChatActions, SendFileOptions, SendResult } from './chat/actions.ts'
export type { ChatEvents } from './chat/announce.ts'
export type { ChatLifecycle } from './chat/chat.ts'
export type { ChatMessage, MessageDelivery } from './chat/chatMessage.ts'
export type { ChatEnd, ChatOptions } from './chat/options.ts'
export type { Person } from './chat/people.ts'
export {
  formatTranscript,
  type SaveTranscriptOptions,
  saveTranscript,
  type TranscriptFormat,
} from './chat/saveTranscript.ts'
export { allAgentsLeft } from './chat/signals/allAgentsLeft.ts'
export { interactionState } from './chat/signals/interactionState.ts'
export type { CloseSignal } from './chat/signals/signal.ts'
export { textMarker } from './chat/signals/textMarker.ts'
export type { ChatAgent, ChatPhase, ChatState, ClosedSegment, SegmentState } from './chat/state.ts'
export type { ChatLifecycleStore } from './chat/store.ts'
export {
  type Transcript,
  type TranscriptActions,
  type TranscriptState,
  transcriptOf,
} from './chat/transcript.ts'
export { type ChatLifecycleOptions, createChatLifecycle } from './createChatLifecycle.ts'
export { ChatCommandError, type ChatCommandErrorKind } from './platform/commandError.ts'
export type {
  GenesysCommandData,
  GenesysCommandName,
  GenesysCommandResult,
  GenesysCommands,
} from './platform/genesys-widgets/busCommands.ts'
export type {
  AgentsPayload,
  GenesysBusEnvelope,
  GenesysBusEventName,
  GenesysBusEvents,
  RawChatMessage,
  WindowPayload,
} from './platform/genesys-widgets/busEvents.ts'
export type {
  BusEnvelope,
  CXBusCommandCall,
  CXBusDeferred,
  CXBusLike,
  CXBusPlugin,
  CXBusRegistry,
} from './platform/genesys-widgets/busTypes.ts'
export type { GenesysWidgetsOptions } from './platform/genesys-widgets/createGenesysWidgets.ts'
export type { BusSource } from './platform/genesys-widgets/findBus.ts'
export {
  GenesysWidgetsLoadError,
  type LoadGenesysWidgetsOptions,
  loadGenesysWidgets,
} from './platform/genesys-widgets/loadGenesysWidgets.ts'
export type {
  MessageAttachment,
  MessageCard,
  MessageChoice,
  MessageContent,
  MessageOrder,
  SenderType,
  ServerMessage,
} from './platform/message.ts'
export type {
  CloseResult,
  EndReason,
  FileLimits,
  NoticeBubble,
  OpenOptions,
  OpenResult,
  PlatformName,
  StartOptions,
  TransportName,
  WindowState,
} from './platform/port.ts'
export { ChatServiceError, type ChatServiceErrorKind } from './platform/serviceError.ts'
