import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycleStore, createChatLifecycle } from '../../../src/core.ts'
import { createTestBus, type TestBusOptions } from '../../../src/testing/index.ts'
import { mountConversation } from '../../support/app.tsx'
import { runClient } from '../../support/client.ts'
import { closeSegment, inOverlay, press, say } from '../../support/guarded.tsx'

let chat: ChatLifecycleStore | undefined
let stop: () => void = () => {}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop()
  chat?.destroy()
  chat = undefined
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function started(options: TestBusOptions = {}) {
  const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  chat = createChatLifecycle({ bus: testBus.bus })
  const running = runClient(testBus.bus, 10_000)
  stop = running.stop
  testBus.start()
  return { testBus, client: running.client }
}

it('the same function that listens twice is called twice, and can be taken off once', async () => {
  const { testBus, client } = await started()
  await testBus.settle()
  const heard = vi.fn()
  const off = client.on('WebChat.opened', heard)
  client.on('WebChat.opened', heard)
  off()
  off()
  testBus.customer.open()
  await testBus.settle()
  expect(heard).toHaveBeenCalledTimes(1)
})

it('a command given before the service has loaded its transport is kept, and answered when it has', async () => {
  const { testBus, client } = await started({ readyAfterMs: { webChatService: 3_000 } })
  const answers: unknown[] = []
  void client.run('WebChatService.getTranscript').then((answer) => answers.push(answer))
  await testBus.wait(2_500)
  expect(answers).toEqual([])
  await testBus.wait(1_000)
  expect(answers).toHaveLength(1)
})

it('an older page that is asked for in vain rejects with the widget’s words', async () => {
  const { testBus, client } = await started()
  await testBus.settle()
  const page = expect(client.run('WebChatService.fetchHistory')).rejects.toMatchObject({
    kind: 'rejected',
    reason: expect.stringContaining('only Asynchronous chat'),
  })
  await testBus.settle()
  await page
})

describe('all the commands that the library sends', () => {
  it('are a few: nothing is filtered, preprocessed or verified, and no poll is started or stopped', async () => {
    const app = await mountConversation({
      bus: { async: true },
      guard: { followUps: 'confirm', asyncPolicy: 'notify', endDelayMs: 1_000 },
    })
    // What our plugin sends bears its name.
    const ours = (): string[] => [
      ...new Set(
        app.testBus.commands
          .filter(({ commander }) => commander.startsWith('ReactGenesysChatLifecycle'))
          .map(({ name }) => name),
      ),
    ]
    await closeSegment(app)
    await say(app, 'one more thing')
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Send as a new request' }) as HTMLElement)
    await app.reload()
    await closeSegment(app)
    await app.does(() => void app.chat().end({ closeWindow: true }))
    await app.settle()

    expect(ours().sort()).toEqual([
      'WebChat.close',
      'WebChat.hideOverlay',
      'WebChat.injectMessage',
      'WebChat.showOverlay',
      'WebChatService.endChat',
      'WebChatService.getAgents',
      'WebChatService.getSessionData',
      'WebChatService.getTranscript',
      'WebChatService.sendMessage',
    ])
  })
})

it('the bearer token that `started` carries is in no state, storage, callback or line of the console', async () => {
  const lines: unknown[] = []
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...values) => void lines.push(values))
  }
  let token = ''
  const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
  app.testBus.bus.subscribe('WebChatService.started', ({ data }) => {
    token = String((data as { data?: { token?: string } }).data?.token)
  })
  await app.does(() => void app.chat().end())
  await app.settle()
  await app.does(() => void app.chat().start({ form: { firstname: 'Joe' } }))
  await app.settle()
  app.testBus.agent.join()
  await closeSegment(app)
  await say(app, 'one more thing')
  await app.reload()
  expect(token.length).toBeGreaterThan(20)

  const all = JSON.stringify([
    app.chat(),
    { ...sessionStorage },
    { ...localStorage },
    app.closed,
    app.ended,
    app.errors,
    lines,
  ])
  expect(all).toContain(app.chat().sessionId)
  expect(all).not.toContain(token)
})
