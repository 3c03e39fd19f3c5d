import { act, render, renderHook } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countUnread, READ } from '../../src/chat/unread.ts'
import { type ChatMessage, GenesysChatProvider, useGenesysChatUnread } from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function Badge({ isVisible, id = 'unread' }: { isVisible?: boolean | undefined; id?: string }) {
  return <output data-testid={id}>{useGenesysChatUnread({ isVisible })}</output>
}

function Launcher() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        toggle
      </button>
      <Badge isVisible={isOpen} />
    </>
  )
}

const unread = (app: App, id = 'unread'): number => Number(app.page.getByTestId(id).textContent)

/** An asynchronous conversation, with the badge beside the vendor's window. */
const withWindow = (options: AppOptions = {}): Promise<App> =>
  mountConversation({ bus: { async: true }, children: <Badge />, ...options })

async function says(app: App, ...texts: string[]): Promise<void> {
  for (const text of texts) app.testBus.agent.say(text)
  await app.settle()
}

/** The tab goes to the background, or comes back. */
async function show(app: App, state: 'visible' | 'hidden'): Promise<void> {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  await app.does(() => document.dispatchEvent(new Event('visibilitychange')))
}

describe('beside the vendor’s window', () => {
  it('stays 0 while the window is open, counts while it is minimised, and is 0 when it is open again', async () => {
    const app = await withWindow()
    await says(app, 'Hello')
    expect(unread(app)).toBe(0)

    app.testBus.customer.minimize()
    await app.settle()
    await says(app, 'Are you there?', 'I have news.')
    expect(unread(app)).toBe(2)

    app.testBus.customer.minimize(false)
    await app.settle()
    expect(unread(app)).toBe(0)
    await says(app, 'Good.')
    expect(unread(app)).toBe(0)
  })

  it('counts in a tab in the background, and is 0 when the customer comes back to it', async () => {
    const app = await withWindow()
    await show(app, 'hidden')
    await says(app, 'Hello')
    expect(unread(app)).toBe(1)
    await show(app, 'visible')
    expect(unread(app)).toBe(0)
  })

  it('counts what the other side says, and nothing else', async () => {
    const app = await withWindow()
    app.testBus.customer.minimize()
    await app.settle()
    app.testBus.customer.say('Hello?')
    app.testBus.agent.type()
    app.testBus.bot.join()
    app.testBus.bot.say('I can help, too.')
    app.testBus.agent.push('https://shop.example')
    app.testBus.server.deliver({
      type: 'Text',
      text: 'You are number 3',
      from: { type: 'External', nickname: 'Queue', participantId: 'q' },
    } as never)
    app.testBus.agent.closeSegment()
    await app.settle()
    expect(unread(app)).toBe(2)
  })

  it('survives a reload, and so does what was looked at', async () => {
    const app = await withWindow()
    await says(app, 'Read.')
    app.testBus.customer.minimize()
    await app.settle()
    await says(app, 'One', 'Two')
    await show(app, 'hidden')
    await app.reload()
    expect(unread(app)).toBe(2)

    // The restored window is open, but nobody sees it.
    await show(app, 'visible')
    app.testBus.customer.minimize(false)
    await app.settle()
    await app.reload()
    await show(app, 'hidden')
    expect(unread(app)).toBe(0)
  })

  it('counts what was said before anybody looked, also after a reload', async () => {
    const app = await mountApp({ bus: { async: true }, children: <Badge isVisible={false} /> })
    app.testBus.customer.start()
    await app.settle()
    app.testBus.agent.join()
    await says(app, 'One', 'Two')
    await app.reload()
    expect(unread(app)).toBe(2)
  })

  it('is 0 for a chat that was there before the badge', async () => {
    const app = await mountConversation({ bus: { async: true } })
    await says(app, 'One', 'Two')
    app.testBus.customer.minimize()
    await app.settle()
    app.page.rerender(
      <GenesysChatProvider bus={() => app.testBus.bus}>
        <Badge />
      </GenesysChatProvider>,
    )
    await app.settle()
    expect(unread(app)).toBe(0)
    await says(app, 'Three')
    expect(unread(app)).toBe(1)
  })

  it('takes what was said while the badge was away as looked at, if it left because the chat was looked at', async () => {
    const badge = (isThere: boolean) => (
      <GenesysChatProvider bus={() => testBus.bus}>{isThere && <Badge />}</GenesysChatProvider>
    )
    const testBus = createTestBus({
      async: true,
      advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    })
    const page = render(badge(true))
    testBus.start()
    await testBus.settle()
    testBus.customer.open()
    await testBus.settle()
    page.rerender(badge(false))
    testBus.agent.join()
    testBus.agent.say('Hello')
    await testBus.settle()
    testBus.customer.minimize()
    await testBus.settle()
    page.rerender(badge(true))
    await testBus.settle()
    expect(page.getByTestId('unread').textContent).toBe('0')
  })

  it('begins anew with each session', async () => {
    const app = await withWindow({ bus: { async: false } })
    app.testBus.customer.minimize()
    await app.settle()
    await says(app, 'One', 'Two')
    expect(unread(app)).toBe(2)
    app.testBus.customer.end()
    await app.settle()
    // Nobody has looked yet.
    expect(unread(app)).toBe(2)
    app.testBus.customer.close()
    await app.settle()
    expect(unread(app)).toBe(0)
    app.testBus.customer.open()
    await app.settle()
    await show(app, 'hidden')
    app.testBus.agent.join()
    await says(app, 'Hello')
    expect(unread(app)).toBe(1)
  })
})

describe('in a chat UI of one’s own', () => {
  const headless = (children: React.ReactNode): Promise<App> =>
    mountConversation({ bus: { async: true, webChat: false }, guard: null, children })

  it('the page says whether the chat is visible', async () => {
    const app = await headless(<Launcher />)
    const press = () => app.does(() => app.page.getByText('toggle').click())
    await says(app, 'One', 'Two')
    expect(unread(app)).toBe(2)
    await press()
    expect(unread(app)).toBe(0)
    await says(app, 'Three')
    expect(unread(app)).toBe(0)
    await press()
    await says(app, 'Four')
    expect(unread(app)).toBe(1)
  })

  it('is visible if one of its components says so, and they all have the same count', async () => {
    const app = await headless(
      <>
        <Badge id="launcher" />
        <Badge id="panel" isVisible />
        <Badge id="other" isVisible={false} />
      </>,
    )
    await says(app, 'One')
    for (const id of ['launcher', 'panel', 'other']) expect(unread(app, id)).toBe(0)
    await show(app, 'hidden')
    await says(app, 'Two')
    for (const id of ['launcher', 'panel', 'other']) expect(unread(app, id)).toBe(1)
  })

  it('tells a developer of a wrong value, and leaves it to the window', async () => {
    vi.resetModules()
    const fresh = await import('../../src/index.ts')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const wrong = { isVisible: 'yes' as never }
    renderHook(() => fresh.useGenesysChatUnread(wrong), {
      wrapper: ({ children }) => (
        <fresh.GenesysChatProvider bus={createTestBus().bus}>{children}</fresh.GenesysChatProvider>
      ),
    })
    expect(error).toHaveBeenCalledWith(
      expect.stringContaining(
        'useGenesysChatUnread({ isVisible: "yes" }): expected a boolean, got a string.',
      ),
    )
  })

  it('throws outside of a provider, and says so', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<Badge />)).toThrow(/useGenesysChatUnread must be used inside <GenesysChatProvider>/)
  })
})

describe('two tabs', () => {
  it.each([true, false])(
    'what is looked at in one is looked at in the other (storage: %s)',
    async (hasStorage) => {
      stubTabs({ locks: true })
      const first = await mountConversation({
        bus: { async: true, webChat: false },
        guard: null,
        children: <Badge isVisible={false} />,
      })
      await says(first, 'One', 'Two')
      const { centre, store, tokens } = first.testBus
      const advanceTimers = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
      const second = createTestBus({ async: true, webChat: false, centre, store, tokens, advanceTimers })
      const tab = (isVisible: boolean) => (
        <GenesysChatProvider bus={second.bus}>
          <Badge id="second" isVisible={isVisible} />
        </GenesysChatProvider>
      )
      const other = render(tab(false))
      second.start()
      await second.settle()
      expect(unread(first)).toBe(2)
      expect(other.getByTestId('second').textContent).toBe('2')

      if (!hasStorage)
        vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })
      other.rerender(tab(true))
      await second.settle()
      expect(other.getByTestId('second').textContent).toBe('0')
      // Without a storage each tab counts for itself.
      expect(unread(first)).toBe(hasStorage ? 0 : 2)
    },
  )
})

describe('what is stored', () => {
  it('holds no text and no name', async () => {
    const app = await withWindow()
    await says(app, 'My number is 4711')
    const stored = localStorage.getItem(`react-genesys-chat-lifecycle/${READ}`) ?? ''
    expect(Object.keys(JSON.parse(stored))).toEqual(['sessionId', 'id', 'at'])
    expect(stored).not.toMatch(/4711|Anna/)
  })

  it.each(['7', '{', '{"sessionId":1}', '{"sessionId":"s","id":null,"at":"x"}'])(
    'may be nonsense: %s',
    async (text) => {
      localStorage.setItem(`react-genesys-chat-lifecycle/${READ}`, text)
      const app = await withWindow()
      app.testBus.customer.minimize()
      await app.settle()
      await says(app, 'One')
      expect(unread(app)).toBe(1)
    },
  )
})

describe('countUnread', () => {
  const message = (id: string, at: number, type: ChatMessage['from']['type'] = 'agent', isHistoric = false) =>
    ({ id, at, from: { type, id: '', name: '' }, isHistoric }) as ChatMessage
  const said = [message('a', 1), message('b', 2, 'customer'), message('c', 3), message('d', 4)]

  it.each([
    ['after the message of the mark', { id: 'a', at: 1 }, 2],
    ['after a message of the customer', { id: 'b', at: 2 }, 2],
    ['all, where nothing was looked at', { id: '', at: 0 }, 3],
    ['by time, where the message of the mark is not here', { id: 'x', at: 3 }, 1],
    ['none, where the mark is the newest', { id: 'd', at: 4 }, 0],
  ])('counts %s', (_, mark, count) => {
    expect(countUnread(said, { sessionId: 's', ...mark })).toBe(count)
  })

  it('counts only what was said live without a mark', () => {
    expect(countUnread([message('a', 1, 'agent', true), message('b', 2)], null)).toBe(1)
  })
})
