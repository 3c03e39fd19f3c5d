import { ContactCentreError } from 'genesys-models/centre'
import type { MiddlewareHandler } from 'hono'

/**
 * Refuses requests with a wrong API key, and callers who ask too often.
 *
 * @param apiKey the expected `x-api-key`; default: any
 */
export function createAdmission(
  apiKey: string | undefined,
  mayAsk: (caller: string) => boolean,
): MiddlewareHandler {
  return (c, next) => {
    if (apiKey !== undefined && c.req.header('x-api-key') !== apiKey) {
      throw new ContactCentreError('INVALID_CONTACT_CENTER', 'The x-api-key names no contact centre here.')
    }
    if (!mayAsk(c.req.header('x-nexus-client-key') ?? '')) {
      throw new ContactCentreError('TOO_MANY_REQUESTS', 'Too many requests. Wait a little.')
    }
    return next()
  }
}
