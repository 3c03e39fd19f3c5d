import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { dataOf, namesSince } from './reading.ts'

const PICTURE = {
  type: 'image',
  url: expect.stringMatching(/^data:image\/png;base64,/),
  mime: 'image/png',
  name: 'cat.png',
}

/** Images that the customer sends. */
export function filesContract(test: ContractTest): void {
  test('an image comes back as a message of the customer’s, the picture itself in the place of its address', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.customer.attach('cat.png', 'image/png')
    await page.waitFor('WebChat.messageAdded', { since })
    expect(namesSince(page, since)).toEqual(['WebChatService.messageReceived', 'WebChat.messageAdded'])
    const message = { type: 'Structured', contentType: 'attachments', content: [PICTURE] }
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
      originalMessages: [{ ...message, from: { type: 'Client' } }],
      messages: [{ ...message, from: { type: 'Client' } }],
    })
    expect((await page.see()).texts).toEqual(['Chat Started', ''])
  })

  test('sendFile takes what looks like a file input, sends its first file, and answers with a text', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    const { outcome, value } = await page.run(({ bus, outcomeOf }) => {
      const files = ['cat.png', 'dog.png'].map((name) => new File(['…'], name, { type: 'image/png' }))
      return outcomeOf(bus.command('WebChatService.sendFile', { files: { files } }))
    })
    expect(outcome).toBe('resolved')
    expect(JSON.parse(String(value))).toMatchObject({ status: { code: 'SUCCESS' } })
    await page.quiet()
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
      originalMessages: [{ content: [PICTURE] }],
    })
    expect(namesSince(page, since)).toEqual(['WebChatService.messageReceived', 'WebChat.messageAdded'])
  })

  test('sendFile does not pass through sendMessage', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const seen = await page.run(async ({ bus, outcomeOf }) => {
      const hooks: string[] = []
      for (const name of ['sendMessage', 'sendFile']) {
        bus.before(`WebChatService.${name}`, (data) => {
          hooks.push(name)
          return data
        })
      }
      const files = [new File(['…'], 'cat.png', { type: 'image/png' })]
      await outcomeOf(bus.command('WebChatService.sendFile', { files: { files } }))
      return hooks
    })
    expect(seen).toEqual(['sendFile'])
  })

  test('a file that is no image is refused: rejected with the response, and told as an error', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.customer.attach('cat.txt', 'text/plain')
    await page.waitFor('WebChatService.error', { since })
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChatService.error'])
    expect(dataOf(page, 'WebChatService.error')).toMatchObject({
      errors: [{ code: 'pureengage-v3-rest-INVALID_FILE_TYPE', response: { status: 400 } }],
    })
    const outcome = await page.run(({ bus, outcomeOf }) => {
      const files = [new File(['…'], 'cat.txt', { type: 'text/plain' })]
      return outcomeOf(bus.command('WebChatService.sendFile', { files: { files } }))
    })
    expect(outcome).toMatchObject({ outcome: 'rejected', value: { readyState: 4, status: 400 } })
  })

  test('sendFile needs a chat', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChatService.sendFile', { files: { files: [] } })).toEqual({
      outcome: 'rejected',
      value: 'There is no active chat session.',
    })
  })

  test('sendFile with the files themselves, or with none, is an uncaught error and never settles', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    for (const data of [{ files: [] }, {}]) {
      expect(await page.command('WebChatService.sendFile', data, 500)).toMatchObject({
        outcome: 'never settled',
      })
    }
    expect(page.uncaught()).toHaveLength(2)
  })
}
