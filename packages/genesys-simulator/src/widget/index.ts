/**
 * The widget's half of the simulator: CXBus, WebChatService and a WebChat window in the browser, over HTTP.
 *
 * @module
 */
/** To keep elsewhere, or not at all, what outlives a page. */
export { createMemoryStore, createMemoryTokenStore } from 'react-genesys-chat-lifecycle/testing'
export { createBrowserStore } from './browserStore.ts'
export { type Fetch, type HttpTransportOptions, httpTransport } from './httpTransport.ts'
export { type InstalledWidgets, type InstallOptions, installGenesysWidgets } from './installGenesysWidgets.ts'
