import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, dataOf } from './reading.ts'

interface Batch {
  originalMessages: {
    type: string
    index: string
    text?: string
    from: Record<string, unknown>
    [key: string]: unknown
  }[]
  messages: {
    type: string
    index: string
    timestamp: string
    from: Record<string, unknown>
    [key: string]: unknown
  }[]
  restoring: boolean
  oldMessages: boolean
}

/** The shape of `messageReceived`, and what is in it. */
export function messagesContract(test: ContractTest): void {
  test('a text comes twice: as the server sent it, with names added, and as a copy of the vendor’s', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.customer.say('my question')
    await page.quiet()
    const { originalMessages, messages, restoring, oldMessages } = dataOf<Batch>(
      page,
      'WebChatService.messageReceived',
    )
    expect([restoring, oldMessages]).toEqual([false, false])
    expect(originalMessages).toEqual([
      {
        type: 'Text',
        text: 'my question',
        visibility: 'All',
        id: expect.any(String),
        utcTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        streamId: expect.any(String),
        index: expect.stringMatching(/^\d{13}-\d+$/),
        from: {
          type: 'Client',
          nickname: 'Joe',
          name: 'Joe',
          participantId: expect.any(String),
          id: originalMessages[0]?.from.participantId,
        },
      },
    ])
    expect(messages).toMatchObject([
      {
        type: 'Message',
        text: 'my question',
        timestamp: originalMessages[0]?.utcTime,
        index: originalMessages[0]?.index.replace('-', ''),
        from: { name: 'Joe', type: 'Client', participantId: originalMessages[0]?.from.participantId },
      },
    ])
  })

  test('the end of a segment is a System message without a name', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.agent.state('Finalizing')
    await page.quiet()
    expect(dataOf<Batch>(page, 'WebChatService.messageReceived').originalMessages).toMatchObject([
      {
        type: 'System',
        event: 'InteractionStateChange',
        data: { interactionState: 'Finalizing' },
        from: { type: 'System', participantId: expect.stringMatching(/^0{8}-/) },
      },
    ])
  })

  test('the customer’s own typing comes back as messages', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.command('WebChatService.sendTyping')
    await page.waitFor('WebChatService.clientTypingStopped', { since })
    await page.quiet()
    expect(batchesSince(page, since).flat()).toEqual(['TypingStarted', 'TypingStopped'])
  })

  test('a key in the input is told as typing, with what stands there; a text that comes without keys is not', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.customer.say('dictated')
    await page.quiet()
    expect(batchesSince(page, since)).toEqual([['dictated']])
    await page.customer.press('a')
    await page.waitFor('WebChatService.clientTypingStopped', { since })
    await page.quiet()
    const typing = page.events
      .slice(since)
      .filter(({ event }) => event === 'WebChatService.messageReceived')
      .flatMap(({ data }) => (data as Batch).originalMessages.map(({ type, text }) => [type, text]))
    expect(typing.slice(1)).toEqual([
      ['TypingStarted', 'a'],
      ['TypingStopped', 'a'],
    ])
  })

  test('an index is delivered once in a page load', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.command('WebChat.close')
    await page.waitFor('WebChat.closed', { since: 0 })
    const since = page.events.length
    await page.command('WebChat.open')
    await page.waitFor('WebChatService.restored', { since })
    await page.quiet()
    expect(batchesSince(page, since)).toEqual([])
  })

  test('getTranscript has everything so far', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.customer.say('my question')
    await page.quiet()
    const { value } = await page.command('WebChatService.getTranscript')
    const { messages, originalMessages } = value as Batch
    expect(originalMessages.map(({ type, text }) => text ?? type)).toEqual([
      'ParticipantJoined',
      'my question',
    ])
    expect(messages).toHaveLength(2)
  })

  test('a batch keeps the order in which the server sent it', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    const now = Date.now()
    await page.server.deliver([
      { type: 'Text', index: `${now}-10`, text: 'ten' },
      { type: 'Text', index: `${now}-9`, text: 'nine' },
    ])
    await page.waitFor('WebChatService.messageReceived', { since })
    expect(batchesSince(page, since)).toEqual([['ten', 'nine']])
  })

  test.for([
    ['ahead of other messages takes the whole batch with it', ['image', 'text'], []],
    ['behind other messages arrives with them', ['text', 'image'], [['look at this', 'Structured']]],
    ['on its own arrives', ['image'], [['Structured']]],
  ] as const)('an image %s', async ([_words, order, batches], { open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    const now = Date.now()
    const content = [{ type: 'image', url: '/picture.png', mime: 'image/png' }]
    await page.server.deliver(
      order.map((kind, at) =>
        kind === 'image'
          ? { type: 'Structured', index: `${now}-${at}`, content }
          : { type: 'Text', index: `${now}-${at}`, text: 'look at this' },
      ),
    )
    await page.quiet()
    expect(batchesSince(page, since)).toEqual(batches)
  })

  test('a message that nobody sent ends the polling, for good and without a word', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.server.deliver([{ type: 'Text', index: `${Date.now()}-0`, text: 'from nobody', from: null }])
    await page.quiet()
    await page.agent.join('Anna')
    await page.quiet()
    expect(batchesSince(page, since)).toEqual([])
    expect(page.uncaught()).toHaveLength(1)
  })
}
