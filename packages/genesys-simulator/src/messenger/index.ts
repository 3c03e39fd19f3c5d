export type { MessengerSocket, MessengerSocketHandlers } from 'genesys-models/messenger'
export { connectInPage } from './connectInPage.ts'
export { type InstallMessengerOptions, installMessenger } from './installMessenger.ts'
export type { MessengerNetwork, OpenMessengerSocket } from './networkLink.ts'
