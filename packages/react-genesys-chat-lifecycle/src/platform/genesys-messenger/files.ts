import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../commandError.ts'
import type { FileLimits } from '../port.ts'
import type { MessengerClient } from './client.ts'
import type { MessengerConnection } from './connection.ts'
import { codeOf, readError } from './readError.ts'
import { asList, asRecord, asText, type Loose } from './values.ts'

/** A file may be large and the network slow. */
const UPLOAD_MS = 300_000
const DISABLED = /attachments is disabled/i
const KINDS: Readonly<Record<number, ChatCommandErrorKind>> = {
  4000: 'unsupported',
  4001: 'file-type',
  4002: 'file-size',
}

/** What Messenger says about files: at each connection, and before that in its configuration. Undefined while it has said nothing. */
export function readLimits(session: Loose | undefined, fileUpload: unknown): FileLimits | undefined {
  const { enableAttachments, modes } = asRecord(fileUpload)
  const configured = asList(modes).map(asRecord)
  const inbound = asRecord(asRecord(session?.allowedMedia).inbound)
  // A content profile of the organisation is announced by the session only.
  if (!session && (enableAttachments === true || !Array.isArray(modes))) return undefined
  const types = session ? asList(inbound.fileTypes).map((each) => asText(asRecord(each).type)) : []
  const own = session ? [inbound.maxFileSizeKB] : configured.map(({ maxFileSizeKB }) => maxFileSizeKB)
  const kilobytes = own.map(Number).filter((size) => size > 0)
  return {
    maxBytes: kilobytes.length > 0 ? Math.max(...kilobytes) * 1_024 : null,
    remaining: null,
    accept: (session
      ? types
      : configured.flatMap(({ fileTypes }) => asList(fileTypes).map((type) => asText(type)))
    ).filter(Boolean),
    blocked: asList(session?.blockedExtensions)
      .map((each) => asText(each))
      .filter(Boolean),
  }
}

/**
 * Uploads a file, and sends it. Messenger takes one at a time, and says in events what becomes of it. The next message takes the file along,
 * so one that was given up is taken back.
 */
export function sendFile(
  client: MessengerClient,
  connection: MessengerConnection,
  file: File,
  onProgress: (part: number) => void,
): Promise<void> {
  const work = async (): Promise<void> => {
    await upload(client, connection, file, onProgress)
    await client.run('MessagingService.sendMessage', {}, { isPassing: true })
  }
  const sent = connection.upload.then(work, work)
  connection.upload = sent.catch(() => {})
  return sent
}

function upload(
  client: MessengerClient,
  connection: MessengerConnection,
  file: File,
  onProgress: (part: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let id = ''
    const timer = createTimer()
    const settle = (error?: ChatCommandError): void => {
      timer.stop()
      for (const off of offs) off()
      if (!error) {
        resolve()
        return
      }
      if (id) void client.run('MessagingService.deleteFile', { id }).catch(() => {})
      reject(error)
    }
    const fail = (kind: ChatCommandErrorKind, reason: string): void =>
      settle(new ChatCommandError('MessagingService.requestUpload', kind, reason))
    const refuse = (error: unknown): void => {
      const code = codeOf(error)
      fail(KINDS[code ?? 0] ?? 'rejected', readError(error).message || 'the upload failed')
    }
    const handlers: Readonly<Record<string, (data: Loose) => void>> = {
      uploadApproved: ({ attachmentId }) => {
        id ||= asText(attachmentId)
        onProgress(0)
      },
      uploading: ({ percentage }) => {
        if (typeof percentage === 'number') onProgress(Math.min(1, Math.max(0, percentage / 100)))
      },
      fileUploaded: ({ attachmentId }) => {
        if (id && attachmentId !== id) return
        onProgress(1)
        settle()
      },
      fileUploadError: refuse,
      fileUploadCancelled: () => fail('cancelled', 'the upload was cancelled'),
      error: ({ error }) => {
        const { attachmentId } = asRecord(asRecord(error).body)
        if (isFileRefusal(error) && (!id || !attachmentId || attachmentId === id)) refuse(error)
      },
      offline: () => fail('unavailable', 'the connection was lost before the file was sent'),
      ...Object.fromEntries(ENDS.map((name) => [name, () => fail('rejected', 'the conversation has ended')])),
    }
    const offs = Object.entries(handlers).map(([event, handle]) =>
      connection.on(`MessagingService.${event}`, ({ data }) => handle(asRecord(data))),
    )
    timer.start(UPLOAD_MS, () => fail('timeout', `Messenger did not take the file within ${UPLOAD_MS} ms`))
    client
      .run('MessagingService.requestUpload', { file: toList(file) }, { isPassing: true })
      .catch((error) => {
        const { kind, reason } = error as ChatCommandError
        // Its answer may be missing: the events count.
        if (kind !== 'timeout') fail(DISABLED.test(reason) ? 'unsupported' : kind, reason)
      })
  })
}

const ENDS = ['conversationCleared', 'sessionCleared', 'sessionExpired', 'readOnlyConversation']

/** What is wrong with a file, and not with the service. */
export function isFileRefusal(error: unknown): boolean {
  const code = codeOf(error) ?? 0
  return asRecord(error).class === 'GenerateUrlError' || (code > 4_000 && code < 4_006) || code === 4_102
}

/** The command takes a `FileList`, which only a browser can make. */
function toList(file: File): ArrayLike<File> {
  if (typeof DataTransfer === 'undefined') return [file]
  const transfer = new DataTransfer()
  transfer.items.add(file)
  return transfer.files
}
