import { ContactCentreError } from 'genesys-models/centre'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Refuses larger bodies before they are read. `what`: the subject of the refusal, such as "A body". */
export function limitBody(
  maxSize: number,
  code: 'LIMIT_BODY_SIZE' | 'LIMIT_FILE_SIZE',
  what: string,
): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ContactCentreError(code, `${what} has at most ${maxSize} bytes.`)
    },
  })
}
