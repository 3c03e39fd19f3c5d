import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, soon } from './support/holds.ts'
import { type OddRequest, oddFrames, oddRequests } from './support/requests.ts'
import { createWorld, everyRoute, mustBeReadable, type World } from './support/world.ts'

/** An event stream has no end. */
async function readBody(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

async function answer(world: World, { method, path, headers, body }: OddRequest): Promise<void> {
  const { fill, send, faults, clock } = world
  const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]))
  const init = { method, headers: filled, ...(body !== undefined && { body: fill(body) }) }
  const response = await send(fill(path), init)
  const text = await readBody(response)
  if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 200)}`)
  if (response.status >= 400) JSON.parse(text)
  // An agent may ask for answers of 5xx and for latency. Scripts run now.
  faults.clear()
  clock.advance(1000)
}

describe('whatever is sent', () => {
  const routes = everyRoute()

  test('covers the routes of every platform', () => {
    const paths = routes.map(({ path }) => path).join(' ')
    for (const part of [
      '/nexus/',
      '/genesys/2/chat/',
      '/genesys/2/chat-ntf',
      '/genesys/cometd',
      '/webchat/guest/',
      '/webmessaging/',
      '/webdeployments/',
      '/v1',
      '/agent/',
    ]) {
      expect(paths).toContain(part)
    }
  })

  holds(
    'no route answers with 5xx, and the agent’s side stays readable',
    fc.array(oddRequests(routes), { minLength: 1, maxLength: 8 }),
    async (requests) => {
      const world = await createWorld()
      for (const request of requests) await soon(answer(world, request))
      await mustBeReadable(world)
    },
    0.25,
  )

  holds(
    'Messenger’s WebSocket never throws, and the agent’s side stays readable',
    fc.array(oddFrames, { minLength: 1, maxLength: 12 }),
    async (texts) => {
      const world = await createWorld()
      for (const text of texts) {
        world.connection.receive(world.fill(text))
        await new Promise(setImmediate)
      }
      for (const key of world.frames.flatMap(uploadOf)) {
        const path = `/api/v2/webmessaging/files/${key}`
        await answer(world, { method: 'PUT', path, headers: {}, body: 'x' })
        await answer(world, { method: 'GET', path, headers: {}, body: undefined })
      }
      await mustBeReadable(world)
    },
    0.25,
  )
})

function uploadOf({ body }: World['frames'][number]): string[] {
  const { url } = (body ?? {}) as { url?: unknown }
  return typeof url === 'string' ? [url.split('/').at(-1) ?? ''] : []
}
