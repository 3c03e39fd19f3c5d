import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import type { HeldText, Outbox } from '../../src/chat/outbox.ts'
import { emptyTranscript, isSameTranscript, transcriptOfChat } from '../../src/chat/transcript.ts'
import { createListeners } from '../../src/common/listeners.ts'
import { ChatCommandError } from '../../src/platform/commandError.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { MessageOrder, ServerMessage } from '../../src/platform/message.ts'
import type { MessageSource } from '../../src/platform/port.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const settle = () => vi.advanceTimersByTimeAsync(0)

const said = (text: string, order: MessageOrder | null, fields: object = {}): ServerMessage => ({
  ...readFields({ type: 'Text', text, from: { type: 'Agent' } }),
  order,
  ...fields,
})
const reply = { label: 'Yes', text: 'yes' }
const quickReplies = [reply]
const failure = new ChatCommandError('send', 'rejected', 'no')

/** As much of a chat as a transcript reads. */
function createChat() {
  let state = { sessionId: 's' as string | null, phase: 'active' }
  const subscribers = createListeners()
  const messages = createListeners<[readonly ServerMessage[], MessageSource]>()
  const resets = createListeners()
  const outbox: Outbox = { held: [], heldChanges: createListeners() }
  const segment = { newest: null as MessageOrder | null }
  const platform = {
    commands: { loadOlder: vi.fn(() => Promise.resolve()) },
    readTranscript: vi.fn((): Promise<ServerMessage[]> => Promise.resolve([])),
    hasOlder: vi.fn(() => false),
  }
  const chat = {
    getState: () => state,
    subscribe: (listener: () => void) => subscribers.add(listener),
    messages,
    outbox,
    record: { segment },
    reset: { listeners: resets },
    platform,
  } as unknown as Chat
  const become = (next: Partial<typeof state>): void => {
    state = { ...state, ...next }
    subscribers.notify()
  }
  const hear = (...all: ServerMessage[]) => messages.notify(all, 'live')
  const send = (id: string, again: (() => Promise<unknown>) | null = null) => {
    const watch = outbox.track?.(id, { kind: 'text', text: id, files: [], again })
    if (!watch) throw new Error('nobody tracks')
    return watch
  }
  const transcript = transcriptOfChat(chat)
  const texts = () => transcript.getMessages().map(({ text }) => text)
  const counts = () => [subscribers.size, messages.size]
  return { transcript, platform, messages, resets, outbox, segment, become, hear, send, texts, counts }
}
async function watching() {
  const parts = createChat()
  const look = vi.fn()
  const stop = parts.transcript.subscribe(look)
  await settle()
  look.mockClear()
  return { ...parts, look, stop }
}

describe('who looks', () => {
  it('sees nothing before, and reads what was said once', async () => {
    const { transcript, platform, texts } = createChat()
    platform.readTranscript.mockResolvedValue([said('before', [1, 0])])
    expect(transcript.getState()).toEqual({ messages: [], hasOlder: false, isLoadingOlder: false })
    expect(transcript.getState()).toBe(emptyTranscript)
    transcript.subscribe(() => {})
    transcript.subscribe(() => {})
    await settle()
    expect(platform.readTranscript).toHaveBeenCalledTimes(1)
    expect(texts()).toEqual(['before'])
    expect(transcript.getMessages()).toMatchObject([{ isHistoric: true }])
  })

  it('reads it again after nobody did, and sees nothing old until then', async () => {
    const { transcript, stop, hear, platform, texts, counts } = await watching()
    hear(said('a', [1, 0]))
    stop()
    expect(transcript.getState()).toBe(emptyTranscript)
    expect(counts()).toEqual([0, 0])
    transcript.subscribe(() => {})
    expect(texts()).toEqual([])
    await settle()
    expect(platform.readTranscript).toHaveBeenCalledTimes(2)
    expect(texts()).toEqual([])
    // A message without a place begins a list of its own.
    hear(said('b', null, { id: 'b' }), said('c', [0, 0.5]))
    expect(texts()).toEqual(['b', 'c'])
  })

  it('is one of several', async () => {
    const { transcript, stop, hear, look, texts } = await watching()
    const second = transcript.subscribe(() => {})
    second()
    hear(said('a', [1, 0]))
    expect(look).toHaveBeenCalledTimes(1)
    expect(texts()).toEqual(['a'])
    stop()
    stop()
    expect(texts()).toEqual([])
  })

  it('does not get the answer that somebody before asked for', async () => {
    const { transcript, platform, texts } = createChat()
    platform.readTranscript.mockResolvedValueOnce([said('first', [1, 0])])
    transcript.subscribe(() => {})()
    platform.readTranscript.mockResolvedValueOnce([said('second', [2, 0])])
    transcript.subscribe(() => {})
    await settle()
    expect(texts()).toEqual(['second'])
  })
})

describe('messages', () => {
  it.each([
    ['live', false],
    ['page', true],
    ['restored', true],
  ] as const)('that are %s are historic: %s', async (source, isHistoric) => {
    const { messages, transcript } = await watching()
    messages.notify([said('a', [1, 0])], source as MessageSource)
    expect(transcript.getMessages()).toMatchObject([{ isHistoric }])
  })

  it('without content are left out', async () => {
    const { hear, look, texts } = await watching()
    hear(said('', [1, 0], { type: 'TypingStarted' }))
    expect(look).not.toHaveBeenCalled()
    expect(texts()).toEqual([])
  })

  it('come before the session has an id, and stay', async () => {
    const { transcript, become, hear, platform, texts } = createChat()
    become({ sessionId: null })
    transcript.subscribe(() => {})
    await settle()
    expect(platform.readTranscript).not.toHaveBeenCalled()
    hear(said('a', [1, 0]))
    become({ sessionId: 's' })
    await settle()
    expect(texts()).toEqual(['a'])
    expect(platform.readTranscript).toHaveBeenCalledTimes(1)
  })

  it('stay when the session is no more', async () => {
    const { become, hear, texts, platform } = await watching()
    hear(said('a', [1, 0]))
    become({ sessionId: null, phase: 'ended' })
    become({ sessionId: 's' })
    await settle()
    expect(texts()).toEqual(['a'])
    expect(platform.readTranscript).toHaveBeenCalledTimes(1)
  })

  it('of another session are others, in places of their own', async () => {
    const { become, hear, look, texts, platform } = await watching()
    hear(said('a', [9, 0]))
    look.mockClear()
    become({ sessionId: 't' })
    expect(look).toHaveBeenCalledTimes(1)
    expect(texts()).toEqual([])
    hear(said('b', null, { id: 'b' }), said('c', [1, 0]))
    expect(texts()).toEqual(['b', 'c'])
    await settle()
    expect(platform.readTranscript).toHaveBeenCalledTimes(2)
  })

  it('of the next customer are read, also where the session has the same id', async () => {
    const { become, hear, texts, platform, transcript, stop } = await watching()
    hear(said('a', [1, 0]))
    become({ phase: 'starting' })
    expect(texts()).toEqual([])
    // Who comes now reads nothing of the former one.
    stop()
    transcript.subscribe(() => {})
    await settle()
    expect(platform.readTranscript).toHaveBeenCalledTimes(1)
    become({ sessionId: null })
    platform.readTranscript.mockResolvedValue([said('b', [2, 0])])
    become({ sessionId: 's', phase: 'active' })
    await settle()
    expect(texts()).toEqual(['b'])
    // From then on it is read as always.
    stop()
    transcript.subscribe(() => {})()
    expect(platform.readTranscript).toHaveBeenCalledTimes(2)
  })

  it('that are asked for when the next chat starts come too late', async () => {
    const { transcript, platform, become, texts } = createChat()
    platform.readTranscript.mockResolvedValue([said('before', [1, 0])])
    transcript.subscribe(() => {})
    become({ phase: 'starting' })
    await settle()
    expect(texts()).toEqual([])
  })

  it('of a customer who leaves are gone at once, and are not read again', async () => {
    const { resets, hear, texts, send, outbox, transcript, stop, platform } = await watching()
    hear(said('a', [1, 0]))
    send('mine')
    outbox.held = [{ id: 'h', kind: 'text', status: 'sending', text: 'held', after: null }]
    outbox.heldChanges.notify()
    expect(texts()).toEqual(['a', 'mine', 'held'])
    resets.notify()
    expect(outbox.held).toEqual([])
    expect(texts()).toEqual([])
    outbox.heldChanges.notify()
    expect(texts()).toEqual([])
    stop()
    transcript.subscribe(() => {})
    await settle()
    expect(platform.readTranscript).toHaveBeenCalledTimes(1)
  })

  it('are dropped by a reset also while nobody looks', async () => {
    const { resets, outbox, texts, transcript, look, stop, send, platform } = await watching()
    stop()
    platform.hasOlder.mockReturnValue(true)
    send('mine')
    outbox.held = [{ id: 'h', kind: 'text', status: 'held', text: 'h', after: null } satisfies HeldText]
    resets.notify()
    expect(transcript.getState()).toBe(emptyTranscript)
    transcript.subscribe(() => {})
    expect(texts()).toEqual([])
    expect(look).not.toHaveBeenCalled()
  })
})

describe('places', () => {
  it('of what has none are behind the newest, in the order of coming', async () => {
    const { hear, texts, transcript } = await watching()
    hear(said('b', [5, 0]), said('a', [3, 0]))
    hear(said('c', null, { id: 'c' }), said('d', null), said('e', [5, 1]))
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(transcript.getMessages().map(({ id }) => id)).toEqual(['3-0', '5-0', 'c', '5-0.0002', '5-1'])
  })

  it('of what is sent are behind the newest that the chat knows, else that is here', async () => {
    const { hear, texts, send, segment } = await watching()
    hear(said('a', [5, 0]), said('c', [7, 0]))
    send('d')
    hear(said('e', null, { id: 'e' }))
    segment.newest = [5, 0]
    send('b')
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('of what is sent becomes the server’s, under the same id', async () => {
    const { hear, transcript, send, look } = await watching()
    send('hello')
    expect(look).toHaveBeenCalledTimes(1)
    hear(said('hello', [8, 0], { from: { type: 'customer', id: '', name: 'Joe' } }))
    expect(look).toHaveBeenCalledTimes(2)
    expect(transcript.getMessages()).toMatchObject([{ id: 'hello', delivery: 'sent', from: { name: 'Joe' } }])
    hear(said('hello', [8, 0], { from: { type: 'customer', id: '', name: 'Joe' } }))
    expect(transcript.getMessages()).toHaveLength(1)
    expect(look).toHaveBeenCalledTimes(2)
  })
})

describe('older pages', () => {
  it('are loaded once at a time, which is told', async () => {
    const { transcript, platform, look } = await watching()
    let answer = (): void => {}
    platform.commands.loadOlder.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
    const loading = transcript.loadOlder()
    expect(transcript.loadOlder()).toBe(loading)
    expect(platform.commands.loadOlder).toHaveBeenCalledTimes(1)
    expect(transcript.getState().isLoadingOlder).toBe(true)
    expect(look).toHaveBeenCalledTimes(1)
    answer()
    await loading
    expect(transcript.getState().isLoadingOlder).toBe(false)
    expect(look).toHaveBeenCalledTimes(2)
    void transcript.loadOlder()
    expect(platform.commands.loadOlder).toHaveBeenCalledTimes(2)
  })

  it('are still being loaded while messages come', async () => {
    const { transcript, platform, hear } = await watching()
    platform.commands.loadOlder.mockImplementation(() => new Promise(() => {}))
    void transcript.loadOlder()
    hear(said('a', [1, 0]))
    expect(transcript.getState()).toMatchObject({ isLoadingOlder: true, messages: [{ text: 'a' }] })
  })

  it('fail as the platform does, and may be asked for again', async () => {
    const { transcript, platform } = await watching()
    platform.commands.loadOlder.mockRejectedValueOnce(failure)
    await expect(transcript.loadOlder()).rejects.toBe(failure)
    expect(transcript.getState().isLoadingOlder).toBe(false)
    await expect(transcript.loadOlder()).resolves.toBeUndefined()
  })

  it('are there as the platform says, in a session, and change no list', async () => {
    const { transcript, platform, become, look, resets } = await watching()
    const before = transcript.getMessages()
    platform.hasOlder.mockReturnValue(true)
    become({})
    expect(transcript.getState().hasOlder).toBe(true)
    expect(transcript.getMessages()).toBe(before)
    expect(look).toHaveBeenCalledTimes(1)
    become({})
    expect(look).toHaveBeenCalledTimes(1)
    platform.hasOlder.mockReturnValue(false)
    become({ sessionId: 't' })
    expect(transcript.getMessages()).toBe(before)
    platform.hasOlder.mockReturnValue(true)
    resets.notify()
    become({ sessionId: null })
    expect(transcript.getState().hasOlder).toBe(false)
  })
})

describe('what failed', () => {
  it('is sent again, and settles as that does', async () => {
    const { transcript, send, texts, look } = await watching()
    const again = vi.fn(() => Promise.reject(failure))
    send('x', again).failed(failure)
    look.mockClear()
    await expect(transcript.retry('x')).rejects.toBe(failure)
    expect(again).toHaveBeenCalledTimes(1)
    expect(texts()).toEqual([])
    expect(look).toHaveBeenCalledTimes(1)
    await expect(transcript.retry('x')).resolves.toBeUndefined()
    send('y').failed(failure)
    await expect(transcript.retry('y')).resolves.toBeUndefined()
  })

  it('is discarded, and what stands before it stays', async () => {
    const { transcript, send, hear, texts, look } = await watching()
    hear(said('a', [1, 0]))
    send('x').failed(failure)
    look.mockClear()
    expect(texts()).toEqual(['a', 'x'])
    transcript.discard('x')
    expect(texts()).toEqual(['a'])
    expect(look).toHaveBeenCalledTimes(1)
  })
})

describe('quick replies', () => {
  const replies = (transcript: ReturnType<typeof transcriptOfChat>) =>
    transcript.getMessages().map((each) => each.quickReplies.length)

  it('can be chosen of the last message, and not after another', async () => {
    const { transcript, hear } = await watching()
    hear(said('a', [1, 0], { quickReplies }))
    expect(replies(transcript)).toEqual([1])
    hear(
      said('b', [2, 0], { quickReplies }),
      said('c', [3, 0], { from: { type: 'system', id: '', name: '' } }),
    )
    expect(replies(transcript)).toEqual([0, 1, 0])
    const [a] = transcript.getMessages()
    hear(said('d', [4, 0]))
    expect(replies(transcript)).toEqual([0, 0, 0, 0])
    expect(transcript.getMessages()[0]).toBe(a)
    expect(a).toMatchObject({ text: 'a', quickReplies: [] })
  })

  it('can be chosen still where the answer failed, and not while it is on its way', async () => {
    const { transcript, hear, send } = await watching()
    hear(said('a', [1, 0], { quickReplies }))
    const sending = send('yes')
    expect(replies(transcript)).toEqual([0, 0])
    sending.failed(failure)
    expect(replies(transcript)).toEqual([1, 0])
  })

  it('are not asked for of a message without', async () => {
    const { transcript, hear } = await watching()
    hear(said('a', [1, 0]))
    const [a] = transcript.getMessages()
    hear(said('b', [2, 0]))
    expect(transcript.getMessages()[0]).toBe(a)
  })
})

it('is the same where nothing differs', () => {
  const message = {} as never
  const state = { messages: [message], hasOlder: false, isLoadingOlder: false }
  expect(isSameTranscript(state, { ...state, messages: [message] })).toBe(true)
  expect(isSameTranscript(state, { ...state, messages: [{} as never] })).toBe(false)
  expect(isSameTranscript(state, { ...state, messages: [message, message] })).toBe(false)
  expect(isSameTranscript(state, { ...state, hasOlder: true })).toBe(false)
  expect(isSameTranscript(state, { ...state, isLoadingOlder: true })).toBe(false)
})
