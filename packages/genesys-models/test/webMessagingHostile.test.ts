import { describe, expect, it } from 'vitest'
import { createTestApi, shown } from './support/webMessagingClient.ts'

const DEPTH = 8000
const deep = `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`

async function configured(options?: Parameters<typeof createTestApi>[1]) {
  const test = createTestApi({ fileTypes: ['*/*'] }, { rates: {}, ...options })
  const joe = test.connect()
  await joe.configure()
  return { ...test, joe }
}

const frame = (fields: string) =>
  `{"token":"11111111-2222-4333-8444-555555555555","action":"onMessage","message":{"type":"Text","text":"hi",${fields}}}`

describe('a frame', () => {
  it.each([
    ['deep attributes', frame(`"channel":{"metadata":{"customAttributes":${deep}}}`)],
    [
      'a deep button',
      frame(`"type":"Structured","content":[{"contentType":"ButtonResponse","buttonResponse":${deep}}]`),
    ],
    ['deep metadata', frame(`"metadata":${deep}`)],
    ['too many events', frame(`"type":"Event","events":[${'{},'.repeat(1001)}{}]`)],
  ])('with %s is refused, and the chat stays readable', async (_what, text) => {
    const { joe, chat } = await configured()
    expect(shown(await joe.ask(text))).toEqual([
      expect.stringMatching(/^400 The request (is nested|has more)/),
    ])
    expect(joe.isClosed).toBe(false)
    expect(JSON.stringify([chat().summary(), chat().messages]).length).toBeLessThan(2000)
  })

  it('with a token of any length is refused', async () => {
    const { api, centre } = await configured()
    const frames: string[] = []
    const connection = api.connect('shop', { send: (text) => void frames.push(text), close: () => {} })
    connection.receive(
      JSON.stringify({ action: 'configureSession', deploymentId: 'shop', token: 'x'.repeat(1000) }),
    )
    await Promise.resolve()
    expect(frames.join()).toContain('The token is too long')
    expect(centre.sessions).toHaveLength(1)
  })
})

it('what the contact centre refuses is a refusal on the WebSocket, too', async () => {
  const { joe, chat } = await configured()
  for (let left = 10_000 - chat().messages.length; left > 0; left--) chat().write({ type: 'Text', text: '.' })
  await joe.take()
  expect(shown(await joe.say('one more'))).toEqual([
    expect.stringMatching(/^409 This chat has 10000 messages/),
  ])
})

describe('a file', () => {
  const announce = (fields: object) => ({
    action: 'onAttachment',
    attachmentId: 'a1',
    fileName: 'cat.png',
    fileType: 'image/png',
    ...fields,
  })

  it.each([
    [{ fileName: 'a\ud800.png' }, '4004 File name is invalid.'],
    [{ fileName: 'a\r\n.png' }, '4004 File name is invalid.'],
    [{ fileType: 'image/png\r\nx: y' }, '4001 File type image/png\r\nx: y is not allowed.'],
    [{ fileType: 'ü' }, '4001 File type ü is not allowed.'],
  ])('%j, which no header can return, is refused', async (fields, refusal) => {
    const { joe } = await configured()
    expect(shown(await joe.ask(announce(fields)))).toEqual([refusal])
  })

  it('is refused when there are too many', async () => {
    const { joe } = await configured()
    for (let i = 0; i < 100; i++) await joe.ask(announce({ attachmentId: `a${i}` }))
    expect(shown(await joe.ask(announce({ attachmentId: 'more' })))).toEqual([
      '4000 A session has at most 100 attachments.',
    ])
    await joe.ask({ action: 'deleteAttachment', attachmentId: 'a7' })
    expect(shown(await joe.ask(announce({ attachmentId: 'more' })))).toEqual(['PresignedUrlResponse'])
  })
})

it('keys of those who sign in again and again are forgotten, oldest first', async () => {
  const { api } = await configured()
  const [first] = [api.signIn('joe')]
  expect(api.refresh(first.refreshToken)).toMatchObject({ jwt: expect.any(String) })
  for (let i = 0; i < 10_000; i++) api.signIn('joe')
  expect(() => api.refresh(first.refreshToken)).toThrow('User is unauthorized')
})
