/**
 * `react-genesys-chat-lifecycle/testing`: a Genesys bus for tests.
 *
 * ```ts
 * vi.useFakeTimers()
 * const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
 * testBus.install(window)          // window.CXBus, window._genesys.widgets.bus; or hand testBus.bus to the library
 * testBus.start()                  // App.ready, then WebChatService.ready and WebChat.ready
 * await testBus.settle()           // time passes until everything has arrived
 *
 * testBus.customer.open()          // the window opens, the form is submitted, the chat starts
 * await testBus.settle()
 * testBus.agent.join()
 * testBus.agent.say('Hello')
 * testBus.agent.setState('Finalizing')
 * await testBus.settle()
 *
 * testBus.widget.notices           // the texts of injectMessage that are in the transcript
 * testBus.widget.state             // open, minimized, transcript, inputEnabled, overlay …
 * testBus.commands                 // every command with its outcome: { name, data, outcome, value, time }
 * testBus.server.end()             // also: forget(), fail(500), latency(2000), offline(), online(), deliver(message)
 * testBus.subscriberCount()        // 0 after your unmount, or something was left behind
 *
 * testBus.reload()                 // the same cookies, a new bus: mount again with testBus.bus
 * testBus.start()
 * ```
 *
 * Everything runs on `setTimeout` and promises. A message takes a poll to arrive (`pollMs`, 100).
 *
 * For an event stream of the real widget, `createReplayBus()` and `replay(replayBus, recording)`.
 *
 * For a widget of your own over HTTP: `createCXBus`, `installWebChatService` with a `ChatTransport`, `installWebChat`.
 *
 * @module
 */

export type { AgentActor, InteractionState } from './centre/actors.ts'
export type { MadeRequest } from './centre/centreTransport.ts'
export type { ChatSession, NewMessage } from './centre/chatSession.ts'
export type { FaultOptions, Faults, RequestKind } from './centre/faults.ts'
export { decodeClientToken, encodeClientToken } from './clientToken.ts'
export {
  type ContactCentre,
  type ContactCentreOptions,
  createContactCentre,
  type ServerActor,
} from './contactCentre.ts'
export { createTestBus, type TestBus, type TestBusOptions } from './createTestBus.ts'
export {
  type CXBusFacade,
  type CXBusModel,
  type CXBusOptions,
  createCXBus,
  type ModelPlugin,
  type SentCommand,
} from './cxbus.ts'
export type { BusDeferred, BusPromise } from './deferred.ts'
export type { Recording, RecordingCommand, RecordingEntry, RecordingMark } from './recording.ts'
export {
  createReplayBus,
  type ReplayAnswer,
  type ReplayBus,
  type ReplayBusOptions,
  type ReplayOptions,
  replay,
} from './replay.ts'
export type { FileInput } from './service/sendFile.ts'
export type { ServiceConfig } from './service/sessionState.ts'
export { type AppPlugin, installApp, type SharedBus } from './testBus/appPlugin.ts'
export type { LoggedCommand } from './testBus/commandLog.ts'
export type { CustomerActor } from './testBus/customer.ts'
export type { WidgetWindow } from './testBus/page.ts'
export {
  type ChatTransport,
  type MessagesAnswer,
  type SessionKey,
  TransportError,
  type WireResponse,
} from './transport.ts'
export { installWebChat, type WebChatOptions, type WebChatWindow } from './webChat.ts'
export { installWebChatService, type WebChatServiceOptions } from './webChatService.ts'
export {
  type AsyncTokenStore,
  createMemoryStore,
  createMemoryTokenStore,
  storeKeys,
  type WidgetStore,
} from './widgetStore.ts'
export type { WindowMetadata } from './window/metadata.ts'
export type { AddedMessage, InjectedBubble, TranscriptEntry } from './window/transcript.ts'
export type { Overlay, WindowAlert, WindowState } from './window/windowState.ts'
export type { AgentEntry, AgentsMap, SessionData, ShapedMessage, WireMessage, WireSender } from './wire.ts'
