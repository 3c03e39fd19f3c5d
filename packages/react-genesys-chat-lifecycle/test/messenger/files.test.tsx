import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLimits } from '../../src/platform/genesys-messenger/fileLimits.ts'
import type { MessengerApp } from '../support/messengerApp.tsx'
import { mountMessenger, mountTalk, settled } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const PNG = 'image/png'
const photo = (name = 'fence.png', type = PNG, size = 4): File =>
  new File([new Uint8Array(size).fill(7)], name, { type })
const sent = ({ messenger }: MessengerApp): unknown[] =>
  messenger.centre.session.messages
    .filter(({ from, content }) => from.type === 'Customer' && content)
    .map(({ content }) => content?.map(({ name }) => name))
const commands = ({ messenger }: MessengerApp, name: string): number =>
  messenger.commandsNamed(`MessagingService.${name}`).length

describe('sendFile()', () => {
  it.each([true, false])('uploads a file and sends it, service in a frame: %s', async (framed) => {
    const app = await mountTalk({ messenger: { framed } })
    const parts: number[] = []
    const answer = app.chat().sendFile(photo(), { onProgress: (part) => parts.push(part) })
    expect(await settled(app, answer)).toEqual({ status: 'sent' })
    await app.settle()
    expect(sent(app)).toEqual([['fence.png']])
    expect([parts[0], parts.at(-1)]).toEqual([0, 1])
    const [last] = app.messages().slice(-1)
    expect(last).toMatchObject({ from: { type: 'customer' }, delivery: 'sent' })
    expect(last?.attachments).toMatchObject([{ name: 'fence.png', type: PNG, size: 4 }])
    expect(app.messages().filter(({ attachments }) => attachments.length > 0)).toHaveLength(1)
    await app.reload()
    expect(app.messages().at(-1)?.attachments).toMatchObject([{ name: 'fence.png' }])
  })

  it('begins a conversation where there is none', async () => {
    const app = await mountMessenger()
    expect(await settled(app, app.chat().sendFile(photo()))).toEqual({ status: 'sent' })
    await app.settle()
    expect(sent(app)).toEqual([['fence.png']])
    expect(app.chat().phase).toBe('waiting')
  })

  it('sends several one after the other', async () => {
    const app = await mountTalk()
    const names = ['a.png', 'b.png', 'c.png']
    await settled(app, Promise.all(names.map((name) => app.chat().sendFile(photo(name)))))
    await app.settle()
    expect(sent(app)).toEqual([['a.png'], ['b.png'], ['c.png']])
  })

  it.each([
    ['a type that is not allowed', photo('song.mp3', 'audio/mpeg'), 'file-type'],
    ['a name that is blocked', photo('run.exe', PNG), 'file-type'],
    ['a file that is too large', photo('large.png', PNG, 3_000), 'file-size'],
  ])('rejects %s before the upload', async (_, file, kind) => {
    const app = await mountTalk({ messenger: { maxFileSizeKB: 2 } })
    await expect(settled(app, app.chat().sendFile(file))).rejects.toMatchObject({ kind })
    expect(commands(app, 'requestUpload')).toBe(0)
  })

  it('rejects with the kind and the words of a server that refuses, and goes on with the next one', async () => {
    const app = await mountTalk({ messenger: { fileTypes: ['*/*'] } })
    const refused = app.chat().sendFile(photo('a/b.png'))
    const taken = app.chat().sendFile(photo())
    await expect(settled(app, refused)).rejects.toMatchObject({
      kind: 'rejected',
      reason: 'File name is invalid.',
    })
    expect(await settled(app, taken)).toEqual({ status: 'sent' })
    // A file that is refused is no error of the service.
    expect(app.chat().error).toBeNull()
    expect(sent(app)).toEqual([['fence.png']])
  })

  it('rejects an empty file, and takes it back, so that no later message brings it', async () => {
    const app = await mountTalk()
    await expect(settled(app, app.chat().sendFile(photo('empty.png', PNG, 0)))).rejects.toMatchObject({
      kind: 'rejected',
      reason: 'The file is empty.',
    })
    expect(commands(app, 'deleteFile')).toBe(1)
    await settled(app, app.chat().send('Never mind'))
    await app.settle()
    expect(sent(app)).toEqual([])
  })

  it('is unsupported where the deployment takes no files', async () => {
    const app = await mountTalk({ messenger: { fileTypes: [] } })
    await expect(settled(app, app.chat().sendFile(photo()))).rejects.toMatchObject({ kind: 'unsupported' })
    await expect(settled(app, app.chat().getFileLimits())).rejects.toMatchObject({ kind: 'unsupported' })
    expect(commands(app, 'requestUpload')).toBe(0)
  })

  it('rejects when the network is lost meanwhile', async () => {
    const app = await mountTalk({ provider: { commandTimeoutMs: 60_000 } })
    const answer = app.chat().sendFile(photo())
    answer.catch(() => {})
    app.messenger.server.offline()
    await app.settle()
    await expect(answer).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('is blocked by the guard in a closed segment, also when the page gives it to Messenger', async () => {
    const app = await mountTalk({ guard: { followUps: 'confirm' } })
    app.messenger.agent.disconnect()
    await app.settle()
    expect(await settled(app, app.chat().sendFile(photo()))).toEqual({ status: 'blocked' })
    const outcomes: string[] = []
    const { genesys } = app.messenger
    genesys(
      'command',
      'MessagingService.requestUpload',
      { file: [photo()] },
      () => outcomes.push('sent'),
      () => outcomes.push('stopped'),
    )
    await app.settle()
    expect(outcomes).toEqual(['stopped'])
    expect(sent(app)).toEqual([])
  })

  it('whose provider goes before it is sent rejects, and no later message brings it', async () => {
    const app = await mountTalk()
    const answer = app.chat().sendFile(photo(), {
      onProgress: (part) => {
        if (part === 1) app.page.unmount()
      },
    })
    await expect(settled(app, answer)).rejects.toMatchObject({ kind: 'cancelled' })
    app.messenger.customer.say('Never mind')
    await app.settle()
    expect(sent(app)).toEqual([])
  })

  it('in a conversation that the server has ended rejects', async () => {
    const app = await mountTalk({ messenger: { disconnect: 'read-only' } })
    app.messenger.agent.disconnect()
    await app.settle()
    await expect(settled(app, app.chat().sendFile(photo()))).rejects.toMatchObject({ kind: 'rejected' })
  })
})

describe('getFileLimits()', () => {
  it('says nothing of what a session does not say', () => {
    const modes = [
      { fileTypes: ['image/png'], maxFileSizeKB: 5 },
      { fileTypes: 'x', maxFileSizeKB: 'y' },
    ]
    expect(readLimits({ connected: true }, undefined)).toBeUndefined()
    expect(readLimits({ connected: true }, { enableAttachments: true, modes })).toBeUndefined()
    expect(readLimits({ connected: true }, { modes })).toEqual({
      maxBytes: 5_120,
      remaining: null,
      accept: ['image/png'],
      blocked: [],
    })
    expect(readLimits({ allowedMedia: {} }, { modes })).toMatchObject({ maxBytes: null, accept: [] })
  })

  it('knows what the session says', async () => {
    const app = await mountTalk({ messenger: { fileTypes: ['image/*'], maxFileSizeKB: 5 } })
    expect(await app.chat().getFileLimits()).toEqual({
      maxBytes: 5_120,
      remaining: null,
      accept: ['image/*'],
      blocked: expect.arrayContaining(['.exe']),
    })
  })

  it('knows nothing before, where the organisation has a content profile', async () => {
    const app = await mountMessenger()
    expect(await app.chat().getFileLimits()).toBeNull()
  })
})
