import { ContactCentreError } from 'genesys-models/centre'
import type { HonoRequest } from 'hono'

/** More than the fields of any API here. */
const MAX_FIELDS = 50

/**
 * Reads a multipart or form-encoded body. Any other body has no fields.
 *
 * @throws {ContactCentreError} `INVALID_REQUEST` for too many fields, before they are read
 */
export async function readFormData(request: HonoRequest): Promise<FormData> {
  const bytes = await request.arrayBuffer()
  const type = request.header('content-type') ?? ''
  const boundary = /^multipart\/.*[;\s]boundary="?([^";]+)/i.exec(type)?.[1]
  const separator = boundary === undefined ? '&' : `--${boundary}`
  const text = new TextDecoder('latin1').decode(bytes)
  if (text.split(separator, MAX_FIELDS + 3).length > MAX_FIELDS + 2) {
    throw new ContactCentreError(
      'INVALID_REQUEST',
      `The form has too many fields. Send at most ${MAX_FIELDS}.`,
    )
  }
  const body = new Response(bytes, { headers: { 'content-type': type } })
  return body.formData().catch(() => new FormData())
}

/** A field that is a text. */
export function textIn(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' ? value : undefined
}
