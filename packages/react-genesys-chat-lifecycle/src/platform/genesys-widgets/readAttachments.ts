import type { MessageAttachment } from '../message.ts'
import { asRecord, firstText, isRecord, type Loose } from '../raw.ts'

const asSize = (...values: unknown[]): number | null =>
  values.map(Number).find((value) => Number.isFinite(value) && value > 0) ?? null

/**
 * Reads the files of a message, in the shapes that the servers use: `content[]` with the file in the item or in its `attachment`
 * (Digital Channels), and `fileDetails` or `userData` of a `FileUploaded` (GMS).
 */
export function readAttachments({
  type,
  content,
  fileDetails,
  userData,
}: Loose): readonly MessageAttachment[] {
  if (content === undefined && type !== 'FileUploaded') return NONE
  const items = Array.isArray(content) ? content : isRecord(content) ? [content] : []
  const files = items.map((item) => readItem(item)).filter((file) => file !== null)
  if (type !== 'FileUploaded') return files.length > 0 ? files : NONE
  const details = asRecord(fileDetails)
  const data = asRecord(userData)
  return [
    ...files,
    {
      name: firstText(details.fileName, details.name, data['file-name']),
      type: firstText(details.mime, details.type),
      size: asSize(details.fileSize, details.size, data['file-size']),
      url: firstText(details.url),
    },
  ]
}

const NONE: readonly MessageAttachment[] = []

function readItem(item: unknown): MessageAttachment | null {
  if (!isRecord(item)) return null
  const file = isRecord(item.attachment) ? item.attachment : item
  const url = firstText(file.url)
  const isFile =
    file !== item || url !== '' || /^(image|file|attachment|video|audio)$/i.test(firstText(item.type))
  if (!isFile) return null
  return {
    name: firstText(file.name, file.filename, file.fileName),
    type: firstText(
      file.mime,
      file.contentType,
      file.mediaType && !/^(image|file)$/i.test(firstText(file.mediaType)) ? file.mediaType : '',
    ),
    size: asSize(file.size, file.fileSize, file.contentSizeBytes),
    url,
  }
}

const RICH_TYPES = /^(structured|custom|image|file|fileuploaded|pushurl)$/i

/** Whether there is more in a message than text, links and files: cards, buttons, custom content. */
export function isRich({ content }: Loose, type: string): boolean {
  const hasItems = Array.isArray(content) ? content.length > 0 : isRecord(content)
  return hasItems || RICH_TYPES.test(type)
}
