import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { transcriptOf } from '../../src/core.ts'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const anna = { type: 'Agent', participantId: 'a1', name: 'Anna' }
const says = (text: string, index?: string, id?: string) => ({ type: 'Text', from: anna, text, index, id })

/** A chat, and what somebody who looks at its messages sees of it. */
async function watched(before: readonly object[] = []) {
  const raw = await rawConversation({}, 'session-1', {
    'WebChatService.getTranscript': { resolve: { messages: before } },
  })
  const transcript = transcriptOf(raw.chat)
  const look = vi.fn()
  const stop = transcript.subscribe(look)
  await raw.bus.wait(50)
  const hear = (...originalMessages: object[]) =>
    raw.publish('WebChatService.messageReceived', { messages: [], originalMessages })
  const texts = () => transcript.getMessages().map(({ text }) => text)
  return { ...raw, transcript, look, stop, hear, texts }
}

it('is one for a chat, however many ask', async () => {
  const { chat, transcript } = await watched()
  expect(transcriptOf(chat)).toBe(transcript)
})

it('names a message by its place, else by its id, else by the place it gets', async () => {
  const { hear, transcript } = await watched()
  await hear(says('a', '1001-2', 'm1'), says('b', undefined, 'm2'), says('c'))
  expect(transcript.getMessages().map(({ id, text }) => [id, text])).toEqual([
    ['1001-2', 'a'],
    ['m2', 'b'],
    [expect.stringMatching(/^1001-2\.000/), 'c'],
  ])
})

it('takes each once, and tells only of what is new', async () => {
  const { hear, look, texts, transcript } = await watched()
  await hear(says('a', '1001-1'))
  expect(look).toHaveBeenCalledTimes(1)
  const before = transcript.getMessages()
  await hear(says('a', '1001-1'), { type: 'TypingStarted', from: anna, index: '1002-1' })
  expect(look).toHaveBeenCalledTimes(1)
  expect(transcript.getMessages()).toBe(before)
  expect(texts()).toEqual(['a'])
})

it('puts what has no place behind the newest, also when something older came in between', async () => {
  const { hear, texts } = await watched()
  await hear(says('c', '1003-1'))
  await hear(says('a', '1001-1'))
  await hear(says('d', undefined, 'm'))
  await hear(says('e', '1003-2'), says('b', '1002-1'))
  expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('is historic behind a restore, until the messages are live again', async () => {
  const { hear, publish, transcript } = await watched()
  const isHistoric = () => transcript.getMessages().map(({ isHistoric }) => isHistoric)
  await publish('WebChatService.restored', { async: false })
  await hear(says('a', '1001-1'))
  await hear(says('b', '1002-1'))
  expect(isHistoric()).toEqual([true, false])
  // A session without history: its first polls bring what is said from now on.
  await publish('WebChatService.restored', { async: false })
  await publish('WebChatService.pollingStarted')
  await hear(says('c', '1003-1'))
  expect(isHistoric()).toEqual([true, false, true])
  await publish('WebChatService.restored', { async: false })
  await publish('WebChatService.pollingStarted')
  await publish('WebChatService.pollingStarted')
  await hear(says('d', '1004-1'))
  expect(isHistoric()).toEqual([true, false, true, false])
})

it('keeps what an ended chat said until the next one starts, and then forgets it at once', async () => {
  const { hear, publish, texts, look } = await watched()
  await hear(says('a', '1001-1'))
  await publish('WebChatService.ended')
  expect(texts()).toEqual(['a'])
  await publish('WebChat.submitted')
  expect(texts()).toEqual([])
  expect(look).toHaveBeenCalledTimes(2)
  await publish('WebChat.rejected')
  expect(look).toHaveBeenCalledTimes(2)
})

it('does not read an ended chat again for somebody who comes while the next one starts', async () => {
  const { transcript, publish, stop, texts, bus } = await watched([says('before', '1000-5')])
  await publish('WebChatService.ended')
  await publish('WebChat.submitted')
  stop()
  const second = transcript.subscribe(() => {})
  await bus.wait(50)
  expect(texts()).toEqual([])
  // Nor after the start has failed.
  await publish('WebChat.rejected')
  second()
  transcript.subscribe(() => {})
  await bus.wait(50)
  expect(texts()).toEqual([])
  await publish('WebChatService.started', { data: { sessionId: 'session-2' } })
  await bus.wait(50)
  expect(texts()).toEqual(['before'])
})

it('is another one for another session, with places of its own', async () => {
  const { hear, publish, texts } = await watched()
  await hear(says('z', '9001-1'))
  await publish('WebChatService.started', { data: { sessionId: 'session-2' } })
  expect(texts()).toEqual([])
  await hear(says('a', undefined, 'm'), says('b', '1001-1'))
  expect(texts()).toEqual(['a', 'b'])
})

it('knows no older page of a chat that was started while the former one’s was loading', async () => {
  const { transcript, bus, publish } = await watched()
  await publish('WebChatService.data.capabilities', { value: { pagination: true } })
  await publish('WebChatService.restored', { async: true })
  expect(transcript.getState().hasOlder).toBe(true)
  const loading = transcript.loadOlder()
  await bus.wait(50)
  bus.publish('WebChatService.messageReceived', { oldMessages: true, messages: [], originalMessages: [] })
  bus.publish('WebChatService.started', { data: { sessionId: 'session-2' } })
  await bus.wait(400)
  await loading
  expect(transcript.getState()).toMatchObject({ hasOlder: false, isLoadingOlder: false })
})

it('asks for what was said before, and marks it', async () => {
  const { transcript } = await watched([says('before', '1000-5')])
  expect(transcript.getMessages()).toMatchObject([{ text: 'before', isHistoric: true }])
})

it('keeps and hears nothing when nobody looks any more', async () => {
  const { hear, stop, transcript, look, texts, bus } = await watched([says('before', '1000-5')])
  const second = transcript.subscribe(() => {})
  stop()
  await hear(says('a', '1001-1'))
  expect(texts()).toEqual(['before', 'a'])
  expect(look).toHaveBeenCalledTimes(1)
  second()
  second()
  expect(transcript.getMessages()).toEqual([])
  await hear(says('b', '1002-1'))
  expect(transcript.getMessages()).toEqual([])

  // An answer that comes when they have gone again is kept by nobody.
  transcript.subscribe(() => {})()
  await bus.wait(50)
  expect(transcript.getMessages()).toEqual([])
  transcript.subscribe(() => {})
  await bus.wait(50)
  expect(texts()).toEqual(['before'])
})

it('takes what has neither a place nor an id once, also where somebody stops looking and looks again', async () => {
  const { transcript, texts, stop, bus } = await watched([says('before')])
  expect(texts()).toEqual(['before'])
  stop()
  transcript.subscribe(() => {})()
  transcript.subscribe(() => {})
  await bus.wait(50)
  expect(texts()).toEqual(['before'])
})

it('does not read the messages of a customer who has left', async () => {
  const { chat, transcript, texts, stop, bus, publish } = await watched([says('before', '1000-5')])
  stop()
  const first = transcript.subscribe(() => {})
  const reset = chat.actions.reset().catch(() => {})
  await bus.wait(50)
  expect(texts()).toEqual([])
  await bus.wait(30_000)
  await reset
  expect(chat.getState()).toMatchObject({ phase: 'idle' })
  first()
  transcript.subscribe(() => {})
  await bus.wait(50)
  expect(texts()).toEqual([])

  // The next customer's are read, whatever the session is called.
  await publish('WebChatService.started', { data: { sessionId: 'session-1' } })
  await bus.wait(50)
  expect(texts()).toEqual(['before'])
})
