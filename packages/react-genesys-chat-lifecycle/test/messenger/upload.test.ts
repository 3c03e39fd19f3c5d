import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../src/common/listeners.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../../src/platform/commandError.ts'
import type { MessengerClient } from '../../src/platform/genesys-messenger/client.ts'
import type { MessengerConnection } from '../../src/platform/genesys-messenger/connection.ts'
import { sendFile } from '../../src/platform/genesys-messenger/files.ts'
import { outcome } from '../support/outcome.ts'

const UPLOAD = 'MessagingService.requestUpload'
const SEND = 'MessagingService.sendMessage'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const never = (): Promise<unknown> => new Promise(() => {})
const fails = (kind: ChatCommandErrorKind, reason: string) => (): Promise<unknown> =>
  Promise.reject(new ChatCommandError(UPLOAD, kind, reason))

/** A Messenger that does what the test says. */
function createMessenger() {
  const events = new Map<string, ReturnType<typeof createListeners<[{ event: string; data: unknown }]>>>()
  const answers: Record<string, () => Promise<unknown>> = { [UPLOAD]: never, [SEND]: () => Promise.resolve() }
  const run = vi.fn((name: string, _data: object, _options: object) => answers[name]?.())
  const command = vi.fn((_name: string, _options: object) => Promise.reject(new Error('no such file')))
  const connection = {
    upload: Promise.resolve(),
    command,
    on: (event: string, listener: () => void) => {
      const known = events.get(event) ?? createListeners<[{ event: string; data: unknown }]>()
      events.set(event, known)
      return known.add(listener)
    },
  } as unknown as MessengerConnection
  const say = (event: string, data?: unknown): void =>
    events.get(`MessagingService.${event}`)?.notify({ event, data })
  const send = (name: string) => {
    const file = new File(['x'], name)
    const onProgress = vi.fn()
    const result = outcome(
      sendFile({ run } as unknown as MessengerClient, connection, file, onProgress).then(() => 'sent'),
    )
    return { file, onProgress, result }
  }
  const listening = (): number => [...events.values()].reduce((sum, { size }) => sum + size, 0)
  const given = (): string[] => run.mock.calls.map(([name]) => name)
  return { answers, command, connection, given, listening, run, say, send }
}
/** A file that Messenger was asked to take. */
async function uploading({
  id = 'f1',
  answer = never,
}: {
  id?: string
  answer?: () => Promise<unknown>
} = {}) {
  const page = createMessenger()
  page.answers[UPLOAD] = answer
  const sent = page.send('a.txt')
  await wait()
  if (id) page.say('uploadApproved', { attachmentId: id })
  return { ...page, ...sent }
}
const refused = (kind: ChatCommandErrorKind, reason: string): object => ({
  error: expect.objectContaining({ name: 'ChatCommandError', command: UPLOAD, kind, reason }),
})

describe('a file', () => {
  it('is uploaded, and sent once it is there', async () => {
    const { file, given, listening, run, say, result } = await uploading()
    expect(run.mock.calls).toEqual([[UPLOAD, { file: [file] }, { isPassing: true }]])
    say('fileUploaded', { attachmentId: 'f1' })
    expect(listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
    expect(result).toStrictEqual({})
    await wait()
    expect(run.mock.lastCall).toEqual([SEND, {}, { isPassing: true }])
    expect(given()).toEqual([UPLOAD, SEND])
    expect(result).toEqual({ value: 'sent' })
  })

  it('is given as the list that a browser makes', async () => {
    const files: File[] = []
    vi.stubGlobal(
      'DataTransfer',
      class {
        items = { add: (file: File) => files.push(file) }
        files = files
      },
    )
    const { file, run } = await uploading()
    expect(run.mock.lastCall?.[1]).toEqual({ file: files })
    expect(files).toEqual([file])
  })

  it('tells its progress, from 0 to 1', async () => {
    const { say, onProgress } = await uploading({ id: '' })
    const told = (): unknown[] => onProgress.mock.calls.splice(0).flat()
    expect(told()).toEqual([])
    say('uploadApproved', { attachmentId: 'f1' })
    expect(told()).toEqual([0])
    for (const percentage of [-5, 0, 40, 100, 250]) say('uploading', { percentage })
    expect(told()).toEqual([0, 0, 0.4, 1, 1])
    for (const data of [{ percentage: '40' }, {}, null, undefined]) say('uploading', data)
    expect(told()).toEqual([])
    say('fileUploaded', { attachmentId: 'f1' })
    expect(told()).toEqual([1])
    say('uploading', { percentage: 40 })
    expect(told()).toEqual([])
  })

  it('is the one that was approved first', async () => {
    const { say, onProgress, result } = await uploading()
    say('uploadApproved', { attachmentId: 'f2' })
    for (const attachmentId of ['f2', '', undefined]) say('fileUploaded', { attachmentId })
    await wait()
    expect(onProgress.mock.calls).toEqual([[0], [0]])
    expect(result).toStrictEqual({})
    say('fileUploaded', { attachmentId: 'f1' })
    await wait()
    expect(result).toEqual({ value: 'sent' })
  })

  it.each([undefined, { attachmentId: 7 }, { attachmentId: 'f1' }])(
    'without an id is there with any: %j',
    async (data) => {
      const { say, result } = await uploading({ id: '' })
      say('uploadApproved', { attachmentId: 7 })
      say('fileUploaded', data)
      await wait()
      expect(result).toEqual({ value: 'sent' })
    },
  )

  it('waits for the one before, and is uploaded also where that failed', async () => {
    const { connection, given, say, send } = createMessenger()
    const [first, second, third] = [send('a'), send('b'), send('c')]
    await wait()
    expect(given()).toEqual([UPLOAD])
    say('fileUploadCancelled')
    await wait()
    expect(first.result).toMatchObject({ error: { kind: 'cancelled' } })
    expect(given()).toEqual([UPLOAD, UPLOAD])
    expect(second.result).toStrictEqual({})
    say('fileUploaded')
    await wait()
    expect(second.result).toEqual({ value: 'sent' })
    expect(given()).toEqual([UPLOAD, UPLOAD, SEND, UPLOAD])
    say('fileUploadCancelled')
    await wait()
    expect(third.result).toMatchObject({ error: { kind: 'cancelled' } })
    await expect(connection.upload).resolves.toBe(undefined)
  })

  it.each([
    ['is taken back', 'f1', [['MessagingService.deleteFile', { id: 'f1' }]]],
    ['without an id is left', '', []],
  ])('that cannot be sent %s', async (_, id, deleted) => {
    const { answers, command, say, result } = await uploading({ id })
    const error = new ChatCommandError(SEND, 'rejected', 'no')
    answers[SEND] = () => Promise.reject(error)
    say('fileUploaded', id && { attachmentId: id })
    await wait()
    expect(result.error).toBe(error)
    expect(command.mock.calls).toEqual(deleted)
  })
})

describe('an upload fails', () => {
  const ENDED = 'the conversation has ended'
  const refusal = (errorCode?: number, message?: string): object => ({ errorCode, message })

  it.each<[string, unknown, ChatCommandErrorKind, string]>([
    ['fileUploadCancelled', undefined, 'cancelled', 'the upload was cancelled'],
    ['offline', undefined, 'unavailable', 'the connection was lost before the file was sent'],
    ['conversationCleared', undefined, 'rejected', ENDED],
    ['sessionCleared', undefined, 'rejected', ENDED],
    ['sessionExpired', undefined, 'rejected', ENDED],
    ['readOnlyConversation', undefined, 'rejected', ENDED],
    ['fileUploadError', refusal(4000, 'not here'), 'unsupported', 'not here'],
    ['fileUploadError', refusal(4001, 'no such type'), 'file-type', 'no such type'],
    ['fileUploadError', refusal(4002, 'too large'), 'file-size', 'too large'],
    ['fileUploadError', refusal(4003, 'no'), 'rejected', 'no'],
    ['fileUploadError', refusal(undefined, 'no'), 'rejected', 'no'],
    ['fileUploadError', undefined, 'rejected', 'the upload failed'],
    ['error', { error: refusal(4002, 'too large') }, 'file-size', 'too large'],
    [
      'error',
      { error: { body: { errorCode: 4001, attachmentId: 'f1', errorMessage: 'no' } } },
      'file-type',
      'no',
    ],
  ])('by %s %j', async (event, data, kind, reason) => {
    const { command, given, listening, say, result } = await uploading()
    say(event, data)
    expect(listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
    await wait()
    expect(result).toEqual(refused(kind, reason))
    expect(command.mock.calls).toEqual([['MessagingService.deleteFile', { id: 'f1' }]])
    expect(given()).toEqual([UPLOAD])
  })

  it('and leaves a file alone that has no id', async () => {
    const { command, say, result } = await uploading({ id: '' })
    say('offline')
    await wait()
    expect(result).toMatchObject({ error: { kind: 'unavailable' } })
    expect(command).not.toHaveBeenCalled()
  })

  it('by an error about any file, before its own is known', async () => {
    const { say, result } = await uploading({ id: '' })
    say('error', { error: { body: { errorCode: 4001, attachmentId: 'f7' } } })
    await wait()
    expect(result).toEqual(refused('file-type', 'the upload failed'))
  })

  it.each([
    ['about another file', { error: { body: { errorCode: 4001, attachmentId: 'f7' } } }],
    ['about the service', { error: { errorCode: 5000, body: { attachmentId: 'f1' } } }],
    ['about nothing', undefined],
  ])('not by an error %s', async (_, data) => {
    const { listening, say, result } = await uploading()
    const before = listening()
    say('error', data)
    await wait()
    expect(result).toStrictEqual({})
    expect(listening()).toBe(before)
  })

  it('after five minutes', async () => {
    const { command, listening, result } = await uploading()
    await wait(299_999)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result).toEqual(refused('timeout', 'Messenger did not take the file within 300000 ms'))
    expect(command).toHaveBeenCalledTimes(1)
    expect(listening()).toBe(0)
  })

  it.each<[ChatCommandErrorKind, string, ChatCommandErrorKind]>([
    ['rejected', 'Attachments is disabled', 'unsupported'],
    ['rejected', 'uploading attachments is disabled here', 'unsupported'],
    ['rejected', 'no', 'rejected'],
    ['cancelled', "cancelled by a 'before' function", 'cancelled'],
  ])('where its command is %s with "%s"', async (kind, reason, expected) => {
    const { listening, result } = await uploading({ id: '', answer: fails(kind, reason) })
    expect(result).toEqual(refused(expected, reason))
    expect(listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('not where its command has no answer in time: the events count', async () => {
    const { say, result } = await uploading({ answer: fails('timeout', 'no answer') })
    expect(result).toStrictEqual({})
    say('fileUploaded', { attachmentId: 'f1' })
    await wait()
    expect(result).toEqual({ value: 'sent' })
  })

  it.each([
    ['sent', 'fileUploaded', []],
    ['taken back once', 'fileUploadCancelled', [['MessagingService.deleteFile', { id: 'f1' }]]],
  ])('only once: it is %s, whatever its command answers afterwards', async (_, event, deleted) => {
    let refuse = (_error: Error): void => {}
    const { command, say } = await uploading({
      answer: () =>
        new Promise((_resolve, reject) => {
          refuse = reject
        }),
    })
    say(event, { attachmentId: 'f1' })
    refuse(new ChatCommandError(UPLOAD, 'rejected', 'late'))
    await wait()
    expect(command.mock.calls).toEqual(deleted)
  })
})
