/**
 * The widget's half of the simulator: CXBus, WebChatService and a WebChat window in the browser, over HTTP.
 *
 * @module
 */
export { createMemoryStore, createMemoryTokenStore } from 'genesys-models/widget'
export { createBrowserStore } from './browserStore.ts'
export { type Fetch, type HttpTransportOptions, httpTransport } from './httpTransport.ts'
export { type InstalledWidgets, type InstallOptions, installGenesysWidgets } from './installGenesysWidgets.ts'
