import { render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  allAgentsLeft,
  ChatEndGuard,
  type ChatLifecycleStore,
  type ChatMessage,
  createChatLifecycle,
  GenesysChatProvider,
  textMarker,
  useGenesysChatMessages,
} from '../../src/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, inOverlay, press, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'

// What a chat is on GMS and on Genesys Cloud, where a segment has no state and is closed when everybody has left.

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const GRACE_MS = 2_000

let messages: readonly ChatMessage[] = []
function Transcript() {
  messages = useGenesysChatMessages().messages
  return null
}

describe.each(['gms', 'genesys-cloud'] as const)('on %s', (transport) => {
  const bus = { transport }
  const provider = { closeSignals: [allAgentsLeft({ graceMs: GRACE_MS })] }
  const converse = (options: AppOptions = {}): Promise<App> =>
    mountConversation({ provider, ...options, bus: { ...bus, ...options.bus } })

  /** Lets everything be published, and the grace time pass. */
  async function pass(app: App): Promise<void> {
    await app.settle()
    await app.wait(GRACE_MS + 500)
    await app.settle()
  }

  async function allLeave(app: App, farewell?: string): Promise<void> {
    app.testBus.agent.closeSegment(farewell)
    await pass(app)
  }

  it('a chat has a session, an agent and a transcript', async () => {
    const app = await converse({ children: <Transcript /> })
    app.testBus.agent.say('Hello')
    await app.settle()
    await say(app, 'my order is late')
    expect(app.chat()).toMatchObject({
      transport,
      isAsync: false,
      phase: 'active',
      sessionId: app.testBus.centre.session.id,
      agents: [{ name: 'Anna', role: 'agent' }],
    })
    expect(messages.map(({ text, from }) => [from.type, from.name, text])).toEqual([
      ['agent', 'Anna', 'Hello'],
      ['customer', 'Joe Doe', 'my order is late'],
    ])
    expect(messages.every(({ at }) => at > 1_700_000_000_000)).toBe(true)
  })

  it('who leaves closes the segment, and the guard ends the chat once', async () => {
    const app = await converse()
    await allLeave(app, 'Bye')
    expect(app.closed).toMatchObject([{ signal: 'allAgentsLeft', agentName: 'Anna', isAsync: false }])
    expect(app.closed[0]?.at).toBeGreaterThan(1_700_000_000_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.testBus.centre.session.ended).toBe(true)
    expect(app.errors).toEqual([])
  })

  it('two chats in a row are two, each with its own closing at the same message count', async () => {
    const app = await converse()
    await allLeave(app)
    await app.does(() => app.testBus.customer.close())
    await app.settle()
    app.testBus.customer.open()
    await app.settle()
    app.testBus.agent.join()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
    await allLeave(app)
    expect(new Set(app.closed.map(({ key }) => key)).size).toBe(2)
    expect(app.ended.map(({ reason }) => reason)).toEqual(['agent', 'agent'])
    expect(app.testBus.centre.sessions.map(({ ended }) => ended)).toEqual([true, true])
  })

  it('two agents of one name are two: after the transfer one is there, and the segment is open', async () => {
    const app = await converse()
    const second = app.testBus.centre.createAgent('Anna')
    second.join()
    await app.settle()
    expect(app.chat().agents.map(({ name }) => name)).toEqual(['Anna', 'Anna'])
    await allLeave(app)
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
    second.leave()
    await pass(app)
    expect(app.closed).toHaveLength(1)
  })

  it('a bot that hands over to an agent closes nothing', async () => {
    const app = await mountApp({ provider, bus: { ...bus, botEvents: true } })
    app.testBus.customer.open()
    await app.settle()
    app.testBus.bot.join()
    await app.settle()
    app.testBus.bot.say('I put you through')
    app.testBus.bot.leave()
    await pass(app)
    expect(app.closed).toEqual([])
    app.testBus.agent.join()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
  })

  it('a marker text closes the segment', async () => {
    const app = await converse({ provider: { closeSignals: [textMarker('Ticket closed')] } })
    app.testBus.agent.say('Ticket closed')
    await app.settle()
    expect(app.closed).toMatchObject([{ signal: 'textMarker', agentName: 'Anna' }])
    expect(app.chat().phase).toBe('ended')
  })

  describe('a page that mounts late', () => {
    let chat: ChatLifecycleStore
    afterEach(() => chat.destroy())

    async function mountLate(app: App): Promise<void> {
      app.page.unmount()
      chat = createChatLifecycle({ bus: app.testBus.bus, ...provider })
      await app.settle()
    }

    it('knows who is there, hears them leave, and keeps the order of what was said', async () => {
      const app = await converse()
      const zoe = app.testBus.centre.createAgent('Zoe')
      zoe.join()
      await app.settle()
      zoe.leave()
      await app.settle()
      await mountLate(app)
      expect(chat.getState()).toMatchObject({ transport, phase: 'active', agents: [{ name: 'Anna' }] })
      await allLeave(app)
      expect(chat.getState()).toMatchObject({ phase: 'closed', agents: [] })
    })

    it('knows that everybody has left, and closes once the grace time is over', async () => {
      const app = await converse({ guard: null })
      app.testBus.agent.leave()
      await app.settle()
      await mountLate(app)
      expect(chat.getState().agents).toEqual([])
      await pass(app)
      expect(chat.getState()).toMatchObject({ phase: 'closed' })
    })
  })

  it('a reload knows who is there, and hears them leave', async () => {
    const app = await converse()
    app.testBus.agent.say('Hello')
    await app.settle()
    app.phases.length = 0
    await app.reload()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }], isRestored: true })
    // A chat that is about to be restored is not idle before.
    expect(app.phases).toEqual(['connecting', 'active'])
    await allLeave(app)
    expect(app.closed).toHaveLength(1)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('a reload knows that an agent has left meanwhile, whatever the widget says', async () => {
    const app = await converse()
    app.testBus.agent.say('Hello')
    await app.settle()
    app.page.unmount()
    app.testBus.reload()
    app.testBus.agent.say('Bye')
    app.testBus.agent.leave()
    await app.wait(1_000)
    app.mount()
    app.testBus.start()
    await app.settle()
    expect(app.chat().agents).toEqual([])
    await pass(app)
    expect(app.closed).toHaveLength(1)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('a provider that is mounted while the customer ends the chat sends no second end, and gives their reason', async () => {
    const app = await converse({ guard: null })
    await allLeave(app)
    app.testBus.server.latency(3_000)
    outcome(app.chat().end())
    await app.wait(200)
    const onEnded = vi.fn()
    const page = render(
      <GenesysChatProvider bus={app.testBus.bus} {...provider} onEnded={onEnded}>
        <ChatEndGuard />
      </GenesysChatProvider>,
    )
    await app.wait(20_000)
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(onEnded.mock.calls.map(([end]) => end.reason)).toEqual(['customer'])
    expect(app.ended.map(({ reason }) => reason)).toEqual(['customer'])
    page.unmount()
  })

  it('the server’s end is an end, with nothing sent for it, and the next chat is another', async () => {
    const app = await converse()
    const first = app.chat().sessionId
    app.testBus.server.end()
    await app.settle(4_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server', agents: [] })
    expect(app.ended).toHaveLength(1)
    expect(app.sent('WebChatService.endChat')).toBe(0)
    app.testBus.customer.close()
    await app.settle()
    app.testBus.customer.open()
    await app.settle()
    app.testBus.agent.join()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
    expect(app.chat().sessionId).not.toBe(first)
  })

  it('the server’s end while the page was away is an end', async () => {
    const app = await converse()
    app.page.unmount()
    app.testBus.reload()
    app.testBus.server.end()
    await app.wait(1_000)
    app.mount()
    app.testBus.start()
    await app.settle()
    // The widget says more on Genesys Cloud.
    const endReason = transport === 'gms' ? 'restore-failed' : 'server'
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason })
    expect(app.ended).toHaveLength(1)
    app.testBus.customer.open()
    await app.settle()
    app.testBus.agent.join()
    await app.settle()
    app.testBus.agent.say('Hello')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
  })

  it('the customer’s end is told once, and end() resolves with it', async () => {
    const app = await converse()
    const ending = outcome(app.chat().end())
    await app.settle()
    expect(ending).toHaveProperty('value')
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer', agents: [] })
    expect(app.ended).toHaveLength(1)
    expect(app.closed).toEqual([])
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('end({ closeWindow }) closes the window after the end', async () => {
    const app = await converse()
    const ending = outcome(app.chat().end({ closeWindow: true }))
    await app.settle()
    expect(ending).toHaveProperty('value')
    expect(app.testBus.widget.state.open).toBe(false)
    expect(app.chat().window).toBe('closed')
  })

  it('closeWindow of the guard closes it after the end, too', async () => {
    const app = await converse({ guard: { closeWindow: true } })
    await allLeave(app)
    expect(app.testBus.widget.state.open).toBe(false)
    expect(app.ended).toMatchObject([{ reason: 'agent' }])
  })

  it('a notice is shown in the widget, once', async () => {
    const app = await converse({ guard: { regularPolicy: 'notify', notice: 'Anna has gone.' } })
    await allLeave(app)
    expect(app.testBus.widget.notices).toEqual(['Anna has gone.'])
    expect(app.sent('WebChatService.endChat')).toBe(0)
    expect(app.chat().phase).toBe('closed')
  })

  it('a countdown can be stopped, and then nothing ends the chat', async () => {
    const app = await converse({ guard: { endDelayMs: 5_000 } })
    await allLeave(app)
    const keep = inOverlay(app)?.getByRole('button', { name: /keep/i })
    expect(keep).toBeDefined()
    if (keep) await press(app, keep)
    await app.wait(10_000)
    expect(app.sent('WebChatService.endChat')).toBe(0)
    expect(app.testBus.centre.session.ended).toBe(false)
  })

  it('a countdown that nobody stops ends the chat', async () => {
    const app = await converse({ guard: { endDelayMs: 5_000 } })
    await allLeave(app)
    expect(app.sent('WebChatService.endChat')).toBe(0)
    await app.wait(6_000)
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('a follow-up goes nowhere when it is to be confirmed: there is no new request in a regular chat', async () => {
    const app = await converse({ guard: { regularPolicy: 'notify', followUps: 'confirm' } })
    await allLeave(app)
    await say(app, 'one more thing')
    expect(arrived(app)).toEqual([])
    expect(inOverlay(app)?.getByText(/was not sent because this conversation was closed/)).toBeDefined()
    const bert = app.testBus.centre.createAgent('Bert')
    bert.join()
    await app.settle()
    bert.say('Hello again')
    await app.settle()
    await say(app, 'one more thing')
    expect(arrived(app)).toEqual(['one more thing'])
  })

  it('an agent who comes again reopens the segment', async () => {
    const app = await converse({ guard: { regularPolicy: 'notify' } })
    await allLeave(app)
    expect(app.chat().phase).toBe('closed')
    const bert = app.testBus.centre.createAgent('Bert')
    bert.join()
    await app.settle()
    bert.say('Hello again')
    await app.settle()
    expect(app.callbacks).toContain('reopened')
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Bert' }] })
  })

  it('a network that is gone for a while loses nobody', async () => {
    const app = await converse()
    app.testBus.agent.say('Hello')
    await app.settle()
    app.testBus.server.offline()
    await app.wait(1_000)
    app.testBus.agent.say('missed')
    app.testBus.server.online()
    await app.wait(1_000)
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', connection: 'online', agents: [{ name: 'Anna' }] })
    await allLeave(app)
    expect(app.closed).toHaveLength(1)
  })

  it('a text that cannot be sent is rejected', async () => {
    const app = await converse()
    app.testBus.agent.say('Hello')
    await app.settle()
    app.testBus.server.offline()
    await app.wait(1_000)
    const sending = outcome(app.chat().send('lost'))
    await app.wait(500)
    expect(sending).toMatchObject({ error: { name: 'ChatCommandError' } })
    expect(arrived(app)).toEqual([])
  })

  it('two tabs end a chat once', async () => {
    const app = await converse()
    const { centre, store } = app.testBus
    const other = await mountApp({ provider, bus: { ...bus, centre, store } })
    await app.settle()
    expect(other.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
    await allLeave(app)
    await other.settle()
    expect([app.chat().phase, other.chat().phase]).toEqual(['ended', 'ended'])
    expect(centre.requests.filter(({ kind }) => kind === 'leave')).toHaveLength(1)
    other.page.unmount()
    other.testBus.dispose()
  })

  it('the default signal cannot occur, and development says so', async () => {
    // What was told once in another file of this worker is not told again by the same copy of the library.
    vi.resetModules()
    const copy = await import('../../src/index.ts')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { createTestBus } = await import('../../src/testing/index.ts')
    const testBus = createTestBus({ ...bus, advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = copy.createChatLifecycle({ bus: () => testBus.bus })
    testBus.start()
    await testBus.settle()
    testBus.customer.open()
    await testBus.settle()
    expect(error.mock.calls.flat().join()).toMatch(
      new RegExp(`interactionState cannot occur on the transport "${transport}".*allAgentsLeft`),
    )
    chat.destroy()
    testBus.dispose()
  })
})
