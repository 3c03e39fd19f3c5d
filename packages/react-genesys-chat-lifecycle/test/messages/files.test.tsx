import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assertAccepted } from '../../src/chat/sendFile.ts'
import { ChatEndGuard, type FileLimits } from '../../src/index.ts'
import { outcome } from '../support/outcome.ts'
import { type ChatUi, mountChatUi } from './support.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const file = (name: string, type = 'image/png', size = 3) => new File([new Uint8Array(size)], name, { type })

async function upload(app: ChatUi, given: File, onProgress?: (part: number) => void) {
  let result: ReturnType<typeof outcome> = {}
  await app.does(() => {
    result = outcome(app.chat().sendFile(given, { onProgress }))
  })
  return result
}

describe.each([undefined, 'gms'] as const)('a file, on the transport %s', (transport) => {
  it('is in the transcript at once, is uploaded, and keeps its id', async () => {
    const app = await mountChatUi({ bus: { ...(transport && { transport }) } })
    app.testBus.server.latency(300)
    const parts: number[] = []
    const result = await upload(app, file('a.png'), (part) => parts.push(part))
    expect(app.lines()).toEqual(['a.png: sending'])
    const { id, attachments } = app.messages()[0] ?? {}
    expect(attachments).toEqual([{ name: 'a.png', type: 'image/png', size: 3, url: '' }])
    await app.settle()
    expect(result).toEqual({ value: { status: 'sent' } })
    expect(parts).toEqual([0, 1])
    expect(app.messages()).toMatchObject([{ id, delivery: 'sent', attachments: [{ name: 'a.png' }] }])
    expect(app.messages()[0]?.raw).not.toBeNull()
  })

  it('of a type that the service does not take is refused with the reason, and failed', async () => {
    const app = await mountChatUi({ bus: { ...(transport && { transport }) } })
    const result = await upload(app, file('a.txt', 'text/plain'))
    await app.settle()
    expect(result.error).toMatchObject({ name: 'ChatCommandError', kind: 'file-type' })
    expect(app.messages()).toMatchObject([{ delivery: 'failed', error: result.error }])
  })
})

it.each([
  [413, 'LIMIT_FILE_SIZE', 'file-size', 'At most 5 MB.'],
  [400, 'LIMIT_FILE_COUNT', 'file-count', 'At most 20 files.'],
  [413, 'PROXY_SAYS_NO', 'file-size', 'At most 1 MB.'],
  [413, 'constructor', 'file-size', 'At most 1 MB.'],
])('a refusal (%s %s) is told by its kind, in the server’s words', async (status, code, kind, message) => {
  const app = await mountChatUi()
  app.testBus.server.fail(status, { code, message, only: 'sendFile', times: 1 })
  const result = await upload(app, file('a.png'))
  await app.settle()
  expect(result.error).toMatchObject({ kind, reason: message, command: 'WebChatService.sendFile' })
})

it('GMS announces its limits, and they are asked for before an upload', async () => {
  const app = await mountChatUi({ bus: { transport: 'gms' } })
  const limits = outcome(app.chat().getFileLimits())
  await app.settle()
  expect(limits.value).toEqual({
    maxBytes: 5_242_880,
    remaining: 20,
    accept: ['.png', '.jpeg', '.jpg', '.gif', '.webp'],
    blocked: [],
  })
  await upload(app, file('a.txt', 'text/plain'))
  await app.settle()
  expect(app.sent('WebChatService.sendFile')).toBe(0)
})

it('Digital Channels do not announce limits', async () => {
  const app = await mountChatUi()
  const limits = outcome(app.chat().getFileLimits())
  await app.settle()
  expect(limits).toEqual({ value: null })
})

it('Genesys Cloud takes no files, and says so at once', async () => {
  const app = await mountChatUi({ bus: { transport: 'genesys-cloud' } })
  const results = [await upload(app, file('a.png')), outcome(app.chat().getFileLimits())]
  await Promise.resolve()
  for (const { error } of results) {
    expect(error).toMatchObject({ kind: 'unsupported', reason: 'genesys-cloud takes no files' })
  }
  expect(app.messages()).toEqual([])
  expect(app.sent('WebChatService.sendFile')).toBe(0)
})

it('a file that failed can be sent again', async () => {
  const app = await mountChatUi()
  app.testBus.server.fail(500)
  const result = await upload(app, file('a.png'))
  await app.wait(300)
  expect(result.error).toMatchObject({ kind: 'rejected', reason: 'the server answered 500' })
  app.testBus.server.recover()
  await app.does(() => void app.view().retry(app.messages()[0]?.id ?? ''))
  await app.settle()
  expect(app.lines()).toEqual(['a.png: sent'])
})

it('a progress callback that throws takes nothing from the upload', async () => {
  const app = await mountChatUi()
  const result = await upload(app, file('a.png'), () => {
    throw new Error('mine')
  })
  await app.settle()
  expect(result).toEqual({ value: { status: 'sent' } })
  expect(app.errors).toEqual([new Error('mine'), new Error('mine')])
})

it('a slow upload is not given up as other commands are', async () => {
  const app = await mountChatUi({ provider: { commandTimeoutMs: 1_000 } })
  app.testBus.server.latency(60_000, 'sendFile')
  const result = await upload(app, file('a.png'))
  await app.wait(30_000)
  expect(app.lines()).toEqual(['a.png: sending'])
  await app.wait(32_000)
  expect(result).toEqual({ value: { status: 'sent' } })
})

it('a guard that blocks follow-ups blocks a file, too', async () => {
  const app = await mountChatUi({ bus: { async: true }, children: <ChatEndGuard followUps="block" /> })
  app.testBus.agent.setState('Completed')
  await app.settle()
  const result = await upload(app, file('a.png'))
  await app.settle()
  expect(result).toEqual({ value: { status: 'blocked' } })
  expect(app.sent('WebChatService.sendFile')).toBe(0)
  expect(app.messages()).toEqual([])
})

describe('the limits', () => {
  const limits = (change: Partial<FileLimits>): FileLimits => ({
    maxBytes: null,
    remaining: null,
    accept: null,
    blocked: [],
    ...change,
  })
  // No files in the table: their titles would be written out.
  it.each<[string, number, Partial<FileLimits>, string | null]>([
    ['a.png', 3, {}, null],
    ['a.PNG', 3, { accept: ['.png'] }, null],
    ['a.png', 3, { accept: ['image/*'] }, null],
    ['a.png', 3, { accept: ['*/*'] }, null],
    ['a.png', 3, { accept: ['image/png'] }, null],
    ['a.png', 3, { accept: ['.jpg', 'video/*', 'image/gif'] }, 'file-type'],
    ['a.png', 3, { accept: ['*/*'], blocked: ['.png'] }, 'file-type'],
    ['a.png', 10, { maxBytes: 10 }, null],
    ['a.png', 11, { maxBytes: 10 }, 'file-size'],
    ['a.png', 3, { remaining: 0 }, 'file-count'],
    ['a.png', 3, { remaining: 1 }, null],
  ])('%s of %d bytes under %o', (name, size, change, kind) => {
    const check = () => assertAccepted(file(name, 'image/png', size), limits(change))
    if (kind === null) expect(check).not.toThrow()
    else expect(check).toThrow(expect.objectContaining({ kind, command: 'sendFile' }))
  })
})
