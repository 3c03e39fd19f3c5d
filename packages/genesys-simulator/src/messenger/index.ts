export { connectInPage } from './connectInPage.ts'
export { type InstallMessengerOptions, installMessenger } from './installMessenger.ts'
export type {
  MessengerNetwork,
  MessengerSocket,
  MessengerSocketHandlers,
  OpenMessengerSocket,
} from './networkLink.ts'
