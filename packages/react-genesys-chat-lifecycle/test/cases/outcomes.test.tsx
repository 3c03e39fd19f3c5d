import { act, cleanup, render, screen } from '@testing-library/react'
import { useEffect } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ChatCommandError,
  ChatEndGuard,
  type ChatLifecycle,
  createChatLifecycle,
  GenesysChatProvider,
  useGenesysChatLifecycle,
} from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, headless, press, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  delete (window as { CXBus?: unknown }).CXBus
  delete (window as { _genesys?: unknown })._genesys
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a held text whose answer does not come in time', () => {
  const slow = async () => {
    const app = await mountConversation({
      bus: { async: true, webChat: false },
      provider: { commandTimeoutMs: 2_000 },
      guard: { followUps: 'confirm', noticePlacement: 'page' },
    })
    await closeSegment(app)
    await say(app, 'thank you')
    app.testBus.server.latency(2_500)
    await app.does(() => screen.getByText('Send as a new request').click())
    await app.wait(2_200)
    return app
  }

  it('may have been sent: the customer is told so, and a second press sends nothing', async () => {
    const app = await slow()
    expect(screen.getByText(/may have been sent already/)).toBeDefined()
    expect(screen.queryByText('Send as a new request')).toBeNull()
    expect(app.errors).toHaveLength(1)
  })

  it('is known as sent when the answer comes late', async () => {
    const app = await slow()
    await app.wait(8_000)
    expect(screen.queryByText(/may have been sent already/)).toBeNull()
    expect(arrived(app).filter((text) => text === 'thank you')).toHaveLength(1)
  })

  it('is not taken for the same words that the customer had sent before', async () => {
    const app = await mountConversation({
      bus: { async: true, webChat: false },
      provider: { commandTimeoutMs: 2_000 },
      guard: { followUps: 'confirm', noticePlacement: 'page' },
    })
    await say(app, 'thank you')
    await closeSegment(app)
    await say(app, 'thank you')
    app.testBus.server.latency(60_000)
    await app.does(() => screen.getByText('Send as a new request').click())
    await app.wait(3_000)
    app.testBus.server.recover()
    await app.reload()
    await app.wait(3_000)
    expect(screen.getByText(/may have been sent already/)).toBeDefined()
  })

  it('is held again when the late answer is a refusal', async () => {
    const app = await mountConversation({
      bus: { async: true, webChat: false },
      provider: { commandTimeoutMs: 2_000 },
      guard: { followUps: 'confirm', noticePlacement: 'page' },
    })
    await closeSegment(app)
    await say(app, 'thank you')
    app.testBus.server.latency(2_500)
    app.testBus.server.fail(400)
    await app.does(() => screen.getByText('Send as a new request').click())
    await app.wait(2_200)
    expect(screen.getByText(/may have been sent already/)).toBeDefined()
    await app.wait(3_000)
    expect(screen.getByText('Send as a new request')).toBeDefined()
    expect(arrived(app)).not.toContain('thank you')
  })
})

describe('a follow-up in a regular chat', () => {
  it('is blocked, since there is no new request, and does not stop the end', async () => {
    const app = await mountConversation({ guard: { endDelayMs: 4_000, followUps: 'confirm' } })
    await closeSegment(app)
    await say(app, 'thanks!')
    const overlay = app.testBus.widget.state.overlay?.html as HTMLElement
    expect(overlay.textContent).toContain('was not sent')
    expect(overlay.textContent).not.toContain('new request')
    await app.wait(6_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })
})

describe('send', () => {
  it.each([
    ['allow', 'sent'],
    ['confirm', 'held'],
    ['block', 'blocked'],
  ] as const)('with followUps="%s" resolves with the status "%s"', async (followUps, status) => {
    const app = await headless({ followUps })
    await closeSegment(app)
    const result = outcome(app.chat().send('thank you'))
    await app.settle()
    expect(result).toEqual({ value: { status } })
    expect(arrived(app).includes('thank you')).toBe(status === 'sent')
    expect(app.errors).toEqual([])
  })

  it('holds a text once, however often the customer presses Enter on different texts', async () => {
    const app = await headless({ followUps: 'confirm', noticePlacement: 'page' })
    await closeSegment(app)
    outcome(app.chat().send('one'))
    await app.settle()
    outcome(app.chat().send('two'))
    await app.settle()
    expect(screen.getAllByText(/^(one|two)$/)).toHaveLength(2)
    await press(app, screen.getByText('Send as a new request'))
    await app.settle()
    expect(arrived(app).slice(-2)).toEqual(['one', 'two'])
  })

  it.each([undefined, null, 7, '', '   ', {}])('rejects %j with a clear error', async (text) => {
    const app = await headless()
    const result = outcome(app.chat().send(text as never))
    await app.settle()
    expect(result.error).toBeInstanceOf(ChatCommandError)
    expect(String(result.error)).toMatch(/expected a text/)
  })
})

/** Runs in an effect, which comes before those of the provider around it. */
function OnMount({ work }: { work: (chat: ChatLifecycle) => void }) {
  const chat = useGenesysChatLifecycle()
  useEffect(() => work(chat), [chat, work])
  return null
}

describe('a start in an effect, before the provider around it is attached,', () => {
  /** A page that is loaded again during a chat, and asks for something as soon as it can. */
  async function reloading(ask: (chat: ChatLifecycle) => Promise<void>, strict: boolean) {
    const requests: (typeof ask)[] = []
    const outcomes: object[] = []
    const onMount = (chat: ChatLifecycle): void => {
      for (const request of requests.splice(0)) outcomes.push(outcome(request(chat)))
    }
    const bus = { webChat: false } as const
    const children = <OnMount work={onMount} />
    const app = await mountConversation({ guard: null, strict, bus, children })
    requests.push(ask)
    await app.reload()
    await app.wait(5_000)
    return { app, outcomes }
  }

  it.each([true, false])('waits for a restore (StrictMode: %s)', async (strict) => {
    const { app, outcomes } = await reloading(({ start }) => start({ form: { firstname: 'Joe' } }), strict)
    expect(outcomes).toMatchObject([{ error: { reason: 'There is already an active chat session' } }])
    expect(app.testBus.centre.sessions).toHaveLength(1)
    expect(app.phases.slice(-2)).toEqual(['connecting', 'active'])
  })
})

describe('end', () => {
  it('before the bus is found waits, and ends the chat that is restored', async () => {
    const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    testBus.customer.start()
    await testBus.settle()
    testBus.reload()
    let bus: typeof testBus.bus | undefined
    const chat = createChatLifecycle({ bus: () => bus })
    const result = outcome(chat.actions.end())
    await testBus.wait(3_000)
    expect(result).toStrictEqual({})
    bus = testBus.bus
    testBus.start()
    await testBus.wait(5_000)
    expect(result).toHaveProperty('value')
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    chat.destroy()
  })

  it('rejects when no bus comes', async () => {
    const chat = createChatLifecycle({ bus: () => undefined, busTimeoutMs: 5_000 })
    const result = outcome(chat.actions.end())
    await vi.advanceTimersByTimeAsync(6_000)
    expect(result.error).toMatchObject({ kind: 'unavailable' })
    chat.destroy()
  })

  it('comes at once when a hook of the page cancelled the customer’s own', async () => {
    const app = await mountConversation()
    let isCancelling = true
    app.testBus.bus.before?.('WebChatService.endChat', (data) => (isCancelling ? false : data))
    await app.does(() => app.testBus.customer.end())
    await app.wait(200)
    isCancelling = false
    await closeSegment(app)
    await app.wait(1_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('closes the window although the provider was unmounted meanwhile', async () => {
    const app = await mountConversation()
    app.testBus.server.latency(1_500)
    const ending = app.chat().end({ closeWindow: true })
    await app.wait(300)
    app.page.unmount()
    await app.wait(300)
    app.mount()
    await app.wait(6_000)
    await ending
    expect(app.chat().phase).not.toBe('waiting')
    expect(app.testBus.widget.state.open).toBe(false)
  })

  it('leaves no error behind', async () => {
    const app = await mountConversation()
    app.testBus.server.fail(500)
    await app.wait(1_000)
    expect(app.chat().error).not.toBeNull()
    app.testBus.server.recover()
    outcome(app.chat().end())
    await app.settle()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', error: null })
  })
})

it('an error goes when polls succeed again, although no message comes', async () => {
  const app = await mountConversation({ bus: { async: true } })
  app.testBus.server.fail(503)
  await app.wait(500)
  expect(app.chat().error).not.toBeNull()
  app.testBus.server.recover()
  await app.wait(5_000)
  expect(app.chat()).toMatchObject({ phase: 'active', error: null })
})

describe('a bus that cannot be used is reported once, at once', () => {
  const mounted = async (bus: unknown) => {
    const console_ = vi.spyOn(console, 'error').mockImplementation(() => {})
    const errors: unknown[] = []
    const phases: string[] = []
    const chat = createChatLifecycle({ bus: bus as never, onError: (error) => errors.push(error) })
    chat.subscribe(() => phases.push(chat.getState().phase))
    await vi.advanceTimersByTimeAsync(1_200)
    return { chat, errors, phases, console_ }
  }

  it('a promise that rejects', async () => {
    const { chat, errors, console_ } = await mounted(Promise.reject(new Error('the script did not load')))
    expect(errors).toEqual([new Error('the script did not load')])
    expect(console_).toHaveBeenCalledTimes(1)
    expect(chat.getState().phase).toBe('unavailable')
    chat.destroy()
  })

  it.each([
    [null, /got null/],
    [{}, /got an object without/],
    [7, /got 7/],
    [{ bus: { subscribe() {}, command() {} } }, /Pass its `bus` property/],
    [() => ({}), /got an object without/],
    [
      () => {
        throw new Error('no access')
      },
      /no access/,
    ],
  ])('%j', async (bus, message) => {
    const { chat, errors } = await mounted(bus)
    expect(errors).toHaveLength(1)
    expect(String(errors[0])).toMatch(message)
    chat.destroy()
  })

  it('while a function that has no bus yet is no mistake', async () => {
    const { chat, errors } = await mounted(() => undefined)
    expect(errors).toEqual([])
    chat.destroy()
  })
})

it('a page that takes the widget away is told so, once, and a new widget is taken up', async () => {
  const errors: unknown[] = []
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const options = { async: true, advanceTimers: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)) }
  const first = createTestBus(options)
  const off = first.install(window as never)
  const chat = createChatLifecycle({ onError: (error) => errors.push(error) })
  first.start()
  await first.settle()
  off()
  await first.wait(5_000)
  expect(errors).toEqual([
    new Error('Genesys Widgets were removed from this page. Load them again to go on.'),
  ])

  const second = createTestBus(options)
  second.install(window as never)
  second.start()
  await second.wait(2_000)
  second.customer.start()
  await second.wait(1_000)
  expect(chat.getState().phase).toBe('waiting')
  chat.destroy()
})

describe('a page that loads the widget twice', () => {
  const pages = () => {
    const options = { async: true, advanceTimers: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)) }
    const first = createTestBus(options)
    const { centre, store, tokens } = first
    return [first, createTestBus({ ...options, centre, store, tokens })] as const
  }
  const mount = () => {
    const phases: string[] = []
    const chat = createChatLifecycle()
    chat.subscribe(() => phases.push(chat.getState().phase))
    return { chat, phases }
  }

  it('is followed to the bus on which the chat is, and told in development', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const [first, second] = pages()
    const off = first.install(window as never)
    const { chat } = mount()
    first.start()
    await first.settle()
    off()
    second.install(window as never)
    second.start()
    await second.wait(2_000)
    second.customer.start()
    await second.wait(1_000)
    expect(chat.getState().phase).toBe('waiting')
    expect(warn.mock.calls.flat().join()).toMatch(/loaded twice/)
    chat.destroy()
  })

  it('stays with the first bus while its chat is the only one', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const [first] = pages()
    const second = createTestBus({
      async: true,
      advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    })
    const off = first.install(window as never)
    const { chat } = mount()
    first.start()
    await first.settle()
    off()
    second.install(window as never)
    second.start()
    await second.wait(2_000)
    first.customer.start()
    await first.wait(1_000)
    expect(chat.getState().phase).toBe('waiting')
    first.agent.setState('Completed')
    await first.wait(1_000)
    expect(chat.getState().phase).toBe('closed')
    chat.destroy()
  })
})

it('openWindow passes form and user data, and settles on started or refused', async () => {
  const app = await mountApp()
  const started = outcome(
    app.chat().openWindow({ form: { firstname: 'Joe', autoSubmit: true }, userData: { basket: '42' } }),
  )
  await app.settle()
  expect(started).toHaveProperty('value')
  expect(app.chat().phase).toBe('waiting')

  const other = await mountApp()
  other.testBus.server.fail(503)
  const refused = outcome(other.chat().openWindow({ form: { firstname: 'Joe', autoSubmit: true } }))
  await other.wait(3_000)
  expect(refused.error).toMatchObject({ kind: 'rejected' })
})

it('a notice does not go into a window that the page hides, until it is shown', async () => {
  const app = await mountConversation({ bus: { async: true } })
  app.testBus.bus.command('WebChat.hide')
  await app.settle()
  expect(app.chat().window).toBe('hidden')
  await closeSegment(app)
  expect(app.testBus.widget.notices).toHaveLength(0)
  expect(screen.getByText(/Thank you for your query/)).toBeDefined()
  app.testBus.bus.command('WebChat.show')
  await app.settle()
  expect(app.testBus.widget.notices).toHaveLength(1)
  expect(screen.queryByText(/Thank you for your query/)).toBeNull()
})

it('an overlay that the page showed before the guard was mounted stays', async () => {
  const app = await mountConversation({ bus: { async: true }, guard: null })
  const theirs = document.createElement('p')
  app.testBus.bus.command('WebChat.showOverlay', { html: theirs })
  await app.settle()
  const page = render(
    <GenesysChatProvider bus={app.testBus.bus}>
      <ChatEndGuard asyncPolicy="end" endDelayMs={30_000} />
    </GenesysChatProvider>,
  )
  await app.settle()
  await closeSegment(app)
  expect(app.testBus.widget.state.overlay?.html).toBe(theirs)
  expect(page.getByText('Keep it open')).toBeDefined()
})
