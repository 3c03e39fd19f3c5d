import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type ChatEndGuardHandle,
  createChatLifecycle,
  type FollowUpPolicy,
  transcriptOf,
  useChatEndGuard,
} from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { outcome } from '../support/outcome.ts'
import { type ChatUi, describeMessage, mountChatUi } from './support.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Sends, and lets what happens at once happen. */
async function send(app: ChatUi, text: string): Promise<ReturnType<typeof outcome>> {
  let result: ReturnType<typeof outcome> = {}
  await app.does(() => {
    result = outcome(app.chat().send(text))
  })
  return result
}

/** A chat whose transcript somebody follows until `close`. */
async function chatWithoutReact() {
  const testBus = createTestBus({ webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
  const chat = createChatLifecycle({ bus: testBus.bus })
  testBus.start()
  await testBus.settle()
  testBus.customer.start()
  await testBus.settle()
  const transcript = transcriptOf(chat)
  return { testBus, chat, transcript, close: transcript.subscribe(() => {}) }
}

describe('a text of the customer', () => {
  it('is there at once, and keeps its id when the server has it', async () => {
    const app = await mountChatUi()
    app.testBus.server.latency(500)
    await send(app, 'hello')
    expect(app.lines()).toEqual(['hello: sending'])
    const [sending] = app.messages()
    expect(sending).toMatchObject({ from: { type: 'customer' }, type: 'Text', isHistoric: false, raw: null })

    await app.settle()
    const [sent] = app.messages()
    expect(app.lines()).toEqual(['hello: sent'])
    expect(sent?.id).toBe(sending?.id)
    expect(sent?.raw).toMatchObject({ text: 'hello' })
  })

  it('is sent when the service has answered, before a poll brings it', async () => {
    const app = await mountChatUi({ bus: { pollMs: 3_000 } })
    await send(app, 'hello')
    await app.wait(100)
    expect(app.lines()).toEqual(['hello: sent'])
    expect(app.messages()[0]?.raw).toBeNull()
    await app.wait(3_500)
    expect(app.messages()[0]?.raw).toMatchObject({ text: 'hello' })
  })

  it('comes twice where it was said twice', async () => {
    const app = await mountChatUi()
    await send(app, 'hello')
    await send(app, 'hello')
    expect(app.lines()).toEqual(['hello: sending', 'hello: sending'])
    const ids = app.messages().map(({ id }) => id)
    await app.settle()
    expect(app.lines()).toEqual(['hello: sent', 'hello: sent'])
    expect(app.messages().map(({ id }) => id)).toEqual(ids)
  })

  it('is not taken for one of the same words that was said before', async () => {
    const app = await mountChatUi()
    await send(app, 'hello')
    await app.settle()
    app.testBus.server.latency(500, 'send')
    await send(app, 'hello')
    await app.wait(300)
    expect(app.lines()).toEqual(['hello: sent', 'hello: sending'])
  })

  it('stays between what was said before and after it', async () => {
    const app = await mountChatUi()
    app.testBus.agent.say('before')
    await app.settle()
    app.testBus.server.latency(500, 'send')
    await send(app, 'mine')
    await app.wait(200)
    app.testBus.agent.say('after')
    await app.wait(200)
    expect(app.lines()).toEqual(['before', 'mine: sending', 'after'])
  })

  it('stays behind what was sent before it, when the server has only that', async () => {
    const app = await mountChatUi({ bus: { pollMs: 3_000 } })
    await send(app, 'one')
    await app.wait(100)
    app.testBus.server.fail(500, { only: 'send' })
    await send(app, 'two')
    await send(app, 'three')
    await app.wait(100)
    expect(app.lines()).toEqual(['one: sent', 'two: failed', 'three: failed'])
    app.testBus.agent.say('yes')
    await app.wait(3_500)
    expect(app.messages()[0]?.raw).toMatchObject({ text: 'one' })
    expect(app.lines()).toEqual(['one: sent', 'two: failed', 'three: failed', 'yes'])
  })

  it('failed where the server refused it, with the reason, and can be sent again', async () => {
    const app = await mountChatUi()
    app.testBus.server.fail(500, { only: 'send' })
    const result = await send(app, 'hello')
    await app.wait(500)
    expect(result.error).toMatchObject({ kind: 'rejected' })
    expect(app.lines()).toEqual(['hello: failed'])
    expect(app.messages()[0]?.error).toBe(result.error)

    app.testBus.server.recover()
    await app.does(() => void app.view().retry(app.messages()[0]?.id ?? ''))
    await app.settle()
    expect(app.lines()).toEqual(['hello: sent'])
    expect(app.messages()[0]?.error).toBeNull()
  })

  it('failed without a connection, and can be taken away', async () => {
    const app = await mountChatUi()
    await app.does(() => app.testBus.server.offline())
    await app.wait(500)
    const result = await send(app, 'hello')
    expect(result.error).toMatchObject({ kind: 'unavailable' })
    expect(app.lines()).toEqual(['hello: failed'])
    await app.does(() => app.view().discard(app.messages()[0]?.id ?? ''))
    expect(app.lines()).toEqual([])
  })

  it('that is on its way is neither sent again nor taken away', async () => {
    const app = await mountChatUi()
    app.testBus.server.latency(500)
    await send(app, 'hello')
    const id = app.messages()[0]?.id ?? ''
    await app.does(() => void app.view().retry(id))
    await app.does(() => app.view().discard(id))
    expect(app.lines()).toEqual(['hello: sending'])
    await app.settle()
    expect(app.sent('WebChatService.sendMessage')).toBe(1)
  })

  it('without an answer in time is unknown, until the answer comes late', async () => {
    const app = await mountChatUi({ bus: { pollMs: 10_000 }, provider: { commandTimeoutMs: 1_000 } })
    app.testBus.server.latency(2_000, 'send')
    const result = await send(app, 'hello')
    await app.wait(1_200)
    expect(result.error).toMatchObject({ kind: 'timeout' })
    expect(app.lines()).toEqual(['hello: unknown'])
    await app.wait(1_200)
    expect(app.lines()).toEqual(['hello: sent'])
  })

  it('that arrives after the page lost sight of it is recognized', async () => {
    const app = await mountChatUi({ provider: { commandTimeoutMs: 1_000 } })
    app.testBus.server.latency(2_000, 'send')
    await send(app, 'hello')
    await app.wait(3_000)
    expect(app.messages()).toHaveLength(1)
    expect(app.messages()[0]).toMatchObject({ delivery: 'sent', raw: { text: 'hello' } })
  })

  it('that failed is still there when the chat UI was closed and opened again', async () => {
    const { testBus, chat, transcript, close } = await chatWithoutReact()
    testBus.server.fail(500)
    outcome(chat.actions.send('refused'))
    await testBus.wait(300)
    testBus.server.recover()
    testBus.server.latency(1_000, 'send')
    outcome(chat.actions.send('late'))
    await testBus.wait(100)
    expect(transcript.getMessages().map(describeMessage)).toEqual(['refused: failed', 'late: sending'])

    close()
    expect(transcript.getMessages()).toEqual([])
    await testBus.wait(2_000)
    transcript.subscribe(() => {})
    await testBus.settle()
    expect(transcript.getMessages().map(describeMessage)).toEqual(['refused: failed', 'late: sent'])
    chat.destroy()
  })

  it('that failed is not shown to the next customer, also where nobody showed it during the reset', async () => {
    const { testBus, chat, transcript, close } = await chatWithoutReact()
    testBus.server.fail(500)
    outcome(chat.actions.send('Ann’s card is 4712'))
    await testBus.wait(300)
    expect(transcript.getMessages().map(describeMessage)).toEqual(['Ann’s card is 4712: failed'])
    testBus.server.recover()
    close()

    outcome(chat.actions.reset())
    await testBus.settle()
    transcript.subscribe(() => {})
    expect(transcript.getMessages()).toEqual([])
    chat.destroy()
  })

  it('of the vendor’s window is sent when it appears', async () => {
    const app = await mountChatUi({ bus: { webChat: true } })
    await app.does(() => app.testBus.customer.say('from the window'))
    await app.settle()
    expect(app.lines()).toEqual(['from the window: sent'])
  })

  it('is forgotten with its session', async () => {
    const app = await mountChatUi()
    app.testBus.server.fail(500, { only: 'send' })
    await send(app, 'hello')
    await app.wait(300)
    app.testBus.server.recover()
    await app.does(() => void outcome(app.chat().end()))
    await app.settle()
    expect(app.lines()).toEqual(['hello: failed'])
    await app.does(() => void outcome(app.chat().start()))
    await app.settle()
    expect(app.lines()).toEqual([])
  })
})

it('what others say has no delivery', async () => {
  const app = await mountChatUi()
  app.testBus.agent.say('hi')
  await app.settle()
  expect(app.messages()[0]).toMatchObject({ text: 'hi', delivery: null, error: null })
})

describe('a text that the guard holds', () => {
  let guard: ChatEndGuardHandle | undefined
  const onRender = (handle: ChatEndGuardHandle) => {
    guard = handle
  }
  async function held(): Promise<ChatUi> {
    const app = await mountChatUi({
      bus: { async: true },
      children: <Guard followUps="confirm" onRender={onRender} />,
    })
    app.testBus.agent.say('bye')
    app.testBus.agent.setState('Completed')
    await app.settle()
    const result = await send(app, 'thanks')
    await app.settle()
    expect(result.value).toEqual({ status: 'held' })
    return app
  }

  it('is in the transcript, under the guard’s id, until it is sent', async () => {
    const app = await held()
    expect(app.lines()).toEqual(['bye', 'thanks: held'])
    const id = app.messages()[1]?.id
    expect(guard?.heldFollowUps).toMatchObject([{ id, text: 'thanks' }])
    app.testBus.server.latency(300, 'send')
    await act(async () => guard?.sendFollowUp(id))
    await app.wait(50)
    expect(app.lines()).toEqual(['bye', 'thanks: sending'])
    await app.settle()
    expect(app.lines()).toEqual(['bye', 'thanks: sent'])
    expect(app.messages()[1]?.id).toBe(id)
  })

  it('leaves the transcript when the customer discards it', async () => {
    const app = await held()
    await act(async () => guard?.discardFollowUp())
    expect(app.lines()).toEqual(['bye'])
  })

  it('is there again after a reload, behind what was said before it', async () => {
    const app = await held()
    await app.reload()
    await app.settle()
    expect(app.lines()).toEqual(['bye', 'thanks: held'])
  })

  it('goes with the chat', async () => {
    const app = await held()
    await app.does(() => void outcome(app.chat().end()))
    await app.settle()
    expect(app.lines()).toEqual(['bye'])
  })

  it('is not there where the guard blocks it', async () => {
    const app = await mountChatUi({ bus: { async: true }, children: <Guard followUps="block" /> })
    app.testBus.agent.setState('Completed')
    await app.settle()
    const result = await send(app, 'thanks')
    await app.settle()
    expect(result.value).toEqual({ status: 'blocked' })
    expect(app.lines()).toEqual([])
  })
})

function Guard(props: { followUps: FollowUpPolicy; onRender?: (guard: ChatEndGuardHandle) => void }) {
  const guard = useChatEndGuard({ followUps: props.followUps })
  props.onRender?.(guard)
  return null
}
