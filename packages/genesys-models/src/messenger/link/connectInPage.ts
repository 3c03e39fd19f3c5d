import type { MessengerSocket, MessengerSocketHandlers } from './guestLink.ts'

/** The Guest API, as far as a socket needs it. */
export interface GuestApi {
  connect(
    deploymentId: string,
    socket: { send(text: string): void; close(): void },
  ): { receive(text: string): void; closed(): void }
}

/** Opens what stands in for a WebSocket to a contact centre in the same page. */
export function openInPage(
  api: GuestApi | Promise<GuestApi>,
  deploymentId: string,
  handlers: MessengerSocketHandlers,
): MessengerSocket {
  let isOpen = true
  const end = () => {
    if (!isOpen) return
    isOpen = false
    setTimeout(handlers.onClosed, 0)
  }
  const connection = Promise.resolve(api).then((ready) => {
    const made = ready.connect(deploymentId, {
      send: (text) => void setTimeout(() => isOpen && handlers.onText(text), 0),
      // After what was sent before.
      close: () => void setTimeout(end, 0),
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
