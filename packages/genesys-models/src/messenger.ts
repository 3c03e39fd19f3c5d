/**
 * Genesys Cloud Messenger: the bus behind `Genesys(…)`, in the page and across its frames.
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
