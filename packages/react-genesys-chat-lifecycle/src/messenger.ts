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
