import type { MessengerCall } from '../bus/types.ts'
import type { GuestFrame, GuestLink } from '../guest/types.ts'

type Loose = Record<string, unknown>

interface UploadsOptions {
  readonly link: GuestLink
  readonly createId: () => string
  readonly request: (action: string, fields: Loose) => void
  readonly publish: (event: string, data: object) => void
  readonly isReadOnly: () => boolean
}

const DISABLED = 'Sending attachments is disabled in the configuration'
const OVER = 'Conversation session has ended, start a new session to upload a file.'

/** The files of MessagingService: announced, uploaded, and taken along by the next message. */
export class Uploads {
  readonly #options: UploadsOptions
  readonly #files = new Map<string, File>()
  readonly #ready = new Set<string>()
  readonly #waiting = new Map<string, MessengerCall>()

  constructor(options: UploadsOptions) {
    this.#options = options
  }

  readonly commands: Readonly<Record<string, (call: MessengerCall) => void>> = {
    requestUpload: ({ data, resolve, reject }) => {
      if (!this.#options.link.upload) reject(DISABLED)
      else if (this.#options.isReadOnly()) reject(OVER)
      else {
        for (const file of filesOf(data.file)) this.#announce(file)
        resolve()
      }
    },
    deleteFile: ({ data, resolve }) => {
      this.#options.request('deleteAttachment', { attachmentId: data.attachmentId ?? data.id })
      resolve()
    },
    getFile: (call) => this.#ask(call),
    refreshFiles: (call) => this.#ask(call),
    downloadFile: (call) => this.#ask(call),
  }

  /** What the next message takes along. */
  takeAlong(): object[] {
    const content = [...this.#ready].map((id) => ({ contentType: 'Attachment', attachment: { id } }))
    this.#ready.clear()
    return content
  }

  take(frame: GuestFrame): void {
    const body = frame.body as Loose
    const id = String(body.attachmentId)
    const file = this.#files.get(id)
    switch (frame.class) {
      case 'PresignedUrlResponse':
        if (this.#waiting.has(id)) this.#settle(id, body)
        else if (file) this.#upload(id, file, body)
        break
      case 'UploadSuccessEvent':
        this.#ready.add(id)
        this.#options.publish('fileUploaded', { file: { ...body, name: file?.name } })
        break
      case 'UploadFailureEvent':
      case 'GenerateUrlError':
        this.#files.delete(id)
        this.#options.publish('fileUploadError', { error: body, attachmentId: id })
        break
      case 'AttachmentDeletedResponse':
        this.#ready.delete(id)
        this.#options.publish('fileDeleted', body)
        break
      default:
    }
  }

  #announce(file: File): void {
    const attachmentId = this.#options.createId()
    this.#files.set(attachmentId, file)
    const { name: fileName, type: fileType, size: fileSize } = file
    this.#options.request('onAttachment', {
      attachmentId,
      fileName,
      fileType,
      fileSize,
      errorsAsJson: true,
    })
  }

  #upload(attachmentId: string, file: File, { url, headers }: Loose): void {
    this.#options.publish('uploadApproved', { attachmentId, name: file.name })
    this.#options.publish('uploading', { attachmentId, name: file.name })
    const fail = () => this.#options.publish('fileUploadError', { attachmentId, error: {} })
    void this.#options.link.upload?.(String(url), headers as Record<string, string>, file).catch(fail)
  }

  #ask(call: MessengerCall): void {
    const attachmentId = String(call.data.attachmentId ?? call.data.id)
    this.#waiting.set(attachmentId, call)
    this.#options.request('getAttachment', { attachmentId })
  }

  #settle(id: string, body: Loose): void {
    this.#waiting.get(id)?.resolve(body)
    this.#waiting.delete(id)
    this.#options.publish('fileReceived', body)
  }
}

function filesOf(given: unknown): File[] {
  if (typeof File !== 'undefined' && given instanceof File) return [given]
  return Array.from((given ?? []) as ArrayLike<File>)
}
