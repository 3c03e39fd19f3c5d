import type { AgentSession } from 'genesys-simulator/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type BuiltApp, buildApp } from './app/build.ts'
import type { TestPage } from './app/main.tsx'
import { whySkipped } from './harness.ts'
import { type LibraryPage, type LibraryPageOptions, leaves, openLibraryPage } from './libraryPage.ts'

let app: BuiltApp
let opened: LibraryPage

beforeAll(async () => {
  if (!whySkipped) app = await buildApp()
})
afterAll(() => app?.remove())
afterEach(() => opened?.widget.close())

async function conversation(
  mode: 'async' | 'regular',
  options: LibraryPageOptions = {},
): Promise<AgentSession> {
  opened = await openLibraryPage(app, mode, { guard: null, ...options })
  return opened.conversation()
}

describe.skipIf(whySkipped)(
  `the lifecycle on the real widget${whySkipped ? ` (skipped: ${whySkipped})` : ''}`,
  () => {
    test.each(['async', 'regular'] as const)(
      'mounts late, and catches up with a closed segment (%s)',
      async (mode) => {
        const chat = await conversation(mode, { mounted: false })
        await chat.state('Completed')
        await opened.widget.waitFor('WebChatService.messageReceived', {
          since: 0,
          where: (data) => JSON.stringify(data).includes('Completed'),
        })
        await opened.mount()
        await opened.phase('closed')
        expect(await opened.state()).toMatchObject({
          isAsync: mode === 'async',
          window: 'open',
          interactionState: 'Completed',
          closing: { agentName: 'Anna', state: 'completed' },
        })
        expect(await opened.logged(/phase/)).toEqual(['phase connecting', 'phase closed'])
      },
    )

    test('mounts late, and finds a chat that the server has ended', async () => {
      const chat = await conversation('regular', { mounted: false })
      await chat.end()
      await opened.widget.waitFor('WebChatService.pollingStopped', { since: 0 })
      await opened.mount()
      await opened.phase('ended')
      expect(await opened.state()).toMatchObject({ endReason: 'server' })
    })

    test.each(['async', 'regular'] as const)(
      'restores without a detour by idle, and keeps who is there (%s)',
      async (mode) => {
        await conversation(mode)
        await opened.widget.reload()
        await opened.phase('active')
        expect(await opened.state()).toMatchObject({ agents: [{ name: 'Anna', supervisor: false }] })
        expect(await opened.logged(/phase/)).toEqual(['phase connecting', 'phase active'])
      },
    )

    test('ends on a page load what was closed meanwhile, if told to', async () => {
      const chat = await conversation('regular', { provider: { restorePolicy: 'end' } })
      await opened.page.goto('about:blank')
      await chat.state('Finalizing')
      await opened.widget.goBack()
      await opened.phase('ended')
      expect(await opened.state()).toMatchObject({ endReason: 'agent' })
      expect(await leaves(chat)).toBe(1)
    })

    test('takes a reopening while the page was away for what it is, and shows nothing closed', async () => {
      const chat = await conversation('async')
      await chat.state('Completed')
      await opened.phase('closed')
      await opened.page.goto('about:blank')
      await chat.join('Bea')
      await opened.widget.goBack()
      await opened.phase('active')
      // Among tabs a lock decides who calls back, and takes its time.
      await opened.aWhile()
      expect(await opened.logged(/phase closed/)).toEqual([])
      expect(await opened.logged(/^(closed|reopened)/)).toHaveLength(1)
    })

    test('closes by a marker text and by a signal of one’s own', async () => {
      const chat = await conversation('async', {
        script: `window.options = ({ textMarker }) => ({ provider: { endSignals: [
          textMarker(/^GenesysTerminateChat$/),
          { name: 'survey', detect: ({ from, text }) => (from.type === 'bot' && text === 'SURVEY' ? 'completed' : null) },
        ] } })`,
      })
      await opened.widget.command('WebChatService.sendMessage', { message: 'GenesysTerminateChat' })
      await opened.aWhile()
      expect((await opened.state()).phase).toBe('active')
      await chat.say('GenesysTerminateChat')
      await opened.phase('closed')
      expect((await opened.state()).closing).toMatchObject({ signal: 'textMarker' })
      await chat.join('Robo', 'Bot')
      await opened.phase('active')
      await chat.say('SURVEY', 'Robo')
      await opened.phase('closed')
      expect((await opened.state()).closing).toMatchObject({ signal: 'survey' })
    })

    test('tells a transfer from an end', async () => {
      const chat = await conversation('async', {
        script: `window.options = ({ allAgentsLeft }) => ({ provider: { endSignals: [allAgentsLeft({ graceMs: 2500 })] } })`,
      })
      await chat.transfer('Bea')
      await opened.page.waitForTimeout(3_500)
      expect((await opened.state()).phase).toBe('active')
      await chat.leave('Bea')
      await opened.phase('closed')
      expect((await opened.state()).closing).toMatchObject({ signal: 'allAgentsLeft' })
    })

    test('starts a new chat only after the end of the old one, and rejoins an asynchronous session with its old closing', async () => {
      const chat = await conversation('async')
      await chat.state('Completed')
      await opened.phase('closed')
      const before = await opened.state()
      await opened.page.evaluate(async () => {
        const { chat: actions } = window as unknown as Required<TestPage>
        void actions.end()
        await actions.start({ form: { firstname: 'Joe' } })
      })
      await opened.aWhile()
      const { sessionId, phase } = await opened.state()
      // The simulator does not let anybody back into a session that was left: the widget then starts afresh.
      expect(sessionId === before.sessionId ? phase : 'waiting').toBe(
        sessionId === before.sessionId ? 'closed' : phase,
      )
      expect(await opened.logged(/^closed/)).toHaveLength(1)
    })

    test('end({ closeWindow }) closes the window after the end, also when the request is slow', async () => {
      const chat = await conversation('regular')
      await opened.widget.agent.addFault({ method: 'DELETE', latencyMs: 1_500, forMs: 60_000 })
      await opened.page.evaluate(() =>
        (window as unknown as Required<TestPage>).chat.end({ closeWindow: true }),
      )
      await opened.aWhile()
      expect(await opened.state()).toMatchObject({ phase: 'idle', window: 'closed' })
      expect(opened.widget.events.filter(({ event }) => event === 'WebChat.opened')).toHaveLength(1)
      expect(await leaves(chat)).toBe(1)
    })

    test('offline refuses to send at once, and online it goes on', async () => {
      await conversation('regular')
      await opened.widget.context.setOffline(true)
      await opened.page.waitForFunction(() => (window as unknown as TestPage).chat?.connection === 'offline')
      const refused = await opened.page.evaluate(() =>
        (window as unknown as Required<TestPage>).chat.send('hi').then(
          () => 'sent',
          (error: { kind: string }) => error.kind,
        ),
      )
      expect(refused).toBe('unavailable')
      await opened.widget.context.setOffline(false)
      await opened.page.waitForFunction(() => (window as unknown as TestPage).chat?.connection === 'online')
      await opened.page.evaluate(() => (window as unknown as Required<TestPage>).chat.send('hi'))
      await opened.page.waitForFunction(() =>
        (window as unknown as TestPage).messages?.some(({ text }) => text === 'hi'),
      )
    })

    test('gives the transcript in order, once, also with an older page', async () => {
      const chat = await conversation('async')
      for (let i = 0; i < 30; i++) await chat.say(`line ${i}`)
      await opened.page.waitForFunction(() => (window as unknown as TestPage).messages?.length === 30)
      await opened.widget.reload()
      await opened.page.waitForFunction(() => (window as unknown as TestPage).messages?.length)
      await opened.widget.command('WebChatService.fetchHistory')
      await opened.page.waitForFunction(() => (window as unknown as TestPage).messages?.length === 30)
      const texts = await opened.page.evaluate(() =>
        (window as unknown as Required<TestPage>).messages.map(({ text, historic }) => [text, historic]),
      )
      expect(texts).toEqual(Array.from({ length: 30 }, (_, i) => [`line ${i}`, true]))
    })

    test('two tabs of one session: the one whose polling has died hears of the closing and of the end, and callbacks come once', async () => {
      const chat = await conversation('async')
      const second = await opened.widget.context.newPage()
      await second.goto(opened.widget.url)
      await opened.phase('active', second)
      await second.evaluate(() => {
        const { command } = (window as unknown as { CXBus: { command(name: string): void } }).CXBus
        command('WebChatService.stopPoll')
      })
      await chat.state('Finalizing')
      await opened.phase('closed')
      await opened.phase('closed', second)
      expect((await opened.state(second)).closing?.key).toBe((await opened.state()).closing?.key)

      await opened.page.evaluate(() => (window as unknown as Required<TestPage>).chat.end())
      await opened.phase('ended', second)
      const both = [...(await opened.log()), ...(await opened.log(second))]
      expect(both.filter((entry) => entry.startsWith('closed'))).toHaveLength(1)
      expect(both.filter((entry) => entry.startsWith('ended'))).toHaveLength(1)
    })

    test('loadGenesysWidgets puts the widget on a page that has none, once', async () => {
      opened = await openLibraryPage(app, 'regular', { mounted: false })
      const bare = await opened.widget.context.newPage()
      await bare.route('**/bare', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><html lang="en"><head><title>Bare</title></head><body></body></html>',
        }),
      )
      await bare.goto(`${opened.widget.url}/bare`)
      await bare.evaluate('window.mountLater = true')
      await bare.addScriptTag({ url: `/app/${app.file}` })
      await bare.evaluate(() => (window as unknown as Required<TestPage>).mount())
      const options = {
        baseUrl: '/widgets',
        config: {
          webchat: {
            transport: {
              type: 'pureengage-v3-rest',
              dataURL: opened.widget.simulator.dataUrl,
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
      await opened.phase('idle', bare)

      const failed = await opened.widget.context.newPage()
      await failed.route('**/bare', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Bare</title>' }),
      )
      await failed.goto(`${opened.widget.url}/bare`)
      await failed.evaluate('window.mountLater = true')
      await failed.addScriptTag({ url: `/app/${app.file}` })
      const error = await failed.evaluate(() =>
        (window as unknown as Required<TestPage>).library
          .loadGenesysWidgets({ baseUrl: '/nowhere', retries: 0 })
          .catch((reason: { name: string; kind: string }) => ({ name: reason.name, kind: reason.kind })),
      )
      expect(error).toEqual({ name: 'GenesysWidgetsLoadError', kind: 'script' })
    })
  },
)
