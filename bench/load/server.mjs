// A server in its own process: `plain`, a Hono application that does nothing, or `simulator`. Says where it is, and how large its heap is.
import { serve as servePlain } from '@hono/node-server'
import { serve } from 'genesys-simulator/node'
import { Hono } from 'hono'

const url =
  process.argv[2] === 'plain' ? await plain() : (await serve({ holdMs: 120_000, maxSessions: 4000 })).url

function plain() {
  const app = new Hono().get('*', (c) => c.json({ ok: true }))
  return new Promise((resolve) => {
    servePlain({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
  })
}

process.on('message', async () => {
  for (let i = 0; i < 4; i++) {
    globalThis.gc()
    await new Promise(setImmediate)
  }
  process.send({ heap: process.memoryUsage().heapUsed })
})
process.send({ url })
