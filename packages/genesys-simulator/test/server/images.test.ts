import { expect, test } from 'vitest'
import { createTestCentre, type TestCustomer } from './support/client.ts'

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47])

function upload(joe: TestCustomer, ...files: File[]) {
  const body = new FormData()
  for (const file of files) body.append('file', file)
  body.append('operationId', 'op-7')
  return joe.ask('/images', { method: 'POST', body })
}

test('an image becomes a message, and only its customer and the agent can load it', async () => {
  const { startChat, fetch } = createTestCentre()
  const [joe, eve] = [await startChat(), await startChat('shop', 'Eve')]
  await joe.poll()
  expect(await upload(joe, new File([PNG], 'cat.png', { type: 'image/png' }))).toMatchObject({
    code: 'SUCCESS',
    operationId: 'op-7',
  })
  const [message] = (await joe.poll()).messages
  expect(message).toMatchObject({
    type: 'Structured',
    contentType: 'attachments',
    from: { nickname: 'Joe' },
    content: [{ type: 'image', mime: 'image/png', name: 'cat.png' }],
  })
  const url = message?.content?.[0]?.url ?? ''
  const load = (path: string, token: string) => fetch(path, { headers: { 'x-nexus-client-key': token } })
  const own = await load(`/nexus/v3/chat${url}`, joe.token)
  expect(own.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await own.arrayBuffer())).toEqual(PNG)
  expect((await load(`/nexus/v3/chat${url}`, eve.token)).status).toBe(404)
  expect((await fetch(`/agent${url}`)).status).toBe(200)
})

test('what is no image, too large or too much is refused', async () => {
  const joe = await createTestCentre({ images: { maxBytes: 10, maxCount: 1 } }).startChat()
  const png = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'a.png', { type: 'image/png' })
  const svg = new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' })
  expect(await upload(joe, svg)).toMatchObject({ status: 400, code: 'INVALID_FILE_TYPE' })
  expect(await upload(joe, png(new Uint8Array(11)))).toMatchObject({ status: 413, code: 'LIMIT_FILE_SIZE' })
  expect(await upload(joe, png(new Uint8Array(200_000)))).toMatchObject({
    status: 413,
    code: 'LIMIT_FILE_SIZE',
  })
  expect(await upload(joe, png(PNG), png(PNG))).toMatchObject({ status: 400, code: 'LIMIT_FILE_COUNT' })
  expect(await upload(joe, png(PNG))).toMatchObject({ status: 200 })
  expect(await upload(joe, png(PNG))).toMatchObject({ status: 400, code: 'LIMIT_FILE_COUNT' })
})

test('an upload without a file is refused', async () => {
  const joe = await createTestCentre().startChat()
  expect(await upload(joe)).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  expect(await joe.ask('/images', { method: 'POST', body: 'data' })).toMatchObject({
    status: 400,
    code: 'INVALID_REQUEST',
  })
})
