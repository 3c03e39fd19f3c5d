import type { WebMessaging } from '../../centre/webMessaging/webMessaging.ts'
import { openInPage } from './connectInPage.ts'
import { createGuestLink, type MessengerSocket, type MessengerSocketHandlers } from './guestLink.ts'
import type { GuestHistory, GuestLink } from './types.ts'

/** The network between the pages of one browser and a contact centre in the same process. */
export class MemoryNetwork {
  readonly #api: WebMessaging
  readonly #deploymentId: string
  readonly #sockets = new Set<MessengerSocket>()
  #isReachable = true

  constructor(api: WebMessaging, deploymentId: string) {
    this.#api = api
    this.#deploymentId = deploymentId
  }

  /** Creates the link of one page. */
  createLink(createId: () => string): GuestLink {
    return createGuestLink({
      createId,
      open: (handlers) => this.#open(handlers),
      history: async (jwt, pageNumber) =>
        structuredClone(this.#api.history(jwt, { pageNumber })) as GuestHistory,
      upload: async (url, _headers, file) =>
        this.#api.upload(url.split('/').at(-1) ?? '', new Uint8Array(await file.arrayBuffer())),
    })
  }

  /** Cuts the network, or mends it. */
  reach(isReachable: boolean): void {
    this.#isReachable = isReachable
    if (!isReachable) for (const socket of [...this.#sockets]) socket.close()
  }

  #open(handlers: MessengerSocketHandlers): MessengerSocket {
    if (!this.#isReachable) {
      setTimeout(handlers.onClosed, 0)
      return { send: () => {}, close: () => {} }
    }
    const socket = openInPage(this.#api, this.#deploymentId, {
      ...handlers,
      onClosed: () => {
        this.#sockets.delete(socket)
        handlers.onClosed()
      },
    })
    this.#sockets.add(socket)
    return socket
  }
}
