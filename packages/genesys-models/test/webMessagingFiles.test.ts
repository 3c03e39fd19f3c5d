import { describe, expect, it } from 'vitest'
import { createTestApi } from './support/webMessagingClient.ts'

const file = {
  action: 'onAttachment',
  attachmentId: 'a1',
  fileName: 'cat.png',
  fileType: 'image/png',
  fileSize: 3,
  errorsAsJson: true,
}

async function configured(settings?: Parameters<typeof createTestApi>[0]) {
  const test = createTestApi(settings, { fileUrl: (key) => `https://files.example/${key}` })
  const joe = test.connect()
  await joe.configure()
  return { ...test, joe }
}

/** Announces a file. Returns what its upload is addressed to. */
async function announce({ joe }: Awaited<ReturnType<typeof configured>>): Promise<string> {
  const [frame] = await joe.ask(file)
  const { url } = (frame?.body ?? {}) as { url?: string }
  return url?.split('/').at(-1) ?? ''
}

const send = (id: string, text?: string) => ({
  action: 'onMessage',
  message: { type: 'Text', text, content: [{ contentType: 'Attachment', attachment: { id } }] },
})

describe('files', () => {
  it('are announced, uploaded, sent and downloaded', async () => {
    const test = await configured()
    const { joe, api, chat } = test
    expect(await joe.ask(file)).toEqual([
      {
        type: 'response',
        class: 'PresignedUrlResponse',
        code: 200,
        body: {
          attachmentId: 'a1',
          headers: { 'x-amz-tagging': expect.any(String) },
          url: expect.stringMatching(/^https:\/\/files\.example\//),
        },
      },
    ])
    const key = await announce(test)
    await joe.take()
    api.upload(key, new Uint8Array([1, 2, 3]))
    expect(await joe.take()).toEqual([
      {
        type: 'message',
        class: 'UploadSuccessEvent',
        code: 200,
        body: {
          attachmentId: 'a1',
          downloadUrl: `https://files.example/${key}`,
          timestamp: expect.stringMatching(/^2026-/),
        },
      },
    ])
    const [echo] = await joe.ask(send('a1', 'my cat'))
    expect(echo?.body).toMatchObject({
      type: 'Text',
      text: 'my cat',
      content: [
        {
          contentType: 'Attachment',
          attachment: {
            id: 'a1',
            filename: 'cat.png',
            mediaType: 'Image',
            mime: 'image/png',
            fileSize: 3,
            url: `https://files.example/${key}`,
          },
        },
      ],
    })
    expect(chat().messages.at(-1)?.content).toMatchObject([{ type: 'image', name: 'cat.png' }])
    expect(api.download(key)).toEqual({
      name: 'cat.png',
      type: 'image/png',
      bytes: new Uint8Array([1, 2, 3]),
    })
  })

  it('can be asked for again, and deleted', async () => {
    const test = await configured()
    const { joe, api } = test
    api.upload(await announce(test), new Uint8Array([1, 2, 3]))
    await joe.take()
    expect(await joe.ask({ action: 'getAttachment', attachmentId: 'a1' })).toMatchObject([
      { class: 'PresignedUrlResponse', body: { headers: {}, fileName: 'cat.png', fileSize: 3 } },
    ])
    expect(await joe.ask({ action: 'deleteAttachment', attachmentId: 'a1' })).toMatchObject([
      { class: 'AttachmentDeletedResponse', body: { attachmentId: 'a1' } },
    ])
    expect(await joe.ask({ action: 'getAttachment', attachmentId: 'a1' })).toMatchObject([{ code: 4009 }])
  })

  it.each([
    [{ fileType: 'text/html' }, 4001],
    [{ fileName: 'cat.exe' }, 4001],
    [{ fileSize: 10_241 * 1024 }, 4002],
    [{ fileName: '../cat.png' }, 4004],
    [{ fileName: `${'x'.repeat(256)}.png` }, 4005],
  ])('are refused in the form that the client wants: %j', async (fields, errorCode) => {
    const { joe } = await configured()
    expect(await joe.ask({ ...file, ...fields })).toMatchObject([
      { class: 'GenerateUrlError', code: 200, body: { attachmentId: 'a1', errorCode } },
    ])
    expect(await joe.ask({ ...file, ...fields, errorsAsJson: false })).toMatchObject([
      { class: 'string', code: errorCode },
    ])
  })

  it('cannot be sent before they are uploaded, and not where the deployment takes none', async () => {
    const test = await configured()
    await announce(test)
    expect(await test.joe.ask(send('a1'))).toMatchObject([{ class: 'string', code: 4010 }])
    const off = await configured({ fileTypes: [] })
    expect(await off.joe.ask(file)).toMatchObject([{ body: { errorCode: 4000 } }])
  })

  it('that are too large, or empty, fail when they are uploaded', async () => {
    const test = await configured({ maxFileSizeKB: 1 })
    const key = await announce(test)
    await test.joe.take()
    test.api.upload(key, new Uint8Array(1025))
    test.api.upload(key, new Uint8Array())
    expect(await test.joe.take()).toMatchObject([
      { class: 'UploadFailureEvent', body: { attachmentId: 'a1', errorCode: 4002 } },
      { class: 'UploadFailureEvent', body: { errorCode: 4003 } },
    ])
    expect(() => test.api.download(key)).toThrow('There is no such file.')
    expect(() => test.api.upload('unknown', new Uint8Array([1]))).toThrow('There is no such file.')
  })
})

describe('customers who sign in', () => {
  const sign = (code: string) => ({
    action: 'configureAuthenticatedSession',
    deploymentId: 'shop',
    data: { code },
  })

  it('have a session that anonymous ones cannot take over', async () => {
    const { connect, api, clock } = createTestApi({ auth: true })
    const joe = connect()
    expect(await joe.ask(sign('forged'))).toMatchObject([{ code: 401, body: 'User is unauthorized' }])
    const { jwt, refreshToken } = api.signIn('joe')
    expect(await joe.ask(sign(jwt))).toMatchObject([{ class: 'SessionResponse', body: { connected: true } }])
    expect(await connect().configure()).toMatchObject([{ code: 4017 }])
    clock.advance(15 * 60_000)
    expect(await joe.ask(sign(jwt))).toMatchObject([{ code: 401 }])
    expect(await joe.ask(sign(api.refresh(refreshToken).jwt))).toMatchObject([
      { body: { newSession: false } },
    ])
  })

  it('are logged out everywhere', async () => {
    const { connect, api } = createTestApi({ auth: true })
    const { jwt, refreshToken } = api.signIn('joe')
    const joe = connect()
    await joe.ask(sign(jwt))
    await joe.take()
    api.signOut(jwt)
    expect(await joe.take()).toMatchObject([{ type: 'message', class: 'LogoutEvent', body: {} }])
    expect(joe.isClosed).toBe(true)
    expect(() => api.refresh(refreshToken)).toThrow('unauthorized')
  })
})

describe('deployments', () => {
  it('let in the pages of their domains', () => {
    const { api } = createTestApi({ allowedDomains: ['shop.example', '.other.example'] })
    const admits = (origin?: string) => {
      try {
        api.admit('shop', origin)
        return true
      } catch {
        return false
      }
    }
    expect(admits('https://shop.example')).toBe(true)
    expect(admits('https://www.shop.example:8443')).toBe(true)
    expect(admits('https://a.other.example')).toBe(true)
    expect(admits('https://evilshop.example')).toBe(false)
    expect(admits('null')).toBe(false)
    expect(admits()).toBe(false)
  })

  it('can be changed, and be inactive or missing', () => {
    const { api } = createTestApi({}, { deploymentOf: (id) => (id === 'shop' ? {} : undefined) })
    api.admit('shop', undefined)
    expect(() => api.admit('other', undefined)).toThrow('Access was refused')
    api.deployments.change('shop', { status: 'Inactive' })
    expect(() => api.admit('shop', undefined)).toThrow('Access was refused')
    expect(api.deployments.change('other', { headless: true })).toMatchObject({ id: 'other', headless: true })
  })

  it('say by their names what they are for, where nobody sets them up', () => {
    const { deployments } = createTestApi({}, { deploymentOf: undefined as never }).api
    expect(deployments.find('shop')).toMatchObject({ conversationDisconnect: 'Send', headless: false })
    expect(deployments.find('shop-readonly')).toMatchObject({ conversationDisconnect: 'ReadOnly' })
    expect(deployments.find('silent-headless-autostart')).toMatchObject({
      conversationDisconnect: false,
      headless: true,
      autoStart: true,
    })
    expect(deployments.find('')).toBeUndefined()
  })
})

it('count for the session while they are kept, and have a limit together', async () => {
  const size = 10_000_000
  const test = await configured({ maxFileSizeKB: 10_240 })
  const { joe, api, chat } = test
  const { bytes: before } = chat()
  const upload = async (id: string): Promise<void> => {
    const [frame] = await joe.ask({ ...file, attachmentId: id, fileSize: size })
    const { url } = (frame?.body ?? {}) as { url?: string }
    api.upload(url?.split('/').at(-1) ?? '', new Uint8Array(size))
  }
  await upload('a1')
  await joe.take()
  expect(chat().bytes - before).toBe(size)
  await joe.ask({ action: 'deleteAttachment', attachmentId: 'a1' })
  expect(chat().bytes).toBe(before)
  for (let n = 0; n < 13; n++) await upload(`b${n}`)
  await joe.take()
  await upload('c')
  const refused = (await joe.take()).at(-1)
  expect(refused?.body).toMatchObject({ errorCode: 4002, errorMessage: expect.stringContaining('together') })
})
