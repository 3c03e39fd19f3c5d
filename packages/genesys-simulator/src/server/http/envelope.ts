import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ContactCentreError } from '../centre/errors.ts'

/** The envelope that every good answer of the API comes in. */
export function success(c: Context, data: object, operationId?: string): Response {
  return c.json({
    status: { code: 'SUCCESS' },
    data,
    operationId: operationId ?? c.req.query('operationId') ?? crypto.randomUUID(),
    referenceId: crypto.randomUUID(),
  })
}

/** The envelope of a refusal. */
export function failure(c: Context, code: string, message: string, status: number): Response {
  return c.json({ status: { code, message } }, status as ContentfulStatusCode)
}

/** Answers whatever was thrown: a refusal says why; anything else is our own fault and says only that. */
export function failureOf(c: Context, error: unknown): Response {
  if (error instanceof ContactCentreError) return failure(c, error.code, error.message, error.status)
  console.error(error)
  return failure(c, 'INTERNAL_ERROR', 'The simulator failed to answer; see its console.', 500)
}
