import { ContactCentreError } from 'genesys-models/centre'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Answers in the API's envelope. */
export function success(c: Context, data: object, operationId?: string): Response {
  return c.json({
    status: { code: 'SUCCESS' },
    data,
    operationId: operationId ?? c.req.query('operationId') ?? crypto.randomUUID(),
    referenceId: crypto.randomUUID(),
  })
}

/** Refuses in the API's envelope. */
export function failure(c: Context, code: string, message: string, status: number): Response {
  return c.json({ status: { code, message } }, status as ContentfulStatusCode)
}

/** Answers with what was thrown. Only a refusal says why; anything else is a defect of the simulator. */
export function failureOf(c: Context, error: unknown): Response {
  if (error instanceof ContactCentreError) return failure(c, error.code, error.message, error.status)
  // Nobody reads the answer any more.
  if (c.req.raw.signal.aborted) return failure(c, 'INVALID_REQUEST', 'The request was cut off.', 400)
  console.error(error)
  return failure(c, 'INTERNAL_ERROR', 'The simulator failed to answer. See its console.', 500)
}
