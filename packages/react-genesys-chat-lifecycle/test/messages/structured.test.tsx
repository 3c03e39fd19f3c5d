import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { outcome } from '../support/outcome.ts'
import { type ChatUi, mountChatUi } from './support.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const bot = { participantId: 'b1', type: 'Bot', nickname: 'Botty' }

/** What the widget's RichMediaBridge draws. */
async function offered(contentType: string, content: object[], text?: string): Promise<ChatUi> {
  const app = await mountChatUi({ bus: { async: true } })
  const message = { type: 'Structured', from: bot, contentType, content: content as never }
  app.testBus.server.deliver({ ...message, ...(text && { text }) })
  await app.settle()
  return app
}

const QUICK = [
  { id: 'q1', text: 'Yes', image: 'https://shop.example/yes.png' },
  { id: 'q2', text: 'No' },
]

it('quick replies are there to be chosen, and send what stands on them, with the message they answer', async () => {
  const app = await offered('quick-replies', QUICK, 'Did that help?')
  const [message] = app.messages()
  expect(message).toMatchObject({
    text: 'Did that help?',
    type: 'Structured',
    quickReplies: [
      { text: 'Yes', reply: 'Yes', image: 'https://shop.example/yes.png', url: '' },
      { text: 'No', reply: 'No', image: '' },
    ],
  })
  const choice = message?.quickReplies[1]
  if (!choice) throw new Error('nothing to choose')
  await app.does(() => void outcome(app.chat().send(choice)))
  expect(app.lines()).toEqual(['Did that help?', 'No: sending'])
  expect(app.messages()[0]?.quickReplies).toEqual([])
  await app.settle()
  expect(app.lines()).toEqual(['Did that help?', 'No: sent'])
  const { id } = (message?.raw ?? {}) as { id?: string }
  expect(app.testBus.commandsNamed('WebChatService.sendMessage').at(-1)?.data).toEqual({
    message: 'No',
    parentMessageID: id,
  })
})

it('quick replies are gone when somebody else says something, not when the routing strategy does', async () => {
  const app = await offered('quick-replies', QUICK)
  app.testBus.server.deliver({ type: 'Text', from: { participantId: 'x', type: 'External' }, text: 'queue' })
  await app.settle()
  expect(app.messages()[0]?.quickReplies).toHaveLength(2)
  app.testBus.agent.say('Let me see')
  await app.settle()
  const [message] = app.messages()
  expect(message?.quickReplies).toEqual([])
  app.testBus.agent.say('so')
  await app.settle()
  expect(app.messages()[0]).toBe(message)
})

it('a card has its texts, image and buttons: those that say something, and links', async () => {
  const app = await offered('generic', [
    {
      id: 'c1',
      title: 'Grinder',
      desc: 'Steel burrs',
      image: 'https://shop.example/grinder.png',
      actions: { url: 'https://shop.example/grinder' },
      components: [
        { type: 'button', text: 'Order', actions: { textback: 'I want the grinder' } },
        { type: 'button', text: 'Read more', actions: { url: 'https://shop.example/more' } },
      ],
    },
  ])
  expect(app.messages()[0]?.cards).toEqual([
    {
      title: 'Grinder',
      description: 'Steel burrs',
      image: 'https://shop.example/grinder.png',
      url: 'https://shop.example/grinder',
      choices: [
        expect.objectContaining({ text: 'Order', reply: 'I want the grinder', url: '' }),
        expect.objectContaining({ text: 'Read more', reply: '', url: 'https://shop.example/more' }),
      ],
    },
  ])
  const [order, more] = app.messages()[0]?.cards[0]?.choices ?? []
  if (!order || !more) throw new Error('nothing to choose')
  await app.does(() => void outcome(app.chat().send(order)))
  await app.settle()
  expect(app.lines()).toEqual(['', 'I want the grinder: sent'])
  await expect(app.chat().send(more)).rejects.toMatchObject({ kind: 'rejected' })
})

it.each(['list-vertical', 'single-selection-list'])(
  'a list (%s) is a card whose items can be chosen',
  async (type) => {
    const app = await offered(type, [
      {
        title: 'Which one?',
        desc: 'Two are left',
        components: [
          {
            title: 'Red',
            desc: 'shiny',
            image: 'https://shop.example/red.png',
            actions: { textback: 'RED' },
          },
          { title: 'Blue', actions: { textback: 'BLUE' } },
        ],
      },
    ])
    expect(app.messages()[0]?.cards).toMatchObject([
      {
        title: 'Which one?',
        description: 'Two are left',
        choices: [
          { text: 'Red', description: 'shiny', reply: 'RED', image: 'https://shop.example/red.png' },
          { text: 'Blue', reply: 'BLUE' },
        ],
      },
    ])
  },
)

it('two cards are a carousel, and a card with an answer of its own can be chosen', async () => {
  const app = await offered('generic', [{ title: 'A', actions: { textback: 'a' } }, { title: 'B' }])
  expect(app.messages()[0]?.cards).toMatchObject([
    { title: 'A', choices: [{ text: 'A', reply: 'a' }] },
    { title: 'B', choices: [] },
  ])
})

it('what is malformed is taken, as far as it can be read', async () => {
  const app = await offered('quick-replies', [null, 7, { text: {} }, { text: 'ok', actions: 5 }] as never)
  expect(app.messages()[0]?.quickReplies.map(({ text }) => text)).toEqual(['', 'ok'])
})
