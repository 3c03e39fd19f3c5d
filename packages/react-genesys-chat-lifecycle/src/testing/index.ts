/**
 * A Genesys bus for tests.
 *
 * ```ts
 * vi.useFakeTimers()
 * const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
 * testBus.install(window) // or give testBus.bus to the provider
 * testBus.start()
 * await testBus.settle()
 *
 * testBus.customer.open() // opens the window and starts the chat
 * await testBus.settle()
 * testBus.agent.join()
 * testBus.agent.say('Hello')
 * testBus.agent.setState('Finalizing')
 * await testBus.settle()
 *
 * testBus.widget.notices // the texts that injectMessage has put into the transcript
 * testBus.commandsNamed('WebChatService.endChat') // each with its outcome
 * testBus.server.fail(500) // also latency(2000), offline(), end(), forget(), deliver(message)
 *
 * testBus.reload() // a new bus over the same cookies
 * testBus.start()
 * ```
 *
 * @module react-genesys-chat-lifecycle/testing
 */

export type { NewMessage, RequestKind } from 'genesys-models/centre'
export type { DisconnectType, MessengerStore } from 'genesys-models/messenger'
export {
  type AsyncTokenStore,
  createMemoryStore,
  createMemoryTokenStore,
  type LoggedCommand,
  type WebChatWindow,
  type WidgetStore,
} from 'genesys-models/widget'
export type { AgentActor } from './agentActor.ts'
export type { TestTransport } from './connectors.ts'
export { type ContactCentre, type ContactCentreOptions, createContactCentre } from './createContactCentre.ts'
export { createTestBus, type TestBus, type TestBusOptions } from './createTestBus.ts'
export type { CustomerActor } from './customerActor.ts'
export {
  createGuestCentre,
  type GuestCentre,
  type MessengerActor,
  type MessengerServerActor,
} from './messenger/createGuestCentre.ts'
export {
  createTestMessenger,
  type MessengerCustomer,
  type TestMessenger,
  type TestMessengerOptions,
} from './messenger/createTestMessenger.ts'
export type { FaultOptions, ServerActor } from './serverActor.ts'
