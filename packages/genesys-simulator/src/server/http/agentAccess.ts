import { ContactCentreError } from 'genesys-models/centre'
import type { Context, HonoRequest, MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'

/** Which pages may use the agent's side. */
export interface AgentAccess {
  /**
   * Other host names, without a port, under which the agent's side can be reached, such as `simulator` in a container network.
   * `localhost` and IP addresses always work. Default: none, because a hostile page can point its own name at this computer
   * (DNS rebinding).
   */
  readonly allowedHosts?: readonly string[] | undefined
  /**
   * Origins of other pages that may use the agent's side, such as `http://localhost:5173`. Default: only the simulator's own.
   */
  readonly allowedOrigins?: readonly string[] | undefined
}

/**
 * Refuses what pages of other origins send to the agent's side, which has no authentication. What is no browser is not affected.
 * `limitBody` runs between the checks that look at headers and the one that may read the body.
 */
export function createAgentAccess(
  { allowedHosts = [], allowedOrigins = [] }: AgentAccess,
  limitBody: MiddlewareHandler,
): MiddlewareHandler {
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()))
  const origins = new Set(allowedOrigins.map((origin) => origin.replace(/\/$/, '')))
  return every(
    // CORP `same-origin` and `nosniff`: no other page can embed an answer, either.
    secureHeaders({ strictTransportSecurity: false }),
    check((c) => mustBeOurHost(c.req.header('host'), hosts)),
    check((c) => mustBeOurPage(c, origins)),
    cors({
      origin: [...origins],
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowHeaders: ['content-type'],
      maxAge: 600,
    }),
    limitBody,
    check(mustBeJson),
  )
}

function check(look: (c: Context) => void | Promise<void>): MiddlewareHandler {
  return async (c, next) => {
    await look(c)
    return next()
  }
}

/** No page can choose an IP address as its name. Without a server there is no host. */
function mustBeOurHost(header: string | undefined, allowed: ReadonlySet<string>): void {
  if (header === undefined) return
  const name = urlOf(`http://${header}`)?.hostname.replace(/\.$/, '') ?? ''
  const isLoopback = name === 'localhost' || name.endsWith('.localhost')
  if (isLoopback || /^(\[.*\]|[\d.]+)$/.test(name) || allowed.has(name)) return
  throw new ContactCentreError(
    'FORBIDDEN_HOST',
    `The agent's side is not reached under the name "${header}". Use localhost or an IP address. If the name is yours, allow it: --allow-host ${name || 'NAME'}, or the option allowedHosts.`,
  )
}

function mustBeOurPage({ req }: Context, allowed: ReadonlySet<string>): void {
  const origin = req.header('origin')
  if (origin === undefined ? isNoOtherPage(req) : allowed.has(origin) || isSameOrigin(req, origin)) return
  throw new ContactCentreError(
    'FORBIDDEN_ORIGIN',
    `Pages of ${origin ?? 'another origin'} cannot use the agent's side. If the page is yours, allow it: --allow-origin ${origin ?? 'ORIGIN'}, or the option allowedOrigins.`,
  )
}

/** The scheme may differ: a proxy in front may speak HTTPS. */
function isSameOrigin(req: HonoRequest, origin: string): boolean {
  return urlOf(origin)?.host === (req.header('host')?.toLowerCase() ?? new URL(req.url).host)
}

/** Pictures and scripts of other pages come without an origin. Links do, too, and are harmless. */
function isNoOtherPage(req: HonoRequest): boolean {
  const site = req.header('sec-fetch-site') ?? 'none'
  return site === 'same-origin' || site === 'none' || req.header('sec-fetch-mode') === 'navigate'
}

/** A page can send other types to any server without asking it first. */
async function mustBeJson({ req }: Context): Promise<void> {
  if (req.method === 'GET' || req.method === 'HEAD') return
  const type = req.header('content-type')
  if (type === undefined ? (await req.text()) === '' : /^application\/json\s*(;|$)/i.test(type)) return
  throw new ContactCentreError(
    'UNSUPPORTED_MEDIA_TYPE',
    `Expected JSON, got ${type === undefined ? 'a body without a type' : `"${type}"`}. Send the header content-type: application/json (curl --json '{…}').`,
  )
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
