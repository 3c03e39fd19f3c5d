/**
 * The provider for Genesys Cloud Messenger. Hooks and guard are those of `react-genesys-chat-lifecycle`.
 *
 * ```tsx
 * <GenesysMessengerProvider>
 *   <Shop />
 *   <ChatEndGuard />
 * </GenesysMessengerProvider>
 * ```
 *
 * @module react-genesys-chat-lifecycle/messenger
 */

'use client'

export type {
  GenesysMessengerOptions,
  SessionWarning,
} from './platform/genesys-messenger/createGenesysMessenger.ts'
export type {
  GenesysEnvelope,
  GenesysLike,
  GenesysPlugin,
  GenesysSource,
} from './platform/genesys-messenger/genesysTypes.ts'
export {
  GenesysMessengerProvider,
  type GenesysMessengerProviderProps,
} from './react/GenesysMessengerProvider.tsx'
