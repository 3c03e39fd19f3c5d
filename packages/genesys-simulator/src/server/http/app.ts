import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { ContactCentre } from '../centre/contactCentre.ts'
import { ContactCentreError } from '../centre/errors.ts'
import { Faults } from '../centre/faults.ts'
import { ScriptedAgents } from '../centre/scriptedAgents.ts'
import { agentApi } from './agentApi.ts'
import { customerApi } from './customerApi.ts'
import { failure, failureOf } from './envelope.ts'
import { createRateLimiter, type RateLimit } from './rateLimit.ts'
import { createClientTokens } from './tokens.ts'

/** Where the Consumer Messaging API is: what a widget's `dataURL` ends with. */
export const CHAT_PATH = '/nexus/v3/chat/sessions'

const DAY_MS = 86_400_000

/** How the HTTP application is set up. */
export interface AppOptions {
  readonly centre: ContactCentre
  /** Default: none, until the agent's API adds some. */
  readonly faults?: Faults
  /** Agents who work by script. Default: none, until the agent's API brings one. */
  readonly scripted?: ScriptedAgents
  /** The `x-api-key` that is expected; another one is `INVALID_CONTACT_CENTER`. Default: any, or none. */
  readonly apiKey?: string
  /** How long a poll is held open while there is nothing new, in milliseconds. Default 0: answered at once. */
  readonly holdMs?: number
  /** How large a body may be, in bytes. Default 64 KiB. */
  readonly maxBodyBytes?: number
  /** How many requests one customer may make; beyond that, 429. Default: no limit. */
  readonly rateLimit?: RateLimit
  /** How long a client token is good for, in milliseconds. Default: a day. */
  readonly tokenLifetimeMs?: number
  /** Cuts a connection without an answer. Default: `app.fetch` rejects with a `TypeError`, as `fetch` does. */
  readonly dropConnection?: (c: Context) => Response
}

/**
 * The simulator as an HTTP application: the customer's API at {@link CHAT_PATH}, the agent's at `/agent`.
 *
 * Nothing in it needs Node: in a page, `app.fetch(new Request(url, …))` answers without a network.
 *
 * @example
 * const app = createApp({ centre: new ContactCentre() })
 * const answer = await app.fetch(new Request('http://simulator/agent/sessions'))
 */
export function createApp(options: AppOptions): Hono {
  const { centre, apiKey, holdMs = 0 } = options
  const { faults = new Faults(centre.clock), scripted = new ScriptedAgents(centre) } = options
  const { maxBodyBytes = 65_536, tokenLifetimeMs = DAY_MS, dropConnection = cut } = options
  const mayAsk = createRateLimiter(centre.clock, options.rateLimit)
  const app = new Hono()

  app.onError((error, c) => {
    if (error instanceof ConnectionCut) throw error
    return failureOf(c, error)
  })
  app.notFound((c) => failure(c, 'NOT_FOUND', `There is no ${c.req.method} ${c.req.path} here.`, 404))
  app.use(
    '*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
      allowHeaders: ['content-type', 'x-api-key', 'x-nexus-client-key'],
      maxAge: 600,
    }),
  )
  const limitBody = limit(maxBodyBytes, 'LIMIT_BODY_SIZE', 'A body')
  const limitImage = limit(centre.imageLimits.maxBytes + maxBodyBytes, 'LIMIT_FILE_SIZE', 'An image')
  app.use(`${CHAT_PATH}/*`, async (c, next) => {
    const [, sessionId] = c.req.path.slice(CHAT_PATH.length).split('/')
    const { latencyMs, drop, status } = faults.hitting({ method: c.req.method, sessionId })
    if (latencyMs) await new Promise<void>((resolve) => void centre.clock.after(latencyMs, resolve))
    if (drop) return dropConnection(c)
    if (status) return failure(c, faultCode(status), "A fault that the agent's side asked for.", status)
    if (apiKey !== undefined && c.req.header('x-api-key') !== apiKey) {
      throw new ContactCentreError('INVALID_CONTACT_CENTER', 'The x-api-key names no contact centre here.')
    }
    if (!mayAsk(c.req.header('x-nexus-client-key') ?? '')) {
      throw new ContactCentreError('TOO_MANY_REQUESTS', 'Too many requests: wait a little.')
    }
    return next()
  })
  app.use(`${CHAT_PATH}/*`, (c, next) => (c.req.path.endsWith('/images') ? limitImage : limitBody)(c, next))
  app.use('/agent/*', limitBody)
  app.route(
    CHAT_PATH,
    customerApi({ centre, faults, holdMs, tokens: createClientTokens(centre.clock, tokenLifetimeMs) }),
  )
  app.route('/agent', agentApi({ centre, faults, scripted }))
  return app
}

/** What `fetch` rejects with when the network fails. */
class ConnectionCut extends TypeError {}

function cut(): never {
  throw new ConnectionCut('Failed to fetch')
}

function limit(
  maxSize: number,
  code: 'LIMIT_BODY_SIZE' | 'LIMIT_FILE_SIZE',
  what: string,
): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ContactCentreError(code, `${what} has at most ${maxSize} bytes.`)
    },
  })
}

/** The code that goes with a status, where the API documents one. */
function faultCode(status: number): string {
  if (status === 401) return 'AUTHENTICATION_REQUIRED'
  if (status === 404) return 'INVALID_SESSION'
  return status === 429 ? 'TOO_MANY_REQUESTS' : 'ERROR'
}
