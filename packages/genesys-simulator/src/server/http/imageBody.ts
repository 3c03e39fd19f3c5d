import { type ChatImage, ContactCentreError } from 'genesys-models/centre'
import type { Context } from 'hono'
import { readFormData, textIn } from './formData.ts'

/**
 * Reads an upload: a multipart body with one `file`.
 *
 * @throws {ContactCentreError} `LIMIT_FILE_COUNT` for more than one, `INVALID_REQUEST` for none
 */
export async function readImage(c: Context): Promise<{ file: ChatImage; operationId?: string }> {
  const form = await readFormData(c.req)
  const files = form.getAll('file').filter((entry): entry is File => typeof entry !== 'string')
  const [file, ...others] = files
  if (!file) {
    throw new ContactCentreError('INVALID_REQUEST', 'Expected multipart/form-data with one image as "file".')
  }
  if (others.length > 0) {
    throw new ContactCentreError('LIMIT_FILE_COUNT', 'Send one image at a time.')
  }
  const operationId = textIn(form, 'operationId')
  return {
    file: { name: file.name, mime: file.type, bytes: new Uint8Array(await file.arrayBuffer()) },
    ...(operationId !== undefined && { operationId }),
  }
}

/** Answers with the image. `nosniff`: browsers must not take it for anything else. */
export function imageResponse(image: ChatImage): Response {
  return new Response(image.bytes.slice(), {
    headers: { 'content-type': image.mime, 'x-content-type-options': 'nosniff' },
  })
}
