import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import { createDemoApp, type DemoAppOptions, widgetsAddress } from './demoApp.ts'

export interface ServeDemoOptions extends DemoAppOptions {
  /** 0 (the default) takes a free one. */
  readonly port?: number
  /** Take a free port when `port` is in use, rather than fail. */
  readonly portFallback?: boolean
}

export interface ServedDemo {
  readonly url: string
  readonly port: number
  /** Which widget the customer's page loads, in words. */
  readonly widget: string
  close(): Promise<void>
}

/** Seen from `server/` as well as from `dist/server/`, where the build puts this file. */
const CLIENT = import.meta.url.includes('/dist/server/') ? '../client' : '../dist/client'

/** Serves the demo as built, with the contact centre it talks to, on loopback only. */
export async function serveDemo(options: ServeDemoOptions = {}): Promise<ServedDemo> {
  const clientDir = options.clientDir ?? fileURLToPath(new URL(CLIENT, import.meta.url))
  const { fetch } = createDemoApp({ ...options, clientDir })
  const server = await listen(fetch, options.port ?? 0, options.portFallback ?? false)
  const { port } = server.address() as AddressInfo
  const address = widgetsAddress(options)
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    widget:
      address === undefined ? "the simulator's" : `Genesys Widgets from ${options.widgetsDir ?? address}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        // Long polls would keep it open for as long as they may be held.
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
  fallback: boolean,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      if (fallback && port !== 0) return resolve(listen(fetch, 0, false))
      reject(new Error(`Port ${port} is taken. Choose another with --port N.`))
    })
  })
}
