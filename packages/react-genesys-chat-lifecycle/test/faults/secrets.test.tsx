import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { BusEnvelope } from '../../src/core.ts'
import { useGenesysChatMessages } from '../../src/index.ts'
import { type App, mountApp } from '../support/app.tsx'
import { closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

/** All that leaves the library: what it shows, says, keeps and tells other tabs. */
let out: string[]

beforeEach(() => {
  vi.useFakeTimers()
  out = []
  const take = (...values: unknown[]): void => {
    for (const value of values) out.push(value instanceof Error ? String(value.stack) : deep(value))
  }
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation(take)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
    take(key, value)
    setItem.call(this, key, value)
  })
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      onmessage: unknown = null
      postMessage = take
      close(): void {}
    },
  )
})
const { setItem } = Storage.prototype
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Everything that can be read of a value, errors and what is not enumerable included. */
function deep(value: unknown): string {
  const seen = new Set<unknown>()
  const read = (each: unknown): unknown => {
    if (typeof each !== 'object' || each === null) return String(each)
    if (seen.has(each) || each instanceof Node) return ''
    seen.add(each)
    if (each instanceof Map || each instanceof Set) return [...each].map(read)
    return Object.getOwnPropertyNames(each).map((name) => [name, read((each as never)[name])])
  }
  return JSON.stringify(read(value))
}

const FORM = {
  firstname: 'Secretia',
  lastname: 'Privatus',
  email: 'secretia@private.example',
  subject: 'my illness',
}

function Transcript() {
  return (
    <ul>
      {useGenesysChatMessages().messages.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
    </ul>
  )
}

/** What the app was told and what stands in the page, besides what went out. */
const everything = (app: App): string =>
  [
    ...out,
    deep(app.chat()),
    deep(app.closed),
    deep(app.ended),
    deep(app.errors),
    deep(app.callbacks),
    app.page.container.outerHTML,
    inOverlay(app) ? document.body.outerHTML : '',
  ].join('\n')

/** The bearer token of each chat that is started. */
function watchTokens(app: App): string[] {
  const tokens: string[] = []
  app.testBus.bus.subscribe('WebChatService.started', ({ data }: BusEnvelope<{ data: { token: string } }>) =>
    tokens.push(data.data.token),
  )
  return tokens
}

/** Asks for something, and lets the answer come. What goes wrong is looked at, too. */
const asks = (app: App, work: () => unknown): Promise<unknown> =>
  Promise.all([Promise.resolve(work()).catch((error: unknown) => out.push(deep(error))), app.settle()])

it.each([false, true])(
  'neither the token nor what the customer filled in gets into state, storage, other tabs or the console (asynchronous: %s)',
  async (async) => {
    const app = await mountApp({
      bus: { async },
      guard: { followUps: 'confirm', endDelayMs: 60_000 },
      children: <Transcript />,
    })
    const tokens = watchTokens(app)
    await asks(app, () => app.chat().start({ form: FORM, userData: { account: 'account-4711' } }))
    app.testBus.customer.open()
    await app.settle()
    app.testBus.agent.join()
    app.testBus.agent.say('Hello')
    await app.settle()
    await closeSegment(app)
    await say(app, 'held')
    await app.reload()
    app.testBus.server.fail(500, { message: `no ${FORM.email}` })
    await asks(app, () => app.chat().end())
    app.testBus.server.recover()
    tokens.push(...watchTokens(app))
    await asks(app, () => app.chat().start({ form: FORM }))
    app.testBus.server.end()
    await app.settle()

    expect(out.length).toBeGreaterThan(3)
    const said = everything(app)
    const secrets = [...tokens, ...Object.values(FORM), 'account-4711']
    expect(secrets.length).toBeGreaterThan(5)
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
  },
)

it('a held text is kept in this tab only until it is decided', async () => {
  const app = await mountApp({
    bus: { async: true },
    guard: { followUps: 'confirm', noticePlacement: 'page' },
  })
  app.testBus.customer.open()
  await app.settle()
  app.testBus.agent.join()
  await app.settle()
  await closeSegment(app)
  await say(app, 'my illness')
  const stored = (): string => JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })
  expect(stored()).toContain('my illness')
  expect(JSON.stringify({ ...localStorage })).not.toContain('my illness')

  await press(app, app.page.getByRole('button', { name: 'Discard' }))
  expect(stored()).not.toContain('my illness')
})

it.each([
  ['the customer ends it', (app: App) => app.chat().end()],
  ['the server ends it', (app: App) => app.testBus.server.end()],
  ['the server forgets it', (app: App) => app.testBus.server.forget()],
])('a held text is deleted when the chat is over: %s', async (_, over) => {
  const app = await mountApp({ bus: { async: true }, guard: { followUps: 'confirm' } })
  app.testBus.customer.open()
  await app.settle()
  app.testBus.agent.join()
  await app.settle()
  await closeSegment(app)
  await say(app, 'my illness')
  await asks(app, () => over(app))
  await app.wait(60_000)

  expect(app.chat().phase).toBe('ended')
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('my illness')
})

it.each([
  ['the server ended it', (app: App) => app.testBus.server.end()],
  ['the server forgot it', (app: App) => app.testBus.server.forget()],
])('a held text is deleted when the chat was over before the page was loaded again: %s', async (_, over) => {
  const app = await mountApp({ bus: { async: true }, guard: { followUps: 'confirm' } })
  app.testBus.customer.open()
  await app.settle()
  app.testBus.agent.join()
  await app.settle()
  await closeSegment(app)
  await say(app, 'my illness')
  app.page.unmount()
  over(app)
  app.testBus.reload()
  app.mount()
  app.testBus.start()
  await app.settle()
  await app.wait(60_000)

  expect(['ended', 'idle']).toContain(app.chat().phase)
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('my illness')
})
