/**
 * Genesys Cloud Messenger: the bus behind `Genesys(…)`, in the page and across its frames; the bootstrap's plugins and MessagingService
 * on it; and the Guest API, in memory.
 *
 * @module
 */
export { createMessengerBus } from './messenger/bus/createMessengerBus.ts'
export { type GenesysWindow, putGenesys, putSnippet, type SnippetConfig } from './messenger/bus/snippet.ts'
export type {
  GenesysFunction,
  MessengerBus,
  MessengerBusOptions,
  MessengerCall,
  MessengerCallback,
  MessengerCommand,
  MessengerFrame,
  MessengerPlugin,
} from './messenger/bus/types.ts'
export { type GuestApi, openInPage } from './messenger/link/connectInPage.ts'
export {
  createGuestLink,
  type GuestNetwork,
  type MessengerSocket,
  type MessengerSocketHandlers,
} from './messenger/link/guestLink.ts'
export { MemoryNetwork } from './messenger/link/memoryNetwork.ts'
export type {
  GuestFrame,
  GuestHistory,
  GuestLink,
  GuestMessage,
  GuestRequest,
  GuestSocket,
  GuestSocketHandlers,
} from './messenger/link/types.ts'
export {
  createMessengerPage,
  type MessengerPage,
  type MessengerPageOptions,
} from './messenger/page/createMessengerPage.ts'
export { type Database, registerDatabase } from './messenger/page/database.ts'
export { CONVERSATION_DISCONNECT, type DisconnectType } from './messenger/page/disconnectType.ts'
export { DeploymentStore, type MessengerStore } from './messenger/page/messengerStore.ts'
export { MessagingService, type MessagingServiceOptions } from './messenger/service/messagingService.ts'
