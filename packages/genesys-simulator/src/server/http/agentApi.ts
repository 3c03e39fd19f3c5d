import { Hono } from 'hono'
import { z } from 'zod'
import type { ContactCentre } from '../centre/contactCentre.ts'
import type { Fault, Faults } from '../centre/faults.ts'
import { isIndex } from '../centre/messageIndex.ts'
import { check, readBody } from './readBody.ts'

const name = z.string().trim().min(1).max(128)
const staffType = z.enum(['Agent', 'Supervisor', 'Bot']).optional()
/** Participant id or name of who acts. */
const as = z.string().optional()

const joinSchema = z.strictObject({ name, type: staffType })
const saySchema = z.strictObject({ text: z.string().min(1).max(16_384), as })
const typingSchema = z.strictObject({ stopped: z.boolean().optional(), as })
const stateSchema = z.strictObject({ interactionState: z.string().trim().min(1).max(64) })
const leaveSchema = z.strictObject({ as })
const transferSchema = z.strictObject({ to: name, type: staffType, from: z.string().optional() })
const readSchema = z.object({ after: z.string().refine(isIndex, 'must have the form <ms>-<seq>').optional() })
const faultSchema = z.strictObject({
  status: z.number().int().min(400).max(599).optional(),
  latencyMs: z.number().int().min(0).max(120_000).optional(),
  drop: z.boolean().optional(),
  duplicate: z.boolean().optional(),
  reorder: z.boolean().optional(),
  sessionId: z.string().optional(),
  forMs: z.number().int().min(1).max(86_400_000),
})

/** The agent's desk: what the contact centre's side does, as plain JSON. */
export function agentApi(centre: ContactCentre, faults: Faults): Hono {
  const api = new Hono()

  api.get('/sessions', (c) => c.json({ sessions: centre.sessions.map((session) => session.summary()) }))

  api.get('/sessions/:id', (c) => c.json(centre.session(c.req.param('id')).summary()))

  api.get('/sessions/:id/messages', (c) => {
    const session = centre.session(c.req.param('id'))
    const { after } = check(readSchema, c.req.query())
    return c.json({ messages: session.read(after), chatEnded: session.ended })
  })

  api.post('/sessions/:id/join', async (c) => {
    const session = centre.session(c.req.param('id'))
    const body = await readBody(c, joinSchema)
    return c.json(session.join(body.name, body.type))
  })

  api.post('/sessions/:id/say', async (c) => {
    const session = centre.session(c.req.param('id'))
    const body = await readBody(c, saySchema)
    return c.json(session.say({ type: 'Text', text: body.text }, body.as))
  })

  api.post('/sessions/:id/typing', async (c) => {
    const session = centre.session(c.req.param('id'))
    const body = await readBody(c, typingSchema)
    return c.json(session.say({ type: body.stopped ? 'TypingStopped' : 'TypingStarted' }, body.as))
  })

  api.post('/sessions/:id/state', async (c) => {
    const session = centre.session(c.req.param('id'))
    const body = await readBody(c, stateSchema)
    return c.json(session.setState(body.interactionState))
  })

  api.post('/sessions/:id/leave', async (c) => {
    const session = centre.session(c.req.param('id'))
    const body = await readBody(c, leaveSchema)
    return c.json(session.leave(body.as))
  })

  api.post('/sessions/:id/transfer', async (c) => {
    const session = centre.session(c.req.param('id'))
    const body = await readBody(c, transferSchema)
    return c.json(session.transfer(body.to, body.type, body.from))
  })

  api.post('/sessions/:id/end', (c) => {
    const session = centre.session(c.req.param('id'))
    session.end()
    return c.json(session.summary())
  })

  api.post('/sessions/:id/forget', (c) => {
    centre.forget(c.req.param('id'))
    return c.json({})
  })

  api.get('/faults', (c) => c.json({ faults: faults.list() }))

  api.post('/faults', async (c) => {
    faults.add((await readBody(c, faultSchema)) as Fault)
    return c.json({ faults: faults.list() })
  })

  api.delete('/faults', (c) => {
    faults.clear()
    return c.json({ faults: [] })
  })

  return api
}
