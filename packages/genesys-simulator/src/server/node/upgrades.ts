import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

type OnUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => void

/** Answers on a connection that is no longer HTTP's, and closes it. */
export function refuseOn(stream: Duplex, status: number, code: string, message: string): void {
  // Without a listener, a client that resets the connection would end the process.
  stream.on('error', () => stream.destroy())
  if (!stream.writable) {
    stream.destroy()
    return
  }
  const body = JSON.stringify({ status: { code, message } })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => stream.destroy())
}

/** The address of a request; `undefined` where it, or the host, is none. */
export function addressOf({ url = '', headers }: IncomingMessage): URL | undefined {
  try {
    return new URL(url, `http://${headers.host}`)
  } catch {
    return undefined
  }
}

/** Refuses upgrades that the server's own listener would leave open, or answer with 500. */
export function guardUpgrades(server: Server): void {
  const listeners = server.listeners('upgrade') as OnUpgrade[]
  server.removeAllListeners('upgrade')
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      refuseOn(
        stream,
        400,
        'INVALID_REQUEST',
        'Only a WebSocket can be opened. Leave out the header upgrade.',
      )
    } else if (addressOf(request) === undefined) {
      refuseOn(stream, 400, 'INVALID_REQUEST', 'The address or the host is not valid.')
    } else for (const listener of listeners) listener.call(server, request, stream, head)
  })
}
