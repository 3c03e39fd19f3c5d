import { type ChatImage, ContactCentreError } from 'genesys-models/centre'
import type { Context } from 'hono'

/**
 * Reads an upload: a multipart body with one `file`.
 *
 * @throws {ContactCentreError} `LIMIT_FILE_COUNT` for more than one, `INVALID_REQUEST` for none
 */
export async function readImage(c: Context): Promise<{ file: ChatImage; operationId?: string }> {
  const form = await c.req.formData().catch(() => undefined)
  const files = form?.getAll('file').filter((entry): entry is File => typeof entry !== 'string') ?? []
  const [file, ...others] = files
  if (!form || !file) {
    throw new ContactCentreError('INVALID_REQUEST', 'Expected multipart/form-data with one image as "file".')
  }
  if (others.length > 0) {
    throw new ContactCentreError('LIMIT_FILE_COUNT', 'Send one image at a time.')
  }
  const operationId = form.get('operationId')
  return {
    file: { name: file.name, mime: file.type, bytes: new Uint8Array(await file.arrayBuffer()) },
    ...(typeof operationId === 'string' && { operationId }),
  }
}

/** Answers with the image. `nosniff`: browsers must not take it for anything else. */
export function imageResponse(image: ChatImage): Response {
  return new Response(image.bytes.slice(), {
    headers: { 'content-type': image.mime, 'x-content-type-options': 'nosniff' },
  })
}
