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
export { GuestCentre } from './messenger/guest/guestCentre.ts'
export { type DisconnectType, type GuestSender, GuestSession } from './messenger/guest/guestSession.ts'
export type {
  GuestFrame,
  GuestHistory,
  GuestLink,
  GuestMessage,
  GuestRequest,
  GuestSocket,
  GuestSocketHandlers,
} from './messenger/guest/types.ts'
export {
  createMessengerPage,
  type MessengerPage,
  type MessengerPageOptions,
} from './messenger/page/createMessengerPage.ts'
export { type DeploymentOptions, deploymentConfig } from './messenger/page/deploymentConfig.ts'
export { DeploymentStore, type MessengerStore } from './messenger/page/messengerStore.ts'
export { MessagingService, type MessagingServiceOptions } from './messenger/service/messagingService.ts'
