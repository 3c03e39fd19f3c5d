import { ContactCentreError } from '../centre/errors.ts'
import type { ChatImage } from '../centre/images.ts'

/** Pictures have no bytes here. This one stands for all. */
export const PICTURE = 'data:image/png;base64,iVBORw0KGgo='

/** @throws {ContactCentreError} `INVALID_REQUEST` */
export function toImage(file: unknown): ChatImage {
  const { name, type: mime } = (file ?? {}) as { name?: string; type?: string }
  if (name === undefined || mime === undefined) {
    throw new ContactCentreError('INVALID_REQUEST', 'A file needs a name and a type.')
  }
  return { name, mime, bytes: new Uint8Array() }
}
