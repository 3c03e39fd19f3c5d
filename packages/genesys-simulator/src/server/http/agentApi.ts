import type { ChatSession, ContactCentre, Deployments, Faults, ScriptedAgents } from 'genesys-models/centre'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { agentEvents } from './agentEvents.ts'
import { toSaid } from './agentSays.ts'
import {
  deploymentSchema,
  disconnectSchema,
  faultSchema,
  joinSchema,
  leaveSchema,
  readSchema,
  saySchema,
  scriptSchema,
  stateSchema,
  transferSchema,
  typingSchema,
} from './agentSchemas.ts'
import { imageResponse } from './imageBody.ts'
import { check, readBody } from './readBody.ts'

export interface AgentApiOptions {
  readonly centre: ContactCentre
  readonly faults: Faults
  readonly scripted: ScriptedAgents
  /** Of Messenger. */
  readonly deployments: Deployments
  /** Runs before every request. */
  readonly access: MiddlewareHandler
}

/** The agent's desk: what the contact centre's side does, as plain JSON. */
export function agentApi({ centre, faults, scripted, deployments, access }: AgentApiOptions): Hono {
  const api = new Hono()
  const sessionOf = (c: Context): ChatSession => {
    const id = c.req.param('id') ?? ''
    // What somebody at a terminal means nearly always.
    return centre.session(id === 'newest' ? (centre.sessions.at(-1)?.id ?? id) : id)
  }
  // In here, so that no spelling of a path gets past it.
  api.use('*', access)

  api.get('/sessions', (c) => c.json({ sessions: centre.sessions.map((session) => session.summary()) }))

  api.get('/sessions/:id', (c) => c.json(sessionOf(c).summary()))

  api.get('/sessions/:id/messages', (c) => {
    const session = sessionOf(c)
    const { after } = check(readSchema, c.req.query())
    return c.json({ messages: session.read(after), chatEnded: session.ended })
  })

  api.get('/sessions/:id/images/:imageId', (c) => imageResponse(sessionOf(c).image(c.req.param('imageId'))))

  api.get('/events', (c) => agentEvents(c, centre, c.req.query('sessionId')))

  api.post('/sessions/:id/join', async (c) => {
    const session = sessionOf(c)
    const { name, type } = await readBody(c, joinSchema)
    return c.json(session.join(name, type))
  })

  api.post('/sessions/:id/say', async (c) => {
    const session = sessionOf(c)
    const { as, ...said } = await readBody(c, saySchema)
    return c.json(session.say(toSaid(session, said), as))
  })

  api.post('/sessions/:id/typing', async (c) => {
    const session = sessionOf(c)
    const { stopped, as } = await readBody(c, typingSchema)
    return c.json(session.say({ type: stopped ? 'TypingStopped' : 'TypingStarted' }, as))
  })

  api.post('/sessions/:id/state', async (c) => {
    const session = sessionOf(c)
    const { interactionState } = await readBody(c, stateSchema)
    return c.json(session.setState(interactionState))
  })

  api.post('/sessions/:id/leave', async (c) => {
    const session = sessionOf(c)
    const { as } = await readBody(c, leaveSchema)
    return c.json(session.leave(as))
  })

  api.post('/sessions/:id/disconnect', async (c) => {
    const session = sessionOf(c)
    return c.json(session.disconnect(await readBody(c, disconnectSchema)))
  })

  api.post('/sessions/:id/transfer', async (c) => {
    const session = sessionOf(c)
    const { to, type, from } = await readBody(c, transferSchema)
    return c.json(session.transfer(to, type, from))
  })

  api.post('/sessions/:id/end', (c) => {
    const session = sessionOf(c)
    session.end()
    return c.json(session.summary())
  })

  api.post('/sessions/:id/forget', (c) => {
    centre.forget(sessionOf(c).id)
    return c.json({})
  })

  api.post('/sessions/:id/script', async (c) => {
    const session = sessionOf(c)
    scripted.play(session, (await readBody(c, scriptSchema)).steps)
    return c.json({})
  })

  api.get('/script', (c) => c.json({ steps: scripted.current ?? [] }))

  api.post('/script', async (c) => {
    scripted.use((await readBody(c, scriptSchema)).steps)
    return c.json({ steps: scripted.current ?? [] })
  })

  api.delete('/script', (c) => {
    scripted.use(undefined)
    return c.json({ steps: [] })
  })

  api.get('/faults', (c) => c.json({ faults: faults.list() }))

  api.post('/faults', async (c) => {
    faults.add(await readBody(c, faultSchema))
    return c.json({ faults: faults.list() })
  })

  api.delete('/faults', (c) => {
    faults.clear()
    return c.json({ faults: [] })
  })

  api.get('/deployments/:id', (c) => c.json(deployments.find(c.req.param('id')) ?? null))

  api.put('/deployments/:id', async (c) =>
    c.json(deployments.change(c.req.param('id'), await readBody(c, deploymentSchema))),
  )

  return api
}
