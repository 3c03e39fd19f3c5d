import type { MessengerCall } from '../bus/types.ts'
import type { GuestFrame, GuestLink } from '../link/types.ts'

type Loose = Record<string, unknown>

interface UploadsOptions {
  readonly link: GuestLink
  readonly createId: () => string
  readonly request: (action: string, fields: Loose) => void
  readonly publish: (event: string, data: object) => void
  readonly isReadOnly: () => boolean
  /** Whether the configuration lets customers send files. */
  readonly isEnabled: boolean
}

const DISABLED = 'Sending attachments is disabled in the configuration'
const OVER = 'Conversation session has ended, start a new session to upload a file.'
const OVER_DELETE = 'Conversation session has ended, start a new session to delete a file.'

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
      if (!this.#options.isEnabled) reject(DISABLED)
      else if (this.#options.isReadOnly()) reject(OVER)
      else {
        for (const file of filesOf(data.file)) this.#announce(file)
        resolve()
      }
    },
    deleteFile: ({ data, resolve, reject }) => {
      if (this.#options.isReadOnly()) {
        reject(OVER_DELETE)
        return
      }
      this.#options.request('deleteAttachment', { attachmentId: data.id })
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
        this.#options.publish('fileUploaded', body)
        break
      case 'UploadFailureEvent':
      case 'GenerateUrlError':
        this.#files.delete(id)
        // What the server refuses is an error like any other.
        this.#options.publish('error', { error: { ...frame, errorKey: `error.${body.errorCode}` } })
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
    const { link, publish } = this.#options
    publish('uploadApproved', { attachmentId, headers, uploadURL: url })
    publish('uploading', { percentage: 0 })
    const fail = () => publish('fileUploadError', { message: 'Network Error' })
    const done = () => publish('uploading', { percentage: 100 })
    void link.upload?.(String(url), headers as Record<string, string>, file).then(done, fail)
  }

  #ask(call: MessengerCall): void {
    const attachmentId = String(call.data.id)
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
