import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type HttpBindings, upgradeWebSocket, type WebSocketServerLike } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import {
  type AgentScript,
  ContactCentre,
  ContactCentreError,
  type ContactCentreOptions,
  createGmsChats,
  Faults,
  ScriptedAgents,
} from 'genesys-models/centre'
import type { Context } from 'hono'
import { type WebSocket, WebSocketServer } from 'ws'
import { type AppOptions, CHAT_PATH, createApp } from '../http/app.ts'
import { GMS_COMETD_PATH, GMS_FILES_PATH, GMS_PATH } from '../http/gms/gmsPath.ts'
import type { OpenSocket } from '../http/openSocket.ts'
import { BOOTSTRAP_PATH } from '../http/webMessaging/paths.ts'
import { MAX_FRAME } from './attachMessenger.ts'
import { createGmsCometD } from './gmsCometD.ts'
import { type ConnectionLimits, createHttpServer } from './httpServer.ts'
import { serveSocket } from './serveSocket.ts'

/** How the HTTP server is set up. */
export interface ServeOptions
  extends ContactCentreOptions,
    ConnectionLimits,
    Omit<AppOptions, 'centre' | 'cometD' | 'dropConnection' | 'gms' | 'openSocket' | 'scripted'> {
  /** Default: a contact centre of its own, made from these options. */
  readonly centre?: ContactCentre
  /** What a scripted agent does in every segment that a customer opens. Default: there is no scripted agent. */
  readonly script?: AgentScript
  /** Default 0: any free one. */
  readonly port?: number
  /** The address to listen on. Default 127.0.0.1: only this computer. A name is added to `allowedHosts`. */
  readonly host?: string
}

/** A simulator that listens. */
export interface RunningSimulator {
  /** `http://127.0.0.1:PORT`, without a slash at the end. On Genesys Cloud this is what a widget's `dataURL` is set to. */
  readonly url: string
  readonly port: number
  /** What a widget's `dataURL` is set to. */
  readonly dataUrl: string
  /** What a widget's `dataURL` is set to for GMS Chat API v2. Its last part, the service, may be any other name. */
  readonly gmsDataUrl: string
  /** What a widget's `cometD` is set to for GMS over CometD. */
  readonly gmsCometD: { readonly cometURL: string; readonly apiURL: string }
  /** The script for Messenger's snippet, instead of the vendor's. */
  readonly messengerScriptUrl: string
  /** The contact centre, to read or to control without HTTP. */
  readonly centre: ContactCentre
  /** Stops listening, and closes the open connections. */
  close(): Promise<void>
}

/**
 * Starts the simulator as an HTTP server on loopback.
 *
 * @throws the error of Node's `listen`, such as `EADDRINUSE` if the port is taken
 * @example
 * const simulator = await serve({ port: 8090 })
 * // the widget's transport: { dataURL: simulator.dataUrl, … }
 * await simulator.close()
 */
export async function serve(options: ServeOptions = {}): Promise<RunningSimulator> {
  const { port = 0, host = '127.0.0.1', centre = new ContactCentre(options) } = options
  const scripted = new ScriptedAgents(centre, options.script)
  const { faults = new Faults(centre.clock), tokenLifetimeMs } = options
  const gms = createGmsChats({
    centre,
    faults,
    ...(tokenLifetimeMs !== undefined && { keyLifetimeMs: tokenLifetimeMs }),
  })
  const { cometD, close: closeCometD } = createGmsCometD(gms)
  const app = createApp({
    messengerScript: readMessengerScript,
    ...options,
    allowedHosts: [...(options.allowedHosts ?? []), host],
    centre,
    faults,
    scripted,
    gms,
    cometD,
    dropConnection,
    openSocket,
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME })
  const server = createHttpServer({
    ...options,
    fetch: app.fetch,
    websocket: { server: sockets as WebSocketServerLike },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const actualPort = typeof address === 'object' && address ? address.port : port
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`
  return {
    url,
    port: actualPort,
    dataUrl: `${url}${CHAT_PATH}`,
    gmsDataUrl: `${url}${GMS_PATH}/customer-support`,
    gmsCometD: { cometURL: `${url}${GMS_COMETD_PATH}`, apiURL: `${url}${GMS_FILES_PATH}` },
    messengerScriptUrl: `${url}${BOOTSTRAP_PATH}`,
    centre,
    close: () =>
      new Promise((resolve) => {
        closeCometD()
        server.close(() => resolve())
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }),
  }
}

/** The script is a file of this package, which bundlers do not see. */
function readMessengerScript(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('genesys-simulator/genesys.min.js'), 'utf8')
}

function dropConnection(c: Context): Response {
  const { incoming } = c.env as HttpBindings
  incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function openSocket(...[c, listen]: Parameters<OpenSocket>): Promise<Response> {
  // Node.js upgrades what asks for it twice, and hands everything else to the application.
  const isUpgrade = /\bupgrade\b/i.test(c.req.header('connection') ?? '')
  if (!isUpgrade || c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw new ContactCentreError('INVALID_REQUEST', 'Expected a WebSocket.')
  }
  return upgradeWebSocket(c, {
    onOpen: (_event, { raw }) => serveSocket(raw as WebSocket, listen),
  })
}
