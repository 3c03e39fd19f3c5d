import type {
  GuestFrame,
  GuestHistory,
  GuestLink,
  GuestRequest,
  GuestSocketHandlers,
} from 'genesys-models/messenger'

const HISTORY_PAGE = 25

interface NetworkLinkOptions {
  /** The WebSocket's address, with the deployment. */
  readonly socketUrl: string
  readonly apiEndpoint: string
  readonly createId: () => string
}

/** The way from a page to the Guest API, over a WebSocket and HTTP. */
export function createNetworkLink({ socketUrl, apiEndpoint, createId }: NetworkLinkOptions): GuestLink {
  let current: WebSocket | undefined
  /** Who waits for a key of the history, by the request's tracing id. */
  const waiting = new Map<string, (jwt: string | undefined) => void>()

  function connect(handlers: GuestSocketHandlers) {
    const socket = new WebSocket(socketUrl)
    let isWanted = true
    current = socket
    socket.onopen = () => isWanted && handlers.onOpen()
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as GuestFrame
      const wait = waiting.get(frame.tracingId ?? '')
      if (!wait) {
        if (isWanted) handlers.onFrame(frame)
        return
      }
      waiting.delete(frame.tracingId ?? '')
      wait(frame.class === 'JwtResponse' ? (frame.body as { jwt: string }).jwt : undefined)
    }
    socket.onclose = () => {
      for (const wait of waiting.values()) wait(undefined)
      waiting.clear()
      if (isWanted) handlers.onLost()
      isWanted = false
    }
    return {
      send: (request: GuestRequest) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request))
      },
      close: () => {
        isWanted = false
        socket.close()
      },
    }
  }

  function askForKey(token: string): Promise<string | undefined> {
    const tracingId = createId()
    return new Promise((resolve) => {
      if (current?.readyState !== WebSocket.OPEN) return resolve(undefined)
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
      const response = await fetch(`${apiEndpoint}/api/v2/webmessaging/messages?${query}`, {
        headers: { authorization: `bearer ${jwt}` },
      })
      if (!response.ok) throw new Error('Unable to fetch history')
      return (await response.json()) as GuestHistory
    },
    async upload(url, headers, file) {
      const response = await fetch(url, { method: 'PUT', headers, body: file })
      if (!response.ok) throw new Error('Unable to upload')
    },
  }
}
