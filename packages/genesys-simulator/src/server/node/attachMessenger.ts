import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Faults, METHOD_OF, type WebMessaging, WebMessagingRefusal } from 'genesys-models/centre'
import { WebSocketServer } from 'ws'
import { FILES_PATH, SOCKET_PATH } from '../http/webMessaging/paths.ts'
import { serveSocket } from './serveSocket.ts'
import { addressOf, refuseOn } from './upgrades.ts'

/** The largest frame of a WebSocket, in bytes. Messenger's API closes a connection for less. */
export const MAX_FRAME = 262_144

const NOWHERE = new URL('http://nowhere')

export interface AttachMessengerOptions {
  readonly webMessaging: WebMessaging
  /** Faults between the customer and the contact centre. Default: none. */
  readonly faults?: Faults
}

/**
 * Serves Messenger's WebSocket on your own server, such as a development server. `serve` does this itself. Other WebSockets of
 * the server are not affected. Returns a function that closes the open connections.
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
    const { origin, pathname, searchParams } = addressOf(request) ?? NOWHERE
    if (pathname !== SOCKET_PATH) {
      // Nobody else would answer.
      if (server.listenerCount('upgrade') === 1) {
        refuseOn(stream, 404, 'NOT_FOUND', `There is no WebSocket but ${SOCKET_PATH} here.`)
      }
      return
    }
    if (faults?.cuts({ method: METHOD_OF.poll, kind: 'poll' })) {
      stream.destroy()
      return
    }
    const deploymentId = searchParams.get('deploymentId') ?? ''
    try {
      webMessaging.admit(deploymentId, request.headers.origin)
    } catch (error) {
      if (!(error instanceof WebMessagingRefusal)) throw error
      refuseOn(stream, error.code, 'FORBIDDEN_ORIGIN', error.message)
      return
    }
    const fileUrl = (key: string) => `${origin}${FILES_PATH}/${key}`
    sockets.handleUpgrade(request, stream, head, (socket) =>
      serveSocket(socket, (client) => webMessaging.connect(deploymentId, client, fileUrl)),
    )
  }
  server.on('upgrade', onUpgrade)
  return () => {
    server.off('upgrade', onUpgrade)
    for (const socket of sockets.clients) socket.terminate()
  }
}
