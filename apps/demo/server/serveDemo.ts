import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createHttpServer } from 'genesys-simulator/node'
import { createDemoApp, type DemoAppOptions, widgetsAddress } from './demoApp.ts'

export interface ServeDemoOptions extends DemoAppOptions {
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** Pick a free port when `port` is in use, instead of failing. */
  readonly portFallback?: boolean
}

export interface ServedDemo {
  readonly url: string
  readonly port: number
  /** A description of the widget that the customer's page loads. */
  readonly widget: string
  close(): Promise<void>
}

/** This file runs from `server/` and, built, from `dist/server/`. */
const CLIENT = import.meta.url.includes('/dist/server/') ? '../client' : '../dist/client'

/** Serves the built demo and its contact centre, on loopback only. */
export async function serveDemo(options: ServeDemoOptions = {}): Promise<ServedDemo> {
  const clientDir = options.clientDir ?? fileURLToPath(new URL(CLIENT, import.meta.url))
  const app = createDemoApp({ ...options, clientDir })
  const server = await listen(app.fetch, options.port ?? 0, options.portFallback ?? false)
  app.attach(server)
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
        // Otherwise long polls would keep the server open.
        server.closeAllConnections()
      }),
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
  fallback: boolean,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createHttpServer({ fetch })
    server.listen(port, '127.0.0.1', () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      if (fallback && port !== 0) return resolve(listen(fetch, 0, false))
      reject(new Error(`Port ${port} is taken. Choose another one with --port N.`))
    })
  })
}
