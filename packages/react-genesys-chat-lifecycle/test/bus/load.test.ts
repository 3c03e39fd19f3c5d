import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CXBusLike } from '../../src/core.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'

type Load = typeof import('../../src/bus/loadGenesysWidgets.ts').loadGenesysWidgets

interface Page {
  CXBus?: unknown
  _genesys?: { widgets?: Record<string, unknown> }
}

const page = window as unknown as Page
const LOADING = Symbol.for('react-genesys-chat-lifecycle/loading@1')
let load: Load
let testBus: TestBus

const scripts = () => [...document.querySelectorAll('script')]
const script = () => scripts().at(-1) as HTMLScriptElement
/** What a page sees when the vendor's script has run: the bus, whose core has yet to be loaded. */
function run({ core = true } = {}): void {
  const failed = { fail: (callback: () => void) => void (core || callback()) }
  const cxbus: unknown = Object.assign(testBus.cxbus, {
    configure: vi.fn(),
    loadPlugin: vi.fn(() => {
      if (core) testBus.start()
      return { ...failed, done: () => {} }
    }),
  })
  page.CXBus = cxbus
  script().dispatchEvent(new Event('load'))
}

beforeEach(async () => {
  vi.useFakeTimers()
  vi.resetModules()
  load = (await import('../../src/bus/loadGenesysWidgets.ts')).loadGenesysWidgets
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
})
afterEach(() => {
  testBus.dispose()
  for (const element of document.head.querySelectorAll('script, link')) element.remove()
  delete page.CXBus
  delete page._genesys
  delete (globalThis as { [LOADING]?: unknown })[LOADING]
  vi.useRealTimers()
})

describe('loadGenesysWidgets', () => {
  it('puts the widget on the page once, however often it is called, and resolves with its bus when it has started', async () => {
    const first = load({ baseUrl: '/genesys', config: { webchat: { emojis: false } } })
    const second = load({ baseUrl: '/genesys' })
    expect(second).toBe(first)
    expect(scripts().map(({ src }) => new URL(src).pathname)).toEqual(['/genesys/cxbus.min.js'])
    expect(document.querySelectorAll('link[rel=stylesheet]')).toHaveLength(1)
    let bus: CXBusLike | undefined
    void first.then((started) => {
      bus = started
    })
    run()
    await testBus.settle()
    expect(bus).toBe(testBus.cxbus)
    expect((page.CXBus as { configure: unknown }).configure).toHaveBeenCalledWith({
      pluginsPath: '/genesys/plugins/',
    })
  })

  it('leaves the page’s own configuration as it is, and adds to it', async () => {
    const widgets = { webchat: { emojis: true }, main: { lang: 'de' } }
    page._genesys = { widgets }
    void load({
      baseUrl: '/genesys/',
      preload: ['webchatservice'],
      config: { webchat: { emojis: false }, sendmessage: {} },
    })
    expect((page._genesys as { widgets: object }).widgets).toBe(widgets)
    expect(page._genesys).toEqual({
      widgets: {
        webchat: { emojis: true },
        sendmessage: {},
        main: { lang: 'de', preload: ['webchatservice'] },
      },
    })
  })

  it('leaves a page that has the widget already alone', async () => {
    page.CXBus = testBus.cxbus
    testBus.start()
    await testBus.settle()
    const loading = load({ baseUrl: '/genesys/' })
    await testBus.settle()
    await expect(loading).resolves.toBe(testBus.cxbus)
    expect(scripts()).toEqual([])
  })

  it('passes on a nonce and an integrity', () => {
    void load({ baseUrl: '/genesys/', nonce: 'n0nce', integrity: 'sha384-x' })
    expect(script()).toMatchObject({ nonce: 'n0nce', integrity: 'sha384-x', crossOrigin: 'anonymous' })
  })

  it('asks again for a script that did not load, then gives up with an error that says what to do', async () => {
    const loading = load({ baseUrl: '/genesys/', retries: 1 })
    const outcome = expect(loading).rejects.toMatchObject({
      name: 'GenesysWidgetsLoadError',
      kind: 'script',
      url: '/genesys/cxbus.min.js',
      message: expect.stringContaining('Check baseUrl'),
    })
    script().dispatchEvent(new Event('error'))
    expect(scripts()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(scripts()).toHaveLength(1)
    script().dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(0)
    await outcome
  })

  it('can be called again after a failure', async () => {
    const failed = load({ baseUrl: '/genesys/', retries: 0 })
    const outcome = expect(failed).rejects.toMatchObject({ kind: 'script' })
    script().dispatchEvent(new Event('error'))
    await outcome
    const again = load({ baseUrl: '/genesys/', retries: 0 })
    run()
    await testBus.settle()
    await expect(again).resolves.toBe(testBus.cxbus)
  })

  it('says so when a script defines no bus, and when the core does not load', async () => {
    const empty = expect(load({ baseUrl: '/a/', retries: 0 })).rejects.toMatchObject({
      kind: 'script',
      message: /defines no CXBus/,
    })
    script().dispatchEvent(new Event('load'))
    await vi.advanceTimersByTimeAsync(0)
    await empty

    const coreless = expect(load({ baseUrl: '/b/', retries: 0 })).rejects.toMatchObject({
      kind: 'script',
      message: /widgets-core/,
    })
    run({ core: false })
    await vi.advanceTimersByTimeAsync(0)
    await coreless
  })

  it('times out on a widget that does not start, and starts it again when it is called again', async () => {
    const start = testBus.start
    testBus.start = () => {}
    const late = expect(load({ baseUrl: '/d/', timeoutMs: 5_000 })).rejects.toMatchObject({
      kind: 'timeout',
      url: '/d/',
      message: expect.stringContaining('plugins/'),
    })
    run()
    await vi.advanceTimersByTimeAsync(5_000)
    await late
    testBus.start = start
    const again = load({ baseUrl: '/d/', timeoutMs: 5_000 })
    await testBus.settle()
    await expect(again).resolves.toBe(testBus.cxbus)
    expect(scripts()).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('preloads the plugins that it is told, gives its nonce to the style sheet, and leaves that out if told so', () => {
    void load({ baseUrl: '/e/', preload: ['webchat'], nonce: 'n0nce' })
    expect(page._genesys?.widgets?.main).toEqual({ preload: ['webchat'] })
    expect(document.querySelector('link')).toMatchObject({ nonce: 'n0nce', rel: 'stylesheet' })
    document.querySelector('link')?.remove()
    delete (globalThis as { [LOADING]?: unknown })[LOADING]
    void load({ baseUrl: '/e/', styles: false })
    expect(document.querySelector('link')).toBeNull()
  })

  it('says what it needs where there is no page', async () => {
    vi.stubGlobal('document', undefined)
    const outcome = load({ baseUrl: '/f/' })
    vi.unstubAllGlobals()
    await expect(outcome).rejects.toMatchObject({
      name: 'GenesysWidgetsLoadError',
      kind: 'environment',
      message: expect.stringContaining('in an effect'),
    })
  })

  it('times out on a script that never answers', async () => {
    const slow = expect(load({ baseUrl: '/c/', retries: 0, timeoutMs: 5_000 })).rejects.toMatchObject({
      kind: 'script',
    })
    await vi.advanceTimersByTimeAsync(5_000)
    await slow
    expect(vi.getTimerCount()).toBe(0)
  })
})
