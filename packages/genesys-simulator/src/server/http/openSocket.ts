import type { Context } from 'hono'

/** The server's end of a WebSocket. */
export interface ServerSocket {
  send(text: string): void
  close(code?: number, reason?: string): void
}

/** Who is at the server's end. */
export interface SocketListener {
  /** Default: what comes is ignored. */
  receive?(text: string): void
  /** The WebSocket has closed, whoever closed it. */
  closed(): void
}

/** Opens a WebSocket for a request. */
export type OpenSocket = (
  c: Context,
  listen: (socket: ServerSocket) => SocketListener,
) => Response | Promise<Response>
