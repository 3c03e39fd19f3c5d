import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ChatEndGuard,
  type ChatEndGuardProps,
  createChatLifecycle,
  GenesysChatProvider,
} from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { type App, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const leaves = (app: App) => app.testBus.centre.requests.filter(({ kind }) => kind === 'leave')

/** What the tabs tell each other does not reach one that is frozen. */
const freezeTabs = () => {
  for (const channel of Channel.all) channel.onmessage = null
}

/** A second tab of the same session, whose own copy of the session storage is `copied`. */
async function duplicate(
  first: App,
  guard: ChatEndGuardProps,
): Promise<{ page: ReturnType<typeof render>; bus: TestBus }> {
  const { centre, store, tokens } = first.testBus
  const bus = createTestBus({
    ...{ async: true, centre, store, tokens },
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
  })
  const page = render(
    <GenesysChatProvider bus={bus.bus}>
      <ChatEndGuard {...guard} />
    </GenesysChatProvider>,
  )
  bus.start()
  await bus.settle()
  return { page, bus }
}

describe('onEnded', () => {
  it('is called once each time a session is joined and ended', async () => {
    const app = await mountApp({ bus: { async: true } })
    const join = async () => {
      app.testBus.customer.open()
      await app.settle()
    }
    await join()
    const { sessionId } = app.chat()
    for (let times = 0; times < 3; times++) {
      outcome(app.chat().end({ closeWindow: true }))
      await app.settle()
      await app.wait(2_000)
      await join()
    }
    expect(app.chat().sessionId).toBe(sessionId)
    expect(app.ended.map((end) => end.sessionId)).toEqual([sessionId, sessionId, sessionId])
  })

  it('is called for an end whose predecessors are forgotten, since the storage keeps only the latest', async () => {
    const app = await mountApp({ bus: { async: true } })
    const joinAndEnd = async () => {
      app.testBus.customer.open()
      await app.settle()
      outcome(app.chat().end({ closeWindow: true }))
      await app.settle()
      await app.wait(2_000)
    }
    for (let times = 0; times < 4; times++) await joinAndEnd()
    const CLAIMS = 'react-genesys-chat-lifecycle'
    const latest = (JSON.parse(localStorage.getItem(CLAIMS) ?? '[]') as string[]).slice(-2)
    localStorage.setItem(CLAIMS, JSON.stringify(latest))
    await app.reload()
    await joinAndEnd()
    expect(app.ended).toHaveLength(5)
  })

  it('is not called again for the same end after a reload', async () => {
    const app = await mountApp({ bus: { async: true } })
    app.testBus.customer.open()
    await app.settle()
    outcome(app.chat().end())
    await app.settle()
    await app.reload()
    expect(app.ended).toHaveLength(1)
  })
})

describe('several listeners on one page', () => {
  it('each hear an occurrence once', async () => {
    const app = await mountConversation({ bus: { async: true } })
    const heard: string[] = []
    const other = createChatLifecycle({
      bus: app.testBus.bus,
      onSegmentClosed: () => heard.push('callback'),
    })
    other.on('segmentClosed', () => heard.push('listener'))
    other.on('ended', ({ reason }) => heard.push(reason))
    await app.settle()
    await closeSegment(app)
    outcome(app.chat().end())
    await app.settle()
    await app.settle()
    expect(heard).toEqual(['callback', 'listener', 'customer'])
    expect(app.callbacks.filter((each) => each !== 'notice')).toEqual(['closed', 'ended customer'])
    other.destroy()
  })

  it('that come later do not hear what was told before', async () => {
    const app = await mountConversation({ bus: { async: true } })
    await closeSegment(app)
    const closed = vi.fn()
    const late = createChatLifecycle({ bus: app.testBus.bus, onSegmentClosed: closed })
    await app.settle()
    expect(late.getState().phase).toBe('closed')
    expect(closed).not.toHaveBeenCalled()
    late.destroy()
  })
})

describe('among tabs', () => {
  it.each([
    ['an asynchronous chat that the guard ends', true, { asyncPolicy: 'end' }],
    ['a regular chat', false, {}],
    ['a regular chat after a countdown', false, { endDelayMs: 2_000 }],
  ] as const)('one end is requested: %s', async (_, async, guard) => {
    stubTabs({ locks: true })
    const app = await mountConversation({ bus: { async }, guard })
    await duplicate(app, guard)
    await closeSegment(app)
    await app.wait(8_000)
    expect(app.chat().phase).toBe('ended')
    expect(leaves(app)).toHaveLength(1)
  })

  it('a chat that is kept open in one tab is kept open in all', async () => {
    stubTabs({ locks: true })
    const guard = { asyncPolicy: 'end', endDelayMs: 5_000 } as const
    const app = await mountConversation({ bus: { async: true }, guard })
    const { bus } = await duplicate(app, guard)
    await closeSegment(app)
    const buttons = [...document.querySelectorAll('button')]
    const overlay = app.testBus.widget.state.overlay?.html as HTMLElement | undefined
    const keep = overlay?.querySelector('button') ?? buttons[0]
    await app.does(() => keep?.click())
    await app.wait(10_000)
    expect(app.chat().phase).toBe('closed')
    expect(leaves(app)).toHaveLength(0)
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(0)
  })

  it('a chat that is kept open in one tab is not ended by one that was frozen meanwhile', async () => {
    stubTabs({ locks: true })
    const guard = { asyncPolicy: 'end', endDelayMs: 5_000 } as const
    const app = await mountConversation({ bus: { async: true }, guard })
    await duplicate(app, guard)
    await closeSegment(app)
    freezeTabs()
    await press(app, inOverlay(app)?.getByRole('button') as HTMLElement)
    await app.wait(10_000)
    expect(app.chat().phase).toBe('closed')
    expect(leaves(app)).toHaveLength(0)
  })

  it('a held text that one tab discards is not sent by one that was frozen meanwhile', async () => {
    vi.stubGlobal('BroadcastChannel', Channel)
    const guard = { followUps: 'confirm', noticePlacement: 'page' } as const
    const app = await mountConversation({ bus: { async: true, webChat: false }, guard })
    await closeSegment(app)
    await say(app, 'thank you')
    await duplicate(app, guard)
    freezeTabs()
    await press(app, screen.getAllByText('Discard')[0] as HTMLElement)
    await press(app, screen.getByText('Send as a new request'))
    expect(arrived(app)).toEqual([])
    expect(screen.queryByText('Send as a new request')).toBeNull()
  })

  it('a held text that one tab sends is gone from its duplicate', async () => {
    // Both tabs read the same session storage, as after a duplication.
    vi.stubGlobal('BroadcastChannel', Channel)
    const guard = { followUps: 'confirm', noticePlacement: 'page' } as const
    const app = await mountConversation({ bus: { async: true, webChat: false }, guard })
    await closeSegment(app)
    await say(app, 'thank you')
    const { page } = await duplicate(app, guard)
    const sendButtons = () =>
      [...document.querySelectorAll('button')].filter(
        ({ textContent }) => textContent === 'Send as a new request',
      )
    expect(sendButtons()).toHaveLength(2)
    await app.does(() => sendButtons()[0]?.click())
    await app.settle()
    expect(sendButtons()).toHaveLength(0)
    await app.does(() => sendButtons()[0]?.click())
    expect(arrived(app).filter((text) => text === 'thank you')).toHaveLength(1)
    page.unmount()
  })
})
