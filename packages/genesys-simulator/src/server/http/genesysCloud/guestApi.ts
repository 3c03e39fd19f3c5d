import {
  type Clock,
  type ContactCentre,
  ContactCentreError,
  createGuestChats,
  type Faults,
  type GuestError,
  guestRefusal,
  refuseGuest,
} from 'genesys-models/centre'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { createAdmission } from '../admission.ts'
import { createFaultGate } from '../faultGate.ts'
import type { OpenSocket } from '../openSocket.ts'
import { check, readBody } from '../readBody.ts'
import { createClientTokens } from '../tokens.ts'
import { conversationIdOf, readGuestRequest } from './guestRequests.ts'
import { messagesSchema, sendSchema, startSchema } from './guestSchemas.ts'

export interface GuestApiOptions {
  readonly centre: ContactCentre
  readonly faults: Faults
  readonly clock: Clock
  /** The expected `deploymentId`. Default: any. */
  readonly apiKey: string | undefined
  readonly mayAsk: (caller: string) => boolean
  readonly limitBodies: MiddlewareHandler
  readonly dropConnection: (c: Context) => Response
  /** In milliseconds. */
  readonly tokenLifetimeMs: number
  /** In milliseconds; 0: never. */
  readonly heartbeatMs?: number
  /** Default: there is no event stream. */
  readonly openSocket?: OpenSocket
}

/** The guest chat API of Genesys Cloud (web chat version 2), for the customer's widget. */
export function guestApi(options: GuestApiOptions): Hono {
  const { clock, apiKey, mayAsk, tokenLifetimeMs, openSocket } = options
  const guests = createGuestChats(options)
  const tokens = createClientTokens(
    clock,
    tokenLifetimeMs,
    'Send the jwt of this conversation as a bearer token.',
  )
  const api = new Hono()
  api.onError((error, c) => {
    if (!(error instanceof ContactCentreError)) throw error
    return answerError(c, guestRefusal(error))
  })
  api.use(
    '*',
    createFaultGate({ ...options, readRequest: readGuestRequest, refuse }),
    // The key is in the body of the start.
    createAdmission({ apiKey: undefined, mayAsk, callerOf: conversationIdOf }),
    options.limitBodies,
  )

  /** Returns the conversation's id. With another conversation's token it does not exist. */
  const authorise = async (c: Context, token: string | undefined): Promise<string> => {
    const { sessionId } = await tokens.read(token)
    if (sessionId === c.req.param('id')) return sessionId
    throw new ContactCentreError('INVALID_SESSION', 'There is no such conversation.')
  }
  const conversationOf = (c: Context) => authorise(c, c.req.header('authorization')?.replace(/^bearer /i, ''))

  api.post('/', async (c) => {
    const request = await readBody(c, startSchema)
    if (apiKey !== undefined && request.deploymentId !== apiKey) {
      throw new ContactCentreError('INVALID_CONTACT_CENTER', 'The deploymentId names no deployment here.')
    }
    const { id, member } = guests.start(request)
    const jwt = await tokens.issue({ sessionId: id, participantId: member.id, nickname: member.displayName })
    return c.json({ id, jwt, eventStreamUri: streamUri(c, id, jwt), member })
  })

  api.get('/:id/members', async (c) => c.json(guests.members(await conversationOf(c))))

  api.get('/:id/members/:memberId', async (c) =>
    c.json(guests.member(await conversationOf(c), c.req.param('memberId'))),
  )

  api.get('/:id/messages', async (c) => {
    const id = await conversationOf(c)
    return c.json(guests.messages(id, check(messagesSchema, c.req.query())))
  })

  api.post('/:id/members/:memberId/messages', async (c) => {
    const id = await conversationOf(c)
    return c.json(guests.send(id, c.req.param('memberId'), await readBody(c, sendSchema)))
  })

  api.post('/:id/members/:memberId/typing', async (c) =>
    c.json(guests.typing(await conversationOf(c), c.req.param('memberId'))),
  )

  api.delete('/:id/members/:memberId', async (c) => {
    guests.leave(await conversationOf(c), c.req.param('memberId'))
    return c.body(null, 204)
  })

  if (openSocket) {
    api.get('/:id/stream', async (c) => {
      const id = await authorise(c, c.req.query('token'))
      // Refuses a conversation that was forgotten.
      guests.members(id)
      return openSocket(c, (socket) => ({
        closed: guests.open(id, {
          onFrame: (frame) => socket.send(JSON.stringify(frame)),
          onClosed: () => socket.close(),
        }),
      }))
    })
  }

  return api
}

/** Refuses as this API does. Its own codes are lower-case words with dots. */
function refuse(c: Context, code: string, message: string, status: number): Response {
  return answerError(c, refuseGuest(status, message, code.includes('.') ? code : undefined))
}

function answerError(c: Context, error: GuestError): Response {
  return c.json(error, error.status as ContentfulStatusCode)
}

function streamUri(c: Context, id: string, token: string): string {
  const uri = new URL(`${new URL(c.req.url).pathname.replace(/\/$/, '')}/${id}/stream`, c.req.url)
  uri.protocol = uri.protocol === 'https:' ? 'wss:' : 'ws:'
  uri.searchParams.set('token', token)
  return uri.href
}
