import { once } from 'node:events'
import { WebSocket } from 'ws'
import {
  type AgentClient,
  createAgentClient,
  type WebMessagingFrame,
  type WebMessagingMessage,
} from '../../../src/server/index.ts'
import { type RunningSimulator, type ServeOptions, serve } from '../../../src/server/node/serve.ts'

/** A simulator that listens, and clients of its Guest API. */
export interface TestMessenger {
  readonly simulator: RunningSimulator
  readonly agent: AgentClient
  open(options?: { deploymentId?: string; token?: string; origin?: string }): Promise<TestGuest>
  /** The status with which a WebSocket is refused. */
  refusal(options: { deploymentId?: string; origin?: string }): Promise<number | undefined>
}

/** A client with one WebSocket and a token. */
export interface TestGuest {
  readonly token: string
  readonly socket: WebSocket
  readonly frames: WebMessagingFrame[]
  request(action: string, fields?: object): void
  /** Sends a request. Resolves with the next frame that has its tracing id. */
  ask(action: string, fields?: object): Promise<WebMessagingFrame>
  say(text: string): Promise<WebMessagingFrame>
  /** Resolves with the first frame that is accepted, of all that have come or will come. */
  hear(accepts: (frame: WebMessagingFrame) => boolean): Promise<WebMessagingFrame>
}

export async function createTestMessenger(options: ServeOptions = {}): Promise<TestMessenger> {
  const simulator = await serve(options)
  const socketOf = ({ deploymentId = 'shop', origin }: { deploymentId?: string; origin?: string }) =>
    new WebSocket(
      `${simulator.url.replace(/^http/, 'ws')}/v1?deploymentId=${deploymentId}&application=test`,
      origin === undefined ? {} : { origin },
    )
  return {
    simulator,
    agent: createAgentClient(simulator.url),
    open: async ({ deploymentId = 'shop', token = crypto.randomUUID(), ...rest } = {}) => {
      const socket = socketOf({ deploymentId, ...rest })
      const guest = listen(socket, token)
      await once(socket, 'open')
      await guest.ask('configureSession', { deploymentId })
      return guest
    },
    async refusal(given) {
      const socket = socketOf(given)
      const [, response] = await once(socket, 'unexpected-response')
      response.resume()
      return response.statusCode
    },
  }
}

function listen(socket: WebSocket, token: string): TestGuest {
  const frames: WebMessagingFrame[] = []
  const listeners = new Set<() => void>()
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    for (const listener of [...listeners]) listener()
  })
  const hear: TestGuest['hear'] = (accepts) =>
    new Promise((resolve) => {
      const look = () => {
        const found = frames.find(accepts)
        if (!found) return
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  const request: TestGuest['request'] = (action, fields) =>
    socket.send(JSON.stringify({ action, token, ...fields }))
  const ask: TestGuest['ask'] = (action, fields) => {
    const tracingId = crypto.randomUUID()
    request(action, { ...fields, tracingId })
    return hear((frame) => frame.tracingId === tracingId)
  }
  return {
    token,
    socket,
    frames,
    request,
    ask,
    hear,
    say: (text) => ask('onMessage', { message: { type: 'Text', text } }),
  }
}

export function bodyOf(frame: WebMessagingFrame): WebMessagingMessage {
  return frame.body as WebMessagingMessage
}

export const says = (text: string) => (frame: WebMessagingFrame) =>
  frame.class === 'StructuredMessage' && bodyOf(frame).text === text

export const disconnects = (frame: WebMessagingFrame) => JSON.stringify(frame.body).includes('"Disconnect"')
