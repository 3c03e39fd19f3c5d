import {
  type Clock,
  ContactCentreError,
  type Faults,
  type FaultyRequest,
  type WebMessaging,
  WebMessagingRefusal,
} from 'genesys-models/centre'
import { type Context, Hono, type HonoRequest, type MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { createFaultGate } from '../faultGate.ts'
import { limitBody } from '../limits.ts'
import type { OpenSocket } from '../openSocket.ts'
import { deploymentsApi } from './deploymentsApi.ts'
import { historyApi } from './historyApi.ts'
import {
  BOOTSTRAP_PATH,
  DEPLOYMENTS_PATH,
  FILES_PATH,
  HISTORY_PATH,
  SOCKET_PATH,
  TOKEN_PATH,
} from './paths.ts'
import { tokenApi } from './tokenApi.ts'

export interface MountWebMessagingOptions {
  readonly api: WebMessaging
  readonly faults: Faults
  readonly clock: Clock
  readonly limit: (imagePath?: string) => MiddlewareHandler
  readonly dropConnection: (c: Context) => Response
  readonly openSocket?: OpenSocket | undefined
  readonly messengerScript?: (() => string | Promise<string>) | undefined
}

/** Adds what Messenger needs, at the vendor's paths: the Guest API, the deployments and the script of the snippet. */
export function mountWebMessaging(app: Hono, options: MountWebMessagingOptions): void {
  const { api, limit, openSocket, messengerScript } = options
  const gate = createFaultGate({ ...options, readRequest, refuse })
  app.route(DEPLOYMENTS_PATH, deploymentsApi(api))
  app.route(HISTORY_PATH, guarded(gate, historyApi(api)))
  app.route(FILES_PATH, guarded(gate, filesApi(api)))
  app.route(TOKEN_PATH, guarded(gate, limit(), tokenApi(api)))
  if (messengerScript) {
    app.get(BOOTSTRAP_PATH, async (c) =>
      c.body(await messengerScript(), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
    )
  }
  if (openSocket) app.route(SOCKET_PATH, guarded(gate, socketApi(api, openSocket)))
}

function socketApi(api: WebMessaging, openSocket: OpenSocket): Hono {
  return new Hono().get('/', (c) => {
    const deploymentId = c.req.query('deploymentId') ?? ''
    api.admit(deploymentId, c.req.header('origin'))
    return openSocket(c, (socket) => api.connect(deploymentId, socket, fileUrls(c)))
  })
}

/**
 * What a storage in the cloud does. Its addresses are secrets, so that they need no key. The page is told of a file that is a little too
 * large. Others are not even read.
 */
function filesApi(api: WebMessaging): Hono {
  const limit: MiddlewareHandler = (c, next) => {
    const maxBytes = 2 * api.uploadLimit(c.req.param('key') ?? '')
    return limitBody(maxBytes, 'LIMIT_FILE_SIZE', 'A file')(c, next)
  }
  return new Hono()
    .put('/:key', limit, async (c) => {
      api.upload(c.req.param('key'), new Uint8Array(await c.req.arrayBuffer()), fileUrls(c))
      return c.body(null, 200)
    })
    .get('/:key', (c) => {
      const { bytes, name, type } = api.download(c.req.param('key'))
      return new Response(bytes.slice(), {
        headers: {
          'content-type': type,
          'x-content-type-options': 'nosniff',
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
        },
      })
    })
}

function fileUrls(c: Context): (key: string) => string {
  const { origin } = new URL(c.req.url)
  return (key) => `${origin}${FILES_PATH}/${key}`
}

function guarded(...handlers: readonly [...MiddlewareHandler[], Hono]): Hono {
  const middleware = handlers.slice(0, -1) as MiddlewareHandler[]
  const api = new Hono()
  api.onError((error, c) => {
    if (error instanceof ContactCentreError) return refuse(c, error.code, error.message, error.status)
    if (!(error instanceof WebMessagingRefusal)) throw error
    return refuse(c, '', error.message, error.code)
  })
  api.use('*', ...middleware)
  api.route('/', handlers.at(-1) as Hono)
  return api
}

/** Refuses as the platform's REST APIs do. */
function refuse(c: Context, code: string, message: string, status: number): Response {
  return c.json(
    { message, code: code || 'error', status, messageParams: {}, details: [], errors: [] },
    status as ContentfulStatusCode,
  )
}

/** Reads the parts of a request that faults look at. Opening the WebSocket takes the place of the polls of other APIs. */
function readRequest(request: HonoRequest): FaultyRequest {
  const { method, path } = request
  if (path === SOCKET_PATH) return { method, kind: 'poll' }
  if (path.startsWith(HISTORY_PATH)) {
    return { method, kind: Number(request.query('pageNumber') ?? 1) > 1 ? 'olderPage' : 'restore' }
  }
  if (path.startsWith(FILES_PATH)) return { method, kind: method === 'PUT' ? 'sendFile' : 'image' }
  return { method }
}
