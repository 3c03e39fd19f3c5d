import { ContactCentreError, excessOf } from 'genesys-models/centre'
import type { Context } from 'hono'
import type { z } from 'zod'
import { parseFormBody } from './formBody.ts'

/**
 * Reads a request's body, JSON or form-encoded, and checks it.
 *
 * @throws {ContactCentreError} `INVALID_REQUEST`, saying which field is wrong and why
 */
export async function readBody<Output>(c: Context, schema: z.ZodType<Output>): Promise<Output> {
  const text = await c.req.text()
  const isJson = /\bjson\b/i.test(c.req.header('content-type') ?? '') || /^\s*[{[]/.test(text)
  return check(schema, isJson ? parseJson(text) : parseFormBody(text))
}

/** How much a refusal says. */
const MAX_REASONS = 5
const MAX_REASON = 200

/** @throws {ContactCentreError} `INVALID_REQUEST` */
export function check<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const reasons = result.error.issues.slice(0, MAX_REASONS).map(({ path, message }) => {
    const reason = path.length > 0 ? `${path.join('.')}: ${message}` : message
    return reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}…` : reason
  })
  throw new ContactCentreError('INVALID_REQUEST', reasons.join('; '))
}

/** @throws {ContactCentreError} `INVALID_REQUEST` for what is no JSON, or cannot be returned to whoever asks */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  const value = tryParse(text)
  const excess = value === undefined ? 'is not valid JSON' : excessOf(value)
  if (excess === undefined) return value
  throw new ContactCentreError('INVALID_REQUEST', `The body ${excess}.`)
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
