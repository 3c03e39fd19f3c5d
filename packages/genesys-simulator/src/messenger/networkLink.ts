import {
  createGuestLink,
  type GuestHistory,
  type GuestLink,
  type MessengerSocket,
  type MessengerSocketHandlers,
} from 'genesys-models/messenger'

const HISTORY_PAGE = 25

/** Opens a WebSocket. */
export type OpenMessengerSocket = (url: string, handlers: MessengerSocketHandlers) => MessengerSocket

export interface MessengerNetwork {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  readonly openSocket: OpenMessengerSocket
}

/** The browser's own. */
export const browserNetwork: MessengerNetwork = {
  fetch: (url, init) => fetch(url, init),
  openSocket(url, { onOpen, onText, onClosed }) {
    const socket = new WebSocket(url)
    socket.onopen = onOpen
    socket.onmessage = ({ data }) => onText(String(data))
    socket.onclose = onClosed
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text)
      },
      close: () => socket.close(),
    }
  },
}

interface NetworkLinkOptions {
  /** The WebSocket's address, with the deployment. */
  readonly socketUrl: string
  readonly apiEndpoint: string
  readonly createId: () => string
  readonly network: MessengerNetwork
}

/** The way from a page to the Guest API, over a WebSocket and HTTP. */
export function createNetworkLink(options: NetworkLinkOptions): GuestLink {
  const { socketUrl, apiEndpoint, createId, network } = options
  return createGuestLink({
    createId,
    open: (handlers) => network.openSocket(socketUrl, handlers),
    async history(jwt, pageNumber) {
      const query = `pageSize=${HISTORY_PAGE}&pageNumber=${pageNumber}`
      const response = await network.fetch(`${apiEndpoint}/api/v2/webmessaging/messages?${query}`, {
        headers: { authorization: `bearer ${jwt}` },
      })
      if (!response.ok) throw new Error('Unable to fetch history')
      return (await response.json()) as GuestHistory
    },
    async upload(url, headers, file) {
      const response = await network.fetch(url, { method: 'PUT', headers, body: file })
      if (!response.ok) throw new Error('Unable to upload')
    },
  })
}
