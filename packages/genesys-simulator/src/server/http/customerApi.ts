import {
  type ChatSession,
  type ContactCentre,
  ContactCentreError,
  type Delivery,
  type Faults,
  isIndex,
  isTyping,
  MAX_TEXT,
  toSessionRequest,
} from 'genesys-models/centre'
import { Hono } from 'hono'
import { z } from 'zod'
import { success } from './envelope.ts'
import { imageResponse, readImage } from './imageBody.ts'
import { check, readBody } from './readBody.ts'
import type { ClientTokens } from './tokens.ts'

const startSchema = z.object({
  operationId: z.string().optional(),
  data: z
    .object({
      nickname: z.string().optional(),
      firstName: z.string().optional(),
      lastName: z.string().optional(),
      endpoint: z.string().optional(),
      stream: z.string().optional(),
      userData: z.record(z.string(), z.unknown()).optional(),
    })
    .default({}),
})

const sendSchema = z.object({
  operationId: z.string().optional(),
  data: z.object({
    type: z.enum(['Text', 'TypingStarted', 'TypingStopped', 'PushUrl', 'Notice']).default('Text'),
    text: z.string().max(MAX_TEXT).optional(),
    url: z.string().max(MAX_TEXT).optional(),
  }),
})

const userDataSchema = z.object({
  operationId: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
})

const pollSchema = z.object({
  index: z.string().refine(isIndex, 'must have the form <ms>-<seq>').optional(),
  count: z.coerce.number().int().min(1).max(10_000).optional(),
})

export interface CustomerApiOptions {
  readonly centre: ContactCentre
  readonly faults: Faults
  readonly tokens: ClientTokens
  /** How long a poll is held open while there is nothing new, in milliseconds. */
  readonly holdMs: number
}

/** The Consumer Messaging API, for the customer's widget. */
export function customerApi({ centre, faults, tokens, holdMs }: CustomerApiOptions): Hono {
  const api = new Hono()

  /** Finds the session of a path. With another chat's token it does not exist. */
  const authorised = async (sessionId: string, token: string | undefined): Promise<ChatSession> => {
    const holder = await tokens.read(token)
    if (holder.sessionId !== sessionId) {
      throw new ContactCentreError('INVALID_SESSION', 'There is no such session.')
    }
    return centre.session(sessionId)
  }
  const deliver = (session: ChatSession, delivery: Delivery): Delivery => ({
    ...delivery,
    messages: faults.disturb(session.id, delivery.messages),
  })

  api.post('/', async (c) => {
    const { data, operationId } = await readBody(c, startSchema)
    const token = c.req.header('x-nexus-client-key')
    const session = token
      ? centre.session((await tokens.read(token)).sessionId)
      : centre.open(toSessionRequest(data))
    session.arrive()
    const { participantId, nickname } = session.customer
    const clientToken = await tokens.issue({ sessionId: session.id, participantId, nickname })
    return success(c, { clientToken }, operationId)
  })

  api.get('/:sessionId/messages', async (c) => {
    const session = await authorised(c.req.param('sessionId'), c.req.header('x-nexus-client-key'))
    const { index, count } = check(pollSchema, c.req.query())
    if (count !== undefined) {
      const { inbox } = session
      return success(
        c,
        deliver(session, index === undefined ? inbox.restore(count) : inbox.page(index, count)),
      )
    }
    const signal = c.req.raw.signal
    const delivery = await session.inbox.poll({
      holdMs,
      signal,
      ...(index !== undefined && { after: index }),
    })
    // Throws if it was forgotten while the poll was held.
    centre.session(session.id)
    return success(c, deliver(session, delivery))
  })

  api.post('/:sessionId/messages', async (c) => {
    const session = await authorised(c.req.param('sessionId'), c.req.header('x-nexus-client-key'))
    const { data, operationId } = await readBody(c, sendSchema)
    const { type, text, url } = data
    const typing = isTyping({ type })
    if (!typing && !text?.trim() && !url) {
      throw new ContactCentreError(
        'INVALID_REQUEST',
        'data.text: expected a text, got none. Send data.text or data.url.',
      )
    }
    session.write({
      type,
      ...(text && !(typing && text.trim() === '') && { text }),
      ...(url && { url }),
    })
    return success(c, { chatEnded: session.ended }, operationId)
  })

  api.post('/:sessionId/images', async (c) => {
    const session = await authorised(c.req.param('sessionId'), c.req.header('x-nexus-client-key'))
    const { file, operationId } = await readImage(c)
    session.sendImage(file)
    return success(c, { chatEnded: session.ended }, operationId)
  })

  api.get('/:sessionId/images/:imageId', async (c) => {
    const session = await authorised(c.req.param('sessionId'), c.req.header('x-nexus-client-key'))
    return imageResponse(session.image(c.req.param('imageId')))
  })

  api.put('/:sessionId/userdata', async (c) => {
    const session = await authorised(c.req.param('sessionId'), c.req.header('x-nexus-client-key'))
    const { data, operationId } = await readBody(c, userDataSchema)
    session.updateUserData(data)
    return success(c, {}, operationId)
  })

  api.delete('/:sessionId/participants/:participantId', async (c) => {
    const session = await authorised(c.req.param('sessionId'), c.req.header('x-nexus-client-key'))
    if (c.req.param('participantId') !== session.customer.participantId) {
      throw new ContactCentreError(
        'INVALID_REQUEST',
        'Customers can only remove themselves. Send their own participantId.',
      )
    }
    session.depart()
    return success(c, { chatEnded: session.ended })
  })

  return api
}
