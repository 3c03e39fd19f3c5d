import type {
  GuestFrame,
  GuestHistory,
  GuestLink,
  GuestRequest,
  GuestSocketHandlers,
} from 'genesys-models/messenger'

const HISTORY_PAGE = 25

/** What a WebSocket tells. */
export interface MessengerSocketHandlers {
  onOpen(): void
  onText(text: string): void
  onClosed(): void
}

/** A WebSocket, or what stands in for one. */
export interface MessengerSocket {
  send(text: string): void
  close(): void
}

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
  let current: MessengerSocket | undefined
  /** Who waits for a key of the history, by the request's tracing id. */
  const waiting = new Map<string, (jwt: string | undefined) => void>()

  function connect(handlers: GuestSocketHandlers) {
    let isWanted = true
    const socket = network.openSocket(socketUrl, {
      onOpen: () => {
        current = socket
        if (isWanted) handlers.onOpen()
      },
      onText: (text) => {
        const frame = JSON.parse(text) as GuestFrame
        const wait = waiting.get(frame.tracingId ?? '')
        waiting.delete(frame.tracingId ?? '')
        if (wait) wait(frame.class === 'JwtResponse' ? (frame.body as { jwt: string }).jwt : undefined)
        else if (isWanted) handlers.onFrame(frame)
      },
      onClosed: () => {
        if (current === socket) current = undefined
        for (const wait of waiting.values()) wait(undefined)
        waiting.clear()
        if (isWanted) handlers.onLost()
        isWanted = false
      },
    })
    return {
      send: (request: GuestRequest) => socket.send(JSON.stringify(request)),
      close: () => {
        isWanted = false
        socket.close()
      },
    }
  }

  function askForKey(token: string): Promise<string | undefined> {
    const tracingId = createId()
    return new Promise((resolve) => {
      if (!current) {
        resolve(undefined)
        return
      }
      waiting.set(tracingId, resolve)
      current.send(JSON.stringify({ action: 'getJwt', token, tracingId }))
    })
  }

  return {
    connect,
    async history(token, pageNumber) {
      const jwt = await askForKey(token)
      if (jwt === undefined) throw new Error('Unable to fetch history')
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
  }
}
