import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatMessage, useGenesysChatMessages } from '../../src/index.ts'
import { type App, mountConversation } from '../support/app.tsx'
import { closeSegment } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

let messages: readonly ChatMessage[] = []
function Transcript() {
  messages = useGenesysChatMessages().messages
  return null
}

const customer = { type: 'Customer', participantId: 'c1', nickname: 'Joe' }
const agent = { type: 'Agent', participantId: 'a1', nickname: 'Anna' }
const IMAGE = {
  type: 'Structured',
  contentType: 'attachments',
  content: [
    {
      type: 'image',
      attachment: { url: 'https://x.example/cat.png', mime: 'image/png', filename: 'cat.png', size: 120 },
    },
  ],
}

async function mount(): Promise<App> {
  return mountConversation({ bus: { async: true }, children: <Transcript /> })
}
async function deliver(app: App, message: Record<string, unknown>): Promise<void> {
  app.testBus.server.deliver(message as never)
  await app.settle()
}

describe('what the customer sends into a closed segment', () => {
  it.each([
    ['a text', { type: 'Text', text: 'hello' }],
    ['a link', { type: 'PushUrl', url: 'https://x.example' }],
    ['an image', IMAGE],
    [
      'a file in the item itself',
      { type: 'Structured', content: [{ type: 'file', url: 'https://x.example/a.pdf' }] },
    ],
    ['a file of another kind of message', { type: 'FileUploaded', userData: { 'file-name': 'a.pdf' } }],
    ['a card', { type: 'Structured', contentType: 'generic', content: { title: 'Card' } }],
    ['a custom message', { type: 'Custom', content: [{ kind: 'order', id: 7 }] }],
    ['a message of an unknown type with a text', { type: 'Sticker', text: ':-)' }],
  ])('reopens it: %s', async (_, message) => {
    const app = await mount()
    await closeSegment(app)
    await deliver(app, { ...message, from: customer })
    expect(app.chat().phase).not.toBe('closed')
    await closeSegment(app)
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened', 'closed', 'notice'])
  })

  it.each([
    ['typing', { type: 'TypingStarted' }],
    ['nothing but blanks', { type: 'Sticker', text: '  ' }],
    ['leaving', { type: 'ParticipantLeft' }],
    ['a technical notice', { type: 'Notice', text: 'page=/cart' }],
    ['a new nickname', { type: 'NicknameUpdated', text: 'Jo' }],
  ])('does not reopen it without content: %s', async (_, message) => {
    const app = await mount()
    await closeSegment(app)
    await deliver(app, { ...message, from: customer })
    expect(app.chat().phase).toBe('closed')
  })
})

it('takes an agent who answers with an image only for one who took the new segment up', async () => {
  const app = await mount()
  await closeSegment(app, 'Finalizing')
  await deliver(app, { type: 'Text', text: 'wait', from: customer })
  await deliver(app, { ...IMAGE, from: agent })
  await closeSegment(app)
  expect(app.chat().phase).toBe('closed')
  expect(app.testBus.widget.notices).toHaveLength(2)
})

describe('the transcript', () => {
  it('has images, with name, type, size and address', async () => {
    const app = await mount()
    await deliver(app, { ...IMAGE, from: customer })
    expect(messages.at(-1)).toMatchObject({
      type: 'Structured',
      attachments: [{ name: 'cat.png', type: 'image/png', size: 120, url: 'https://x.example/cat.png' }],
      raw: { contentType: 'attachments' },
    })
  })

  it('has messages of a type that is not known, with what the platform sent', async () => {
    const app = await mount()
    await deliver(app, { type: 'Sticker', text: ':-)', from: agent })
    expect(messages.at(-1)).toMatchObject({ type: 'Sticker', text: ':-)', raw: { type: 'Sticker' } })
  })

  it.each([
    { content: 'none' },
    { content: [null, 7, 'x', {}] },
    { content: { attachment: null } },
    { content: [{ attachment: { url: 5, size: 'big' } }] },
    { fileDetails: 7, type: 'FileUploaded' },
  ])('takes %j without an exception', async (odd) => {
    const app = await mount()
    await deliver(app, { type: 'Structured', text: 'odd', from: agent, ...odd })
    expect(app.errors).toEqual([])
    expect(messages.at(-1)).toMatchObject({ text: 'odd' })
  })
})
