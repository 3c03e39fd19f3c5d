import type { Server, ServerOptions } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  createAdaptorServer,
  getRequestListener,
  RequestError,
  type WebSocketServerLike,
} from '@hono/node-server'
import { guardUpgrades, refuseOn } from './upgrades.ts'

/** What a server grants its clients. */
export interface ConnectionLimits {
  /** Milliseconds that a request may take to arrive, its headers at most 10 000. Slower clients are disconnected. Default 30 000. */
  readonly requestTimeoutMs?: number
  /** The maximum of open connections. Further ones are closed immediately. Default 5000. */
  readonly maxConnections?: number
}

export interface HttpServerOptions extends ConnectionLimits {
  /** Answers a request, such as `createApp(…).fetch`. */
  readonly fetch: Parameters<typeof getRequestListener>[0]
  /** Serves WebSockets of `upgradeWebSocket`. Default: there are none, but for those of `attachMessenger`. */
  readonly websocket?: { readonly server: WebSocketServerLike }
}

/**
 * Creates an HTTP server for an application of `createApp`, or for one that contains it. `serve` does this itself. Slow clients
 * are disconnected. Invalid HTTP is answered with JSON: `{ "status": { "code", "message" } }`.
 *
 * @example
 * const server = createHttpServer({ fetch: createApp({ centre }).fetch })
 * server.listen(8090, '127.0.0.1')
 */
export function createHttpServer(options: HttpServerOptions): Server {
  const { fetch, websocket, requestTimeoutMs = 30_000, maxConnections = 5000 } = options
  const server = createAdaptorServer({
    fetch,
    ...(websocket && { websocket }),
    serverOptions: timeouts(requestTimeoutMs),
  }) as Server
  // Its own listener answers errors without a body.
  server.removeAllListeners('request')
  server.on('request', getRequestListener(fetch, { errorHandler: answerError }))
  server.maxConnections = maxConnections
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseClient(error, socket, requestTimeoutMs),
  )
  if (websocket) guardUpgrades(server)
  return server
}

function timeouts(requestTimeoutMs: number): ServerOptions {
  return {
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(requestTimeoutMs, 10_000),
    connectionsCheckingInterval: Math.ceil(Math.min(requestTimeoutMs / 2, 1000)),
    // Notices clients that are gone without a word.
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  }
}

function answerError(error: unknown): Response {
  if (error instanceof RequestError) {
    return toJson(400, 'INVALID_REQUEST', `The address or the host is not valid: ${error.message}.`)
  }
  console.error(error)
  return toJson(500, 'INTERNAL_ERROR', 'The simulator failed to answer. See its console.')
}

function toJson(status: number, code: string, message: string): Response {
  return Response.json({ status: { code, message } }, { status })
}

function refuseClient({ code }: NodeJS.ErrnoException, socket: Duplex, requestTimeoutMs: number): void {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    refuseOn(socket, 408, 'REQUEST_TIMEOUT', `Send a request within ${requestTimeoutMs} ms.`)
  } else if (code === 'HPE_HEADER_OVERFLOW') {
    refuseOn(socket, 431, 'LIMIT_HEADER_SIZE', 'The headers are too large. Send less than 16 KiB.')
  } else refuseOn(socket, 400, 'INVALID_REQUEST', 'This is not HTTP.')
}
