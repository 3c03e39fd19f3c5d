import type { Deployment } from './deployments.ts'
import { WebMessagingRefusal } from './refusal.ts'
import { WEB_MESSAGING_CODES, type WebMessagingContent } from './wire.ts'

const MAX_NAME = 255
/** Of one guest. */
const MAX_FILES = 100
/** Of one guest, together. */
const MAX_BYTES = 128 * 1024 * 1024
/** As a header takes it. */
const MIME = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(;[\x20-\x7e]*)?$/

/** A file that a customer announced, and perhaps uploaded. */
export interface Attachment {
  readonly id: string
  readonly name: string
  readonly type: string
  /** What an upload and a download are addressed to. */
  readonly key: string
  bytes: Uint8Array | undefined
}

/** The files of one guest. */
export interface Attachments {
  /** @throws {WebMessagingRefusal} 4000 to 4005 */
  announce(file: {
    id: string
    name: string
    type: string
    size: number | undefined
    key: string
  }): Attachment
  /** @throws {WebMessagingRefusal} 4009 */
  find(id: string): Attachment
  withKey(key: string): Attachment | undefined
  /** @throws {WebMessagingRefusal} 4009 */
  remove(id: string): Attachment
  /** Keeps what was uploaded. @throws {WebMessagingRefusal} 4002 or 4003 */
  receive(attachment: Attachment, bytes: Uint8Array): void
}

/** @param onKept Called with the bytes that are kept from now on, or with a negative number. */
export function createAttachments(
  { fileTypes, maxFileSizeKB }: Pick<Deployment, 'fileTypes' | 'maxFileSizeKB'>,
  onKept: (bytes: number) => void,
): Attachments {
  const files = new Map<string, Attachment>()
  let total = 0
  const keep = (bytes: number): void => {
    total += bytes
    onKept(bytes)
  }
  const find = (id: string): Attachment => {
    const file = files.get(id)
    if (!file) refuse('attachmentNotFound', `There is no attachment ${id}.`)
    return file
  }
  const mustFit = (size: number): void => {
    if (size > maxFileSizeKB * 1024)
      refuse('fileSizeInvalid', `File size exceeds the maximum of ${maxFileSizeKB} KB.`)
  }
  return {
    announce({ size, ...file }) {
      if (fileTypes.length === 0) refuse('featureUnavailable', 'Attachments are not enabled.')
      if (/[\\/]|\p{Cs}|\p{Cc}/u.test(file.name)) refuse('fileNameInvalid', 'File name is invalid.')
      if (file.name.length > MAX_NAME) refuse('fileNameTooLong', 'File name is too long.')
      if (!MIME.test(file.type) || !accepts(fileTypes, file.type))
        refuse('fileTypeInvalid', `File type ${file.type} is not allowed.`)
      if (size !== undefined) mustFit(size)
      if (files.size >= MAX_FILES)
        refuse('featureUnavailable', `A session has at most ${MAX_FILES} attachments.`)
      const attachment = { ...file, bytes: undefined }
      files.set(file.id, attachment)
      return attachment
    },
    find,
    withKey: (key) => [...files.values()].find((file) => file.key === key),
    remove(id) {
      const file = find(id)
      files.delete(id)
      keep(-sizeOf(file))
      return file
    },
    receive(attachment, bytes) {
      if (bytes.length === 0) refuse('fileContentInvalid', 'The file is empty.')
      mustFit(bytes.length)
      const growth = bytes.length - sizeOf(attachment)
      if (total + growth > MAX_BYTES)
        refuse('fileSizeInvalid', `The files of a session have at most ${MAX_BYTES} bytes together.`)
      attachment.bytes = bytes
      keep(growth)
    },
  }
}

const sizeOf = ({ bytes }: Attachment): number => bytes?.length ?? 0

/** An attachment as a part of a message. @throws {WebMessagingRefusal} 4010 when it was not uploaded */
export function attachmentContent(
  { id, name, type, bytes, key }: Attachment,
  urlOf: (key: string) => string,
): WebMessagingContent {
  if (!bytes) refuse('attachmentNotUploaded', `The attachment ${id} was not uploaded.`)
  const attachment = {
    id,
    url: urlOf(key),
    filename: name,
    fileSize: bytes.length,
    mediaType: type.startsWith('image/') ? 'Image' : 'File',
    mime: type,
  }
  return { contentType: 'Attachment', attachment }
}

function accepts(fileTypes: readonly string[], type: string): boolean {
  return fileTypes.includes('*/*') || fileTypes.includes(type)
}

function refuse(code: keyof typeof WEB_MESSAGING_CODES, message: string): never {
  throw new WebMessagingRefusal(WEB_MESSAGING_CODES[code], message)
}
