/**
 * The widget's half of the simulator: CXBus, WebChatService and a WebChat window in the browser, over HTTP.
 *
 * @module
 */
export { createMemoryStore, createMemoryTokenStore } from 'genesys-models/widget'
export type { Fetch } from './answerTo.ts'
export { createBrowserStore } from './browserStore.ts'
export type { WidgetTransport } from './connectors.ts'
export { type HttpTransportOptions, httpTransport } from './httpTransport.ts'
export { type InstalledWidgets, type InstallOptions, installGenesysWidgets } from './installGenesysWidgets.ts'
