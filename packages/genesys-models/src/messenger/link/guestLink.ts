import type { GuestFrame, GuestHistory, GuestLink, GuestRequest, GuestSocketHandlers } from './types.ts'

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

/** What a link needs of a network, or of what stands in for one. */
export interface GuestNetwork {
  open(handlers: MessengerSocketHandlers): MessengerSocket
  history(jwt: string, pageNumber: number): Promise<GuestHistory>
  readonly upload?: GuestLink['upload']
  readonly createId: () => string
}

/** The way from a page to the Guest API: its frames over a WebSocket, and its history for a key that the WebSocket hands out. */
export function createGuestLink({ open, history, upload, createId }: GuestNetwork): GuestLink {
  let current: MessengerSocket | undefined
  /** Who waits for a key of the history, by the request's tracing id. */
  const waiting = new Map<string, (jwt: string | undefined) => void>()

  function connect(handlers: GuestSocketHandlers) {
    let isWanted = true
    const socket = open({
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
      return history(jwt, pageNumber)
    },
    ...(upload && { upload }),
  }
}
