import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Faults, METHOD_OF, type WebMessaging, WebMessagingRefusal } from 'genesys-models/centre'
import { WebSocketServer } from 'ws'
import { FILES_PATH, SOCKET_PATH } from '../http/webMessaging/paths.ts'

/** The largest frame of a WebSocket, in bytes. Messenger's API closes a connection for less. */
export const MAX_FRAME = 262_144

export interface AttachMessengerOptions {
  readonly webMessaging: WebMessaging
  /** What goes wrong between the customer and the contact centre. Default: nothing. */
  readonly faults?: Faults
}

/**
 * Serves Messenger's WebSocket on a server of your own, such as a development server. `serve` does it by itself. Other WebSockets of
 * that server are left alone. Returns a function that cuts what is open.
 *
 * @example
 * const webMessaging = createWebMessaging({ centre })
 * const app = createApp({ centre, webMessaging })
 * const detach = attachMessenger(server, { webMessaging })
 */
export function attachMessenger(
  server: Server,
  { webMessaging, faults }: AttachMessengerOptions,
): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME })
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const { origin, pathname, searchParams } = new URL(request.url ?? '', `http://${request.headers.host}`)
    if (pathname !== SOCKET_PATH) return
    if (faults?.cuts({ method: METHOD_OF.poll, kind: 'poll' })) {
      stream.destroy()
      return
    }
    const deploymentId = searchParams.get('deploymentId') ?? ''
    try {
      webMessaging.admit(deploymentId, request.headers.origin)
    } catch (error) {
      if (!(error instanceof WebMessagingRefusal)) throw error
      stream.end(`HTTP/1.1 ${error.code} Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const connection = webMessaging.connect(deploymentId, socket, (key) => `${origin}${FILES_PATH}/${key}`)
      socket.on('message', (data) => connection.receive(String(data)))
      socket.on('close', () => connection.closed())
    })
  }
  server.on('upgrade', onUpgrade)
  return () => {
    server.off('upgrade', onUpgrade)
    for (const socket of sockets.clients) socket.terminate()
  }
}
