import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { outcome } from '../support/outcome.ts'
import { type ChatUi, mountChatUi } from './support.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** A chat of many texts, after a reload. */
async function restored(count: number, async = true): Promise<ChatUi> {
  const app = await mountChatUi({ bus: { async, pageSize: 16 } })
  for (let number = 1; number <= count; number++) app.testBus.agent.say(`text ${number}`)
  await app.settle()
  await app.reload()
  await app.settle()
  return app
}

async function load(app: ChatUi): Promise<ReturnType<typeof outcome>> {
  let result: ReturnType<typeof outcome> = {}
  await app.does(() => {
    result = outcome(app.view().loadOlder())
  })
  return result
}

it('loads pages until there are none, in their order, each message once', async () => {
  const app = await restored(45)
  expect(app.lines()).toHaveLength(16)
  expect(app.view()).toMatchObject({ hasOlder: true, isLoadingOlder: false })
  const seen = [16]
  for (let page = 0; page < 6 && app.view().hasOlder; page++) {
    const result = await load(app)
    expect(app.view().isLoadingOlder).toBe(true)
    await app.wait(500)
    expect(result).toStrictEqual({ value: undefined })
    expect(app.view().isLoadingOlder).toBe(false)
    seen.push(app.lines().length)
  }
  expect(app.view().hasOlder).toBe(false)
  expect(app.lines()).toEqual(Array.from({ length: 45 }, (_, at) => `text ${at + 1}`))
  expect(seen[1]).toBeGreaterThan(16)
  expect(app.messages().every(({ isHistoric }) => isHistoric)).toBe(true)
})

it('shares a load among those who ask meanwhile', async () => {
  const app = await restored(45)
  const first = await load(app)
  const second = await load(app)
  await app.settle()
  expect([first, second]).toStrictEqual([{ value: undefined }, { value: undefined }])
  expect(app.sent('WebChatService.fetchHistory')).toBe(1)
})

it('goes on with what is said meanwhile', async () => {
  const app = await restored(45)
  await load(app)
  app.testBus.agent.say('new')
  await app.settle()
  expect(app.lines().at(-1)).toBe('new')
  expect(app.messages().at(-1)?.isHistoric).toBe(false)
})

it('asks nobody where nothing older can be: a chat that was started on this page', async () => {
  const app = await mountChatUi({ bus: { async: true } })
  expect(app.view().hasOlder).toBe(false)
  const result = await load(app)
  await app.settle()
  expect(result).toStrictEqual({ value: undefined })
  expect(app.sent('WebChatService.fetchHistory')).toBe(0)
})

it('asks nobody in a regular chat, which is restored as a whole', async () => {
  const app = await restored(45, false)
  expect(app.lines()).toHaveLength(45)
  expect(app.view().hasOlder).toBe(false)
})

it('asks nobody in a chat that was started on this page before the library came', async () => {
  const app = await mountChatUi({ bus: { async: true } })
  app.page.unmount()
  app.mount()
  await app.settle()
  expect(app.view().hasOlder).toBe(true)
  const result = await load(app)
  await app.settle()
  expect(result).toStrictEqual({ value: undefined })
  expect(app.view().hasOlder).toBe(false)
  const readings = app.sent('WebChatService.getTranscript')
  await load(app)
  await app.settle()
  // What was found out is not asked again.
  expect(app.sent('WebChatService.getTranscript')).toBe(readings)
  expect(app.sent('WebChatService.fetchHistory')).toBe(0)
})

it('rejects when the server fails, and can be tried again', async () => {
  const app = await restored(45)
  app.testBus.server.fail(500)
  const failed = await load(app)
  await app.wait(500)
  expect(failed.error).toMatchObject({ kind: 'rejected', command: 'WebChatService.fetchHistory' })
  expect(app.view()).toMatchObject({ hasOlder: true, isLoadingOlder: false })
  app.testBus.server.recover()
  await load(app)
  await app.settle()
  expect(app.lines().length).toBeGreaterThan(16)
})
