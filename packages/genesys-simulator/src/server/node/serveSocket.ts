import type { WebSocket } from 'ws'
import type { ServerSocket, SocketListener } from '../http/openSocket.ts'

/** How much may wait for a client that does not read, in bytes. */
const MAX_WAITING = 4_194_304
const INTERNAL_ERROR = 1011

/** Connects a WebSocket with who is at the server's end. Whatever comes, nothing is thrown, and clients that do not read are cut. */
export function serveSocket(socket: WebSocket, listen: (socket: ServerSocket) => SocketListener): void {
  const listener = listen({
    send: (text) => {
      socket.send(text)
      if (socket.bufferedAmount > MAX_WAITING) socket.terminate()
    },
    close: (code, reason) => socket.close(code, reason),
  })
  socket.on('message', (data) => {
    try {
      listener.receive?.(String(data))
    } catch (error) {
      console.error(error)
      socket.close(INTERNAL_ERROR, 'The simulator failed. See its console.')
    }
  })
  socket.on('close', () => listener.closed())
  // A frame that is none, or too large. The socket closes by itself, but without a listener the process would end.
  socket.on('error', () => {})
}
