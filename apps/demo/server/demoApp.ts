import type { Server } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { attachMessenger } from 'genesys-simulator/node'
import { ContactCentre, createApp, createWebMessaging, Faults } from 'genesys-simulator/server'
import { type Context, Hono } from 'hono'
import { messengerSettings } from '../src/shared/messengerDeployment.ts'
import { readStaticFile } from './staticFiles.ts'

export interface DemoAppOptions {
  /** The built pages. Without it only the APIs and the distribution are served, as the dev server needs. */
  readonly clientDir?: string
  /** A folder with a Genesys Widgets 9 distribution, served under `/genesys/`. */
  readonly widgetsDir?: string
  /** The web address of a distribution. */
  readonly widgetsUrl?: string
}

/** The paths that belong to the contact centre. */
export const API_PATHS = ['/nexus/', '/genesys/2/', '/agent/', '/api/v2/', '/webdeployments/'] as const

/** The demo's server, but for what listens. */
export interface DemoApp extends Hono {
  /** Serves Messenger's WebSocket, too. */
  attach(server: Server): void
}

/** Serves the pages, the customers' APIs, the agents' API, and the real widget if there is one, from one origin. */
export function createDemoApp(options: DemoAppOptions = {}): DemoApp {
  const app = new Hono()
  const centre = new ContactCentre()
  const faults = new Faults(centre.clock)
  const webMessaging = createWebMessaging({ centre, faults, deploymentOf: messengerSettings })
  const simulator = createApp({ centre, faults, webMessaging, dropConnection })
  for (const path of API_PATHS) {
    app.all(`${path}*`, (context) => simulator.fetch(context.req.raw, context.env))
  }

  const { widgetsDir, clientDir } = options
  if (widgetsDir !== undefined) {
    app.get('/genesys/*', async (context) => {
      const file = await readStaticFile(widgetsDir, context.req.path.slice('/genesys'.length))
      if (file === undefined) return context.notFound()
      return answer(file.body, { 'content-type': file.type })
    })
  }
  if (clientDir !== undefined) {
    app.get('*', async (context) => {
      const file = await readStaticFile(clientDir, context.req.path)
      if (file === undefined) return context.notFound()
      if (!file.type.startsWith('text/html')) {
        const cache = context.req.path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'no-cache'
        return answer(file.body, { 'content-type': file.type, 'cache-control': cache })
      }
      const html = describeServer(file.body.toString('utf8'), options)
      return answer(html, { 'content-type': file.type, 'cache-control': 'no-cache', ...security(options) })
    })
  }
  return Object.assign(app, {
    attach: (server: Server) => void attachMessenger(server, { webMessaging, faults }),
  })
}

/** Where the customer's page finds the real widget; undefined for the simulator's. */
export function widgetsAddress(options: DemoAppOptions): string | undefined {
  return options.widgetsDir === undefined ? options.widgetsUrl : '/genesys/'
}

/** Writes into a page that there is a server, and where the real widget is. The pages are built without knowing either. */
export function describeServer(html: string, options: DemoAppOptions): string {
  return setMeta(setMeta(html, 'simulator', 'server'), 'genesys-widgets', widgetsAddress(options) ?? '')
}

function setMeta(html: string, name: string, content: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const tag = new RegExp(`(<meta name="${name}" content=")[^"]*"`)
  return html.replace(tag, (_all, start: string) => `${start}${escaped}"`)
}

/** A strict policy, unless the real widget is served: it writes styles and scripts into the page. */
function security(options: DemoAppOptions): Record<string, string> {
  if (widgetsAddress(options) !== undefined) return {}
  return {
    'content-security-policy':
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'",
  }
}

function answer(body: string | Buffer, headers: Record<string, string>): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: { 'x-content-type-options': 'nosniff', ...headers },
  })
}

function dropConnection(context: Context): Response {
  const { incoming } = context.env as HttpBindings
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
