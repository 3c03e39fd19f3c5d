import type { MessengerSocketHandlers, OpenMessengerSocket } from './networkLink.ts'

/** The Guest API, as far as a socket needs it: `createWebMessaging` of `genesys-simulator/server` makes one. */
interface GuestApi {
  connect(
    deploymentId: string,
    socket: { send(text: string): void; close(): void },
  ): { receive(text: string): void; closed(): void }
}

/**
 * Creates what opens WebSockets to a contact centre in the same page.
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
  return (url, handlers: MessengerSocketHandlers) => {
    const deploymentId = new URL(url).searchParams.get('deploymentId') ?? ''
    let isOpen = true
    const end = () => {
      if (!isOpen) return
      isOpen = false
      setTimeout(handlers.onClosed, 0)
    }
    const connection = Promise.resolve(api).then((ready) => {
      const made = ready.connect(deploymentId, {
        send: (text) => void setTimeout(() => isOpen && handlers.onText(text), 0),
        close: end,
      })
      setTimeout(() => isOpen && handlers.onOpen(), 0)
      return made
    })
    return {
      send: (text) => void connection.then((made) => isOpen && made.receive(text)),
      close: () => {
        end()
        void connection.then((made) => made.closed())
      },
    }
  }
}
