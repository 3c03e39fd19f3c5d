import {
  type ContactCentre,
  createGmsChats,
  createWebMessaging,
  type DeploymentSettings,
  Faults,
  type GmsChats,
  GUEST_PATH,
  ScriptedAgents,
  type WebMessaging,
  type WebMessagingRates,
} from 'genesys-models/centre'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { createAdmission } from './admission.ts'
import { type AgentAccess, createAgentAccess } from './agentAccess.ts'
import { agentApi } from './agentApi.ts'
import { CHAT_PATH } from './chatPath.ts'
import { customerApi } from './customerApi.ts'
import { allowCustomersPages } from './customersPages.ts'
import { failure, failureOf } from './envelope.ts'
import { createFaultGate } from './faultGate.ts'
import { readFaultyRequest } from './faultyRequest.ts'
import { guestApi } from './genesysCloud/guestApi.ts'
import { type CometD, mountGms } from './gms/mountGms.ts'
import { limitBody } from './limits.ts'
import type { OpenSocket } from './openSocket.ts'
import { createRateLimiter, type RateLimit } from './rateLimit.ts'
import { createClientTokens } from './tokens.ts'
import { mountWebMessaging } from './webMessaging/mountWebMessaging.ts'

export { GUEST_PATH } from 'genesys-models/centre'
export { CHAT_PATH } from './chatPath.ts'
export { GMS_PATH } from './gms/gmsPath.ts'

const DAY_MS = 86_400_000

export interface AppOptions extends AgentAccess {
  readonly centre: ContactCentre
  /** Default: none. The agent's API can add faults. */
  readonly faults?: Faults
  /** The scripted agents. Default: none. The agent's API can add one. */
  readonly scripted?: ScriptedAgents
  /** GMS Chat API v2 in front of the contact centre. Default: a new one. */
  readonly gms?: GmsChats
  /** Messenger's Guest API in front of the contact centre. Default: a new one, made from these options. */
  readonly webMessaging?: WebMessaging
  /**
   * Returns the settings of a Messenger deployment, or `undefined` if it does not exist. Default: every id exists, and words in
   * the id select settings.
   */
  readonly deploymentOf?: (id: string) => DeploymentSettings | undefined
  /** Rate limits of Messenger's customers. `{}`: no limits. Default: the documented limits. */
  readonly messengerRates?: WebMessagingRates
  /** The script that stands in for Messenger's `genesys.min.js`. Default: it is not served. */
  readonly messengerScript?: () => string | Promise<string>
  /** Serves GMS over CometD, see `serve` in `genesys-simulator/node`. Default: GMS is not served over CometD. */
  readonly cometD?: CometD
  /**
   * The expected `x-api-key`, on GMS `apikey`, on Genesys Cloud the `deploymentId`. Others are refused with `INVALID_CONTACT_CENTER`.
   * Default: any, or none.
   */
  readonly apiKey?: string
  /** How long a poll is held open while there is nothing new, in milliseconds. Default 0. GMS holds none. */
  readonly holdMs?: number
  /** The largest body, in bytes. Default 64 KiB. */
  readonly maxBodyBytes?: number
  /** Requests beyond this limit, per customer, are answered with 429. Default: no limit. */
  readonly rateLimit?: RateLimit
  /** How often an event stream of Genesys Cloud has a heartbeat, in milliseconds; 0: never. Default 10 000. */
  readonly heartbeatMs?: number
  /** Milliseconds for which a client token is valid: a `secureKey` on GMS, a `jwt` on Genesys Cloud. Default: one day. */
  readonly tokenLifetimeMs?: number
  /** Cuts a connection without an answer. Default: `app.fetch` rejects with a `TypeError`, as `fetch` does. */
  readonly dropConnection?: (c: Context) => Response
  /** Opens WebSockets, for the event streams of Genesys Cloud and for Messenger. Default: none, because they need a server. */
  readonly openSocket?: OpenSocket
}

/**
 * Creates the HTTP application: the customer's APIs at {@link CHAT_PATH}, {@link GMS_PATH} and {@link GUEST_PATH}, Messenger's
 * API at the vendor's paths, and the agent's API at `/agent`.
 *
 * It also runs in a page: `app.fetch(new Request(url, …))` answers without a network.
 *
 * @example
 * const app = createApp({ centre: new ContactCentre() })
 * const answer = await app.fetch(new Request('http://simulator/agent/sessions'))
 */
export function createApp(options: AppOptions): Hono {
  const { centre, apiKey, holdMs = 0, tokenLifetimeMs = DAY_MS, dropConnection = cut } = options
  const { faults = new Faults(centre.clock), scripted = new ScriptedAgents(centre) } = options
  const { gms = createGmsChats({ centre, faults, keyLifetimeMs: tokenLifetimeMs }) } = options
  const { webMessaging = messengerOf(centre, faults, options) } = options
  const { clock } = centre
  const shared = {
    faults,
    clock,
    dropConnection,
    apiKey,
    mayAsk: createRateLimiter(clock, options.rateLimit),
  }
  const app = createBareApp()
  app.use(
    `${CHAT_PATH}/*`,
    createFaultGate({ ...shared, readRequest: readFaultyRequest, refuse: failure }),
    createAdmission({
      ...shared,
      apiKeyHeader: 'x-api-key',
      callerOf: (request) => request.header('x-nexus-client-key'),
    }),
  )
  const limit = createBodyLimits(options.maxBodyBytes ?? 65_536, centre.imageLimits.maxBytes)
  app.use(`${CHAT_PATH}/*`, limit('/images'))
  const tokens = createClientTokens(
    clock,
    tokenLifetimeMs,
    'Send the clientToken of this chat in the header x-nexus-client-key.',
  )
  app.route(CHAT_PATH, customerApi({ centre, faults, holdMs, tokens }))
  mountGms(app, { ...shared, centre, gms, cometD: options.cometD, limit })
  app.route(GUEST_PATH, guestApi({ ...shared, ...options, faults, tokenLifetimeMs, limitBodies: limit() }))
  mountWebMessaging(app, { ...shared, ...options, api: webMessaging, limit })
  const access = createAgentAccess(options, limit())
  app.route('/agent', agentApi({ centre, faults, scripted, deployments: webMessaging.deployments, access }))
  return app
}

function messengerOf(
  centre: ContactCentre,
  faults: Faults,
  { deploymentOf, messengerRates }: AppOptions,
): WebMessaging {
  return createWebMessaging({
    centre,
    faults,
    ...(deploymentOf && { deploymentOf }),
    ...(messengerRates && { rates: messengerRates }),
  })
}

/** What every API here needs: readable errors, and access for customers' pages. */
function createBareApp(): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof ConnectionCut) throw error
    return failureOf(c, error)
  })
  app.notFound((c) => failure(c, 'NOT_FOUND', `There is no ${c.req.method} ${c.req.path} here.`, 404))
  allowCustomersPages(app)
  return app
}

/** `imagePath`: what the path of an upload ends with. */
function createBodyLimits(
  maxBodyBytes: number,
  maxImageBytes: number,
): (imagePath?: string) => MiddlewareHandler {
  const body = limitBody(maxBodyBytes, 'LIMIT_BODY_SIZE', 'A body')
  const image = limitBody(maxImageBytes + maxBodyBytes, 'LIMIT_FILE_SIZE', 'An image')
  return (imagePath) => (c, next) =>
    (imagePath !== undefined && c.req.path.endsWith(imagePath) ? image : body)(c, next)
}

/** What `fetch` rejects with when the network fails. */
class ConnectionCut extends TypeError {}

function cut(): never {
  throw new ConnectionCut('Failed to fetch')
}
