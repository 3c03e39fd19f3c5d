import { ContactCentreError } from 'genesys-models/centre'
import type { HonoRequest, MiddlewareHandler } from 'hono'

interface AdmissionOptions {
  /** Default: any. */
  readonly apiKey: string | undefined
  /** The header that has it, if a header does. */
  readonly apiKeyHeader?: string
  readonly mayAsk: (caller: string) => boolean
  readonly callerOf: (request: HonoRequest) => string | undefined
}

/** Refuses requests with a wrong API key, and callers who ask too often. */
export function createAdmission(options: AdmissionOptions): MiddlewareHandler {
  const { apiKey, apiKeyHeader, mayAsk, callerOf } = options
  return (c, next) => {
    if (apiKey !== undefined && apiKeyHeader !== undefined && c.req.header(apiKeyHeader) !== apiKey) {
      throw new ContactCentreError(
        'INVALID_CONTACT_CENTER',
        `The ${apiKeyHeader} names no contact centre here.`,
      )
    }
    if (!mayAsk(callerOf(c.req) ?? '')) {
      throw new ContactCentreError('TOO_MANY_REQUESTS', 'Too many requests. Wait a little.')
    }
    return next()
  }
}
