import { connect, type Socket } from 'node:net'

/** A client that sends what it likes, whether it is HTTP or not. */
export interface RawClient {
  readonly socket: Socket
  /** Resolves with everything that came, when the server has closed the connection. */
  readonly closed: Promise<string>
  /** Everything that has come so far. */
  received(): string
}

export function openRaw(port: number, text = ''): Promise<RawClient> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.setEncoding('latin1').on('data', (chunk) => {
      received += chunk
    })
    // A server that cuts a connection may reset it.
    socket.on('error', reject)
    const closed = new Promise<string>((done) => socket.on('close', () => done(received)))
    socket.on('connect', () => {
      if (text !== '') socket.write(text, 'latin1')
      resolve({ socket, closed, received: () => received })
    })
  })
}

/** Sends a text, and returns what the server answers before it closes the connection. */
export async function askRaw(
  port: number,
  text: string,
): Promise<{ status: number; code: string; message: string }> {
  const { closed } = await openRaw(port, text)
  const [head = '', body = ''] = (await closed).split('\r\n\r\n')
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), ...JSON.parse(body).status }
}
