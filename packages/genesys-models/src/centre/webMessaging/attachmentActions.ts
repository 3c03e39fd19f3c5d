import type { Attachment } from './attachments.ts'
import { type Action, type Caller, type Desk, guestOf } from './desk.ts'
import { message, mustNotBeBlocked, response } from './frames.ts'
import { type Guest, tellAll } from './guest.ts'
import { requireText, type WebMessagingRequest } from './read.ts'
import { WebMessagingRefusal } from './refusal.ts'

/** What an upload has to have beside its content, as of a storage in the cloud. */
const UPLOAD_HEADERS = { 'x-amz-tagging': 'originPlatform=PureCloud' }

/** Answers where to upload a file to. */
export const announceAttachment: Action = (request, caller, desk) =>
  answering(request, caller, desk, (guest, attachmentId) => {
    const name = requireText(request, 'fileName')
    mustNotBeBlocked(name)
    const { fileSize } = request
    const { key } = guest.attachments.announce({
      id: attachmentId,
      name,
      type: requireText(request, 'fileType'),
      size: typeof fileSize === 'number' ? fileSize : undefined,
      key: desk.random.uuid(),
    })
    const body = { attachmentId, headers: UPLOAD_HEADERS, url: desk.fileUrl(key) }
    caller.link.push(response('PresignedUrlResponse', body, request.tracingId))
  })

/** Answers where to download a file from. */
export const refreshAttachment: Action = (request, caller, desk) =>
  answering(request, caller, desk, (guest, attachmentId) => {
    const { name, type, bytes, key } = guest.attachments.find(attachmentId)
    const body = {
      attachmentId,
      headers: {},
      url: desk.fileUrl(key),
      fileName: name,
      fileSize: bytes?.length ?? 0,
      fileType: type,
    }
    caller.link.push(response('PresignedUrlResponse', body, request.tracingId))
  })

export const deleteAttachment: Action = (request, caller, desk) =>
  answering(request, caller, desk, (guest, attachmentId) => {
    guest.attachments.remove(attachmentId)
    caller.link.push(message('AttachmentDeletedResponse', { attachmentId }, request.tracingId))
  })

/** Keeps an upload, and tells the guest. */
export function receiveUpload(
  guest: Guest,
  attachment: Attachment,
  bytes: Uint8Array,
  { now, fileUrl }: { now: number; fileUrl: (key: string) => string },
): void {
  const common = { attachmentId: attachment.id, timestamp: new Date(now).toISOString() }
  try {
    guest.attachments.receive(attachment, bytes)
    tellAll(guest, message('UploadSuccessEvent', { ...common, downloadUrl: fileUrl(attachment.key) }))
  } catch (error) {
    if (!(error instanceof WebMessagingRefusal)) throw error
    const body = { ...common, errorCode: error.code, errorMessage: error.message }
    tellAll(guest, message('UploadFailureEvent', body))
  }
}

/** A client chooses how it is refused: with an object, or with a text. */
function answering(
  request: WebMessagingRequest,
  caller: Caller,
  desk: Desk,
  answer: (guest: Guest, attachmentId: string) => void,
): void {
  const guest = guestOf(request.token, caller, desk)
  const attachmentId = requireText(request, 'attachmentId')
  try {
    if (guest.isReadOnly) throw new WebMessagingRefusal(409, 'Session is read-only')
    answer(guest, attachmentId)
  } catch (error) {
    if (!(error instanceof WebMessagingRefusal) || request.errorsAsJson !== true) throw error
    const body = { attachmentId, errorCode: error.code, errorMessage: error.message }
    caller.link.push(message('GenerateUrlError', body, request.tracingId))
  }
}
