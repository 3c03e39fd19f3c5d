import type { WebMessaging } from 'genesys-models/centre'
import { Hono } from 'hono'
import { z } from 'zod'
import { check } from '../readBody.ts'

const querySchema = z.object({
  pageSize: z.coerce.number().int().min(1).max(500).optional(),
  pageNumber: z.coerce.number().int().min(1).max(1_000_000).optional(),
})

/** What was said in a session, newest first. */
export function historyApi(api: WebMessaging): Hono {
  return new Hono().get('/', (c) => {
    const jwt = c.req.header('authorization')?.replace(/^bearer /i, '')
    return c.json(api.history(jwt, { ...check(querySchema, c.req.query()), origin: c.req.header('origin') }))
  })
}
