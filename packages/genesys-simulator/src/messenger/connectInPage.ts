import { type GuestApi, openInPage } from 'genesys-models/messenger'
import type { OpenMessengerSocket } from './networkLink.ts'

/**
 * Creates a function that opens WebSockets to a contact centre in the same page. Pass the API that `createWebMessaging` of
 * `genesys-simulator/server` returns.
 *
 * @example
 * const webMessaging = createWebMessaging({ centre })
 * const app = createApp({ centre, webMessaging })
 * installMessenger({
 *   deploymentId: 'shop',
 *   fetch: async (url, init) => app.fetch(new Request(url, init)),
 *   openSocket: connectInPage(webMessaging),
 * })
 */
export function connectInPage(api: GuestApi | Promise<GuestApi>): OpenMessengerSocket {
  return (url, handlers) => openInPage(api, new URL(url).searchParams.get('deploymentId') ?? '', handlers)
}
