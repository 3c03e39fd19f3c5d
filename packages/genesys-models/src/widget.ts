/**
 * The widget: CXBus, WebChatService with its transports, the WebChat window without its pixels, and a page to put them on.
 *
 * @module
 */
export { type LoggedCommand, logCommand } from './bus/commandLog.ts'
export { createCXBus } from './bus/createCXBus.ts'
export { installApp, mustRegister, type SharedBus } from './bus/installApp.ts'
export { countPageSubscribers } from './bus/pageSubscribers.ts'
export type { CXBusFacade, ModelPlugin } from './bus/types.ts'
export { createWidgetPage, type WidgetPage } from './page/createWidgetPage.ts'
export {
  type AsyncTokenStore,
  createMemoryStore,
  createMemoryTokenStore,
  storeKeys,
  type WidgetStore,
} from './page/widgetStore.ts'
export {
  callOnReady,
  putOnWindow,
  putSharedBus,
  removeFromWindow,
  type WidgetWindow,
} from './page/widgetWindow.ts'
export type {
  ChatTransport,
  MessagesAnswer,
  SessionKey,
} from './service/digitalChannels/chatTransport.ts'
export { decodeClientToken } from './service/digitalChannels/clientToken.ts'
export { digitalChannels } from './service/digitalChannels/digitalChannels.ts'
export { createServiceConfig, type ServiceConfig } from './service/digitalChannels/sessionState.ts'
export { type CloudConfig, createCloudConfig } from './service/genesysCloud/cloudState.ts'
export { genesysCloud } from './service/genesysCloud/genesysCloud.ts'
export type {
  GuestKey,
  GuestServer,
  GuestWireMember,
  GuestWirePage,
} from './service/genesysCloud/guestServer.ts'
export { gms } from './service/gms/gms.ts'
export type { GmsServer, GmsWireAnswer } from './service/gms/gmsServer.ts'
export { createGmsConfig, type GmsConfig } from './service/gms/gmsState.ts'
export type { CreateServiceTransport } from './service/serviceTransport.ts'
export { TransportError } from './service/transportError.ts'
export { type AdvanceTimers, createWait } from './wait.ts'
export type { WebChatWindow } from './window/customerHand.ts'
