import { createTimer } from '../../common/timer.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../commandError.ts'
import { asRecord, firstText, type Loose } from '../raw.ts'
import type { MessengerClient } from './client.ts'
import type { MessengerConnection } from './connection.ts'
import { isFileRefusal } from './fileLimits.ts'
import { codeOf, readError } from './readError.ts'

/** A file may be large and the network slow. */
const UPLOAD_MS = 300_000
const DISABLED = /attachments is disabled/i
const KINDS: Readonly<Record<number, ChatCommandErrorKind>> = {
  4000: 'unsupported',
  4001: 'file-type',
  4002: 'file-size',
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
    const id = await upload(client, connection, file, onProgress)
    try {
      await client.run('MessagingService.sendMessage', {}, { isPassing: true })
    } catch (error) {
      takeBack(connection, id)
      throw error
    }
  }
  const sent = connection.upload.then(work)
  connection.upload = sent.catch(() => {})
  return sent
}

/** Also where the provider has gone. Messenger may not have got so far. */
function takeBack(connection: MessengerConnection, id: string): void {
  if (id) connection.command('MessagingService.deleteFile', { id }).catch(() => {})
}

/** Resolves with the id of the file. */
function upload(
  client: MessengerClient,
  connection: MessengerConnection,
  file: File,
  onProgress: (part: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let id = ''
    let isSettled = false
    const timer = createTimer()
    const settle = (error?: ChatCommandError): void => {
      // The command may be refused after an event has told. A file that is being sent is not taken back.
      if (isSettled) return
      isSettled = true
      timer.stop()
      for (const off of offs) off()
      if (!error) {
        resolve(id)
        return
      }
      takeBack(connection, id)
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
        id ||= firstText(attachmentId)
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

/** The command takes a `FileList`, which only a browser can make. */
function toList(file: File): ArrayLike<File> {
  if (typeof DataTransfer === 'undefined') return [file]
  const transfer = new DataTransfer()
  transfer.items.add(file)
  return transfer.files
}
