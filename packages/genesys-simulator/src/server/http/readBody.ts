import { ContactCentreError } from 'genesys-models/centre'
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

/** @throws {ContactCentreError} `INVALID_REQUEST` */
export function check<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const reasons = result.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  )
  throw new ContactCentreError('INVALID_REQUEST', reasons.join('; '))
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new ContactCentreError('INVALID_REQUEST', 'The body is not valid JSON.')
  }
}
