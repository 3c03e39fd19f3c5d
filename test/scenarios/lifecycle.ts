import { expect } from 'vitest'
import { passTime } from '../chromium/traffic.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { TestPage } from './app/main.tsx'
import type { ScenarioTest } from './describeScenarios.ts'
import { leaves } from './libraryPage.ts'

/** The state, without a guard. */
export function lifecycleScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test.for(['async', 'regular'] as const)(
    'mounts late, and finds a closed segment (%s)',
    async (mode, { converse, transport }) => {
      const [shop, chat] = await converse(mode, { guard: null, mounted: false })
      await chat.state('Completed')
      const hasState = transport === 'digital-channels'
      await shop.widget.waitFor('WebChatService.messageReceived', {
        since: 0,
        where: (data) => JSON.stringify(data).includes(hasState ? 'Completed' : 'ParticipantLeft'),
      })
      await shop.mount()
      await shop.phase('closed')
      expect(await shop.state()).toMatchObject({
        isAsync: mode === 'async',
        window: 'open',
        interactionState: hasState ? 'Completed' : null,
        closedSegment: { agentName: 'Anna', state: 'completed' },
      })
      expect(await shop.logged(/phase/)).toEqual(['phase connecting', 'phase closed'])
    },
  )

  test('mounts late, and finds a chat that the server has ended', async ({ converse }) => {
    const [shop, chat] = await converse('regular', { guard: null, mounted: false })
    await chat.end()
    await shop.widget.waitFor('WebChatService.pollingStopped', { since: 0 })
    await shop.mount()
    await shop.phase('ended')
    expect(await shop.state()).toMatchObject({ endReason: 'server' })
  })

  test.for(['async', 'regular'] as const)(
    'restores without passing through idle, and knows who is there (%s)',
    async (mode, { converse }) => {
      const [shop] = await converse(mode, { guard: null })
      await shop.widget.reload()
      await shop.phase('active')
      expect(await shop.state()).toMatchObject({ agents: [{ name: 'Anna', role: 'agent' }] })
      expect(await shop.logged(/phase/)).toEqual(['phase connecting', 'phase active'])
    },
  )

  test('ends a chat on page load if its segment was closed meanwhile, with restorePolicy end-closed', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('regular', { guard: null, provider: { restorePolicy: 'end-closed' } })
    await shop.page.goto('about:blank')
    await chat.state('Finalizing')
    await shop.widget.goBack()
    await shop.phase('ended')
    expect(await shop.state()).toMatchObject({ endReason: 'agent' })
    expect(await leaves(chat)).toBe(1)
  })

  test('ends any restored chat with restorePolicy end, and closes its window if the guard closes windows', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('regular', {
      guard: { closeWindow: true },
      provider: { restorePolicy: 'end' },
    })
    expect(await leaves(chat)).toBe(0)
    await shop.widget.reload()
    await shop.phase('idle')
    await shop.aWhile()
    expect(await shop.state()).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(await shop.logged(/^ended/)).toEqual(['ended customer'])
    expect(await leaves(chat)).toBe(1)
  })

  test('shows a segment that was reopened while the page was away as open', async ({ converse }) => {
    const [shop, chat] = await converse('async', { guard: null })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.page.goto('about:blank')
    await chat.join('Bea')
    await shop.widget.goBack()
    await shop.phase('active')
    // A lock decides which tab calls back, and that takes a moment.
    await shop.aWhile()
    expect(await shop.logged(/phase closed/)).toEqual([])
    expect(await shop.logged(/^(closed|reopened)/)).toHaveLength(1)
  })

  test('closes by a marker text and by a custom signal', async ({ converse }) => {
    const [shop, chat] = await converse('async', {
      guard: null,
      // Without it Genesys Cloud's widget does not tell that a bot joins.
      transportOptions: { botEventsEnabled: true },
      script: `window.options = ({ textMarker }) => ({ provider: { closeSignals: [
        textMarker(/^GenesysTerminateChat$/),
        { name: 'survey', detect: ({ from, text }) => (from.type === 'bot' && text === 'SURVEY' ? 'completed' : null) },
      ] } })`,
    })
    await shop.widget.command('WebChatService.sendMessage', { message: 'GenesysTerminateChat' })
    await shop.aWhile()
    expect((await shop.state()).phase).toBe('active')
    await chat.say('GenesysTerminateChat')
    await shop.phase('closed')
    expect((await shop.state()).closedSegment).toMatchObject({ signal: 'textMarker' })
    await chat.join('Robo', 'Bot')
    await shop.phase('active')
    await chat.say('SURVEY', 'Robo')
    await shop.phase('closed')
    expect((await shop.state()).closedSegment).toMatchObject({ signal: 'survey' })
  })

  test('tells a transfer from an end', async ({ converse }) => {
    const [shop, chat] = await converse('async', {
      guard: null,
      script: `window.options = ({ allAgentsLeft }) => ({ provider: { closeSignals: [allAgentsLeft({ graceMs: 2500 })] } })`,
    })
    await chat.transfer('Bea')
    await shop.page.waitForFunction(
      () => (window as unknown as TestPage).chat?.agents.map(({ name }) => name).join() === 'Bea',
    )
    // Had the transfer started the grace period, it would be over.
    await passTime(shop.page, 2_600)
    expect((await shop.state()).phase).toBe('active')
    await chat.leave('Bea')
    await shop.phase('closed')
    expect((await shop.state()).closedSegment).toMatchObject({ signal: 'allAgentsLeft' })
  })

  test('starts a new chat only after the end of the old one: an asynchronous session with a closed segment is joined again', async ({
    converse,
    transport,
  }) => {
    const [shop, chat] = await converse('async', { guard: null })
    await chat.state('Completed')
    await shop.phase('closed')
    const before = await shop.state()
    await shop.page.evaluate(async () => {
      const { chat: actions } = window as unknown as Required<TestPage>
      void actions.end()
      await actions.start({ form: { firstname: 'Joe' } })
    })
    await shop.aWhile()
    const { phase, sessionId } = await shop.state()
    // Over GMS the widget forgets the session with its end.
    if (transport === 'gms') {
      expect(phase).toBe('waiting')
      expect(sessionId).not.toBe(before.sessionId)
    } else {
      expect(phase).toBe('closed')
      expect(sessionId).toBe(before.sessionId)
    }
    expect(await shop.logged(/^closed/)).toHaveLength(1)
  })

  test('end({ closeWindow }) closes the window after the end, also when the request is slow', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('regular', { guard: null })
    await shop.widget.agent.addFault({ requests: ['leave'], latencyMs: 1_500, forMs: 60_000 })
    await shop.page.evaluate(() => (window as unknown as Required<TestPage>).chat.end({ closeWindow: true }))
    await shop.aWhile()
    expect(await shop.state()).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(shop.widget.events.filter(({ event }) => event === 'WebChat.opened')).toHaveLength(1)
    expect(await leaves(chat)).toBe(1)
  })

  test('send rejects at once while offline, and works again online', async ({ converse }) => {
    const [shop] = await converse('regular', { guard: null })
    await shop.widget.context.setOffline(true)
    await shop.page.waitForFunction(() => (window as unknown as TestPage).chat?.connection === 'offline')
    const refused = await shop.page.evaluate(() =>
      (window as unknown as Required<TestPage>).chat.send('hi').then(
        () => 'sent',
        (error: { kind: string }) => error.kind,
      ),
    )
    expect(refused).toBe('unavailable')
    await shop.widget.context.setOffline(false)
    await shop.page.waitForFunction(() => (window as unknown as TestPage).chat?.connection === 'online')
    await shop.page.evaluate(() => (window as unknown as Required<TestPage>).chat.send('hi'))
    await shop.page.waitForFunction(() =>
      (window as unknown as TestPage).messages?.some(({ text }) => text === 'hi'),
    )
  })

  test('returns the transcript in order, each message once, also with an older page', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async', { guard: null })
    for (let i = 0; i < 30; i++) await chat.say(`line ${i}`)
    await shop.page.waitForFunction(() => (window as unknown as TestPage).messages?.length === 30)
    await shop.widget.reload()
    await shop.page.waitForFunction(() => (window as unknown as TestPage).messages?.length)
    await shop.widget.command('WebChatService.fetchHistory')
    await shop.page.waitForFunction(() => (window as unknown as TestPage).messages?.length === 30)
    const texts = await shop.page.evaluate(() =>
      (window as unknown as Required<TestPage>).messages.map(({ text, isHistoric }) => [text, isHistoric]),
    )
    expect(texts).toEqual(Array.from({ length: 30 }, (_, i) => [`line ${i}`, true]))
  })

  test('two tabs of one session: one whose polling stopped learns of the closed segment and of the end, and callbacks are called once', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('async', { guard: null })
    const second = await shop.widget.context.newPage()
    await second.goto(shop.widget.url)
    await shop.phase('active', second)
    await second.evaluate(() => {
      const { command } = (window as unknown as { CXBus: { command(name: string): void } }).CXBus
      command('WebChatService.stopPoll')
    })
    // The second tab's first poll may have stopped the polling of this one.
    await shop.widget.command('WebChatService.startPoll')
    await chat.state('Finalizing')
    await shop.phase('closed')
    await shop.phase('closed', second)
    expect((await shop.state(second)).closedSegment?.key).toBe((await shop.state()).closedSegment?.key)

    await shop.page.evaluate(() => (window as unknown as Required<TestPage>).chat.end())
    await shop.phase('ended', second)
    const told = async (callback: string) =>
      [...(await shop.log()), ...(await shop.log(second))].filter((entry) => entry.startsWith(`${callback} `))
    // The tabs agree on who tells it.
    await expect.poll(() => told('ended')).toHaveLength(1)
    await shop.aWhile()
    for (const callback of ['closed', 'ended']) expect(await told(callback)).toHaveLength(1)
  })

  test('a command waits for plugin files that are being loaded, and loads none twice', async ({
    open,
    expect,
  }) => {
    const shop = await open('regular', { guard: null, script: 'window.atOnce = true' })
    const since = shop.widget.events.length
    await shop.page.route(/\/webchat(service)?\.min\.js/, async (route) => {
      await shop.page.waitForFunction(() => (window as unknown as TestPage).atOnce === false)
      // A window that comes before its service loads it by itself, once more.
      const isWindow = route.request().url().endsWith('/webchat.min.js')
      if (isWindow) await shop.widget.waitFor('WebChatService.ready', { since })
      await route.continue()
    })
    await shop.widget.reload()
    await shop.opened()
    const settled = () => shop.logged(/^(answered|refused)/)
    await expect.poll(async () => (await settled()).length).toBe(2)
    expect((await settled()).sort()).toEqual(['answered transcript', 'answered window'])
    const files = await shop.page.evaluate(() =>
      [...document.scripts].map(({ src }) => src.split('/').at(-1)),
    )
    expect(files.filter((file) => /^webchat(service)?\.min\.js$/.test(file ?? '')).sort()).toEqual(
      kind.isVendors ? ['webchat.min.js', 'webchatservice.min.js'] : [],
    )
  })

  // The simulator's widget is a module of the page, so there is nothing to load.
  test.runIf(kind.isVendors)(
    'loadGenesysWidgets puts the widget on a page that has none, once',
    async ({ open }) => {
      const shop = await open('regular', { mounted: false })
      const bare = await shop.widget.context.newPage()
      await bare.route('**/bare', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><html lang="en"><head><title>Bare</title></head><body></body></html>',
        }),
      )
      await bare.goto(`${shop.widget.url}/bare`)
      await bare.evaluate('window.mountLater = true')
      await bare.addScriptTag({ url: '/app/app.js' })
      await bare.evaluate(() => (window as unknown as Required<TestPage>).mount())
      const options = {
        baseUrl: '/widgets',
        config: {
          webchat: {
            transport: {
              type: 'pureengage-v3-rest',
              dataURL: shop.widget.simulator.dataUrl,
              endpoint: 'shop',
            },
          },
        },
      }
      const same = await bare.evaluate(async (given) => {
        const { loadGenesysWidgets } = (window as unknown as Required<TestPage>).library
        const [first, second] = await Promise.all([loadGenesysWidgets(given), loadGenesysWidgets(given)])
        return first === second && document.querySelectorAll('script[src*="cxbus"]').length === 1
      }, options)
      expect(same).toBe(true)
      await shop.phase('idle', bare)

      const failed = await shop.widget.context.newPage()
      await failed.route('**/bare', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Bare</title>' }),
      )
      await failed.goto(`${shop.widget.url}/bare`)
      await failed.evaluate('window.mountLater = true')
      await failed.addScriptTag({ url: '/app/app.js' })
      const error = await failed.evaluate(() =>
        (window as unknown as Required<TestPage>).library
          .loadGenesysWidgets({ baseUrl: '/nowhere', retries: 0 })
          .catch((reason: { name: string; kind: string }) => ({ name: reason.name, kind: reason.kind })),
      )
      expect(error).toEqual({ name: 'GenesysWidgetsLoadError', kind: 'script' })
    },
  )
}
