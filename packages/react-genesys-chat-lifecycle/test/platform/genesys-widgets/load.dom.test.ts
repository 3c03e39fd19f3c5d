import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CXBusLike } from '../../../src/core.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'

type Load = typeof import('../../../src/platform/genesys-widgets/loadGenesysWidgets.ts').loadGenesysWidgets

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
  const { loadPlugin } = testBus.cxbus
  const cxbus: unknown = Object.assign(testBus.cxbus, {
    configure: vi.fn(),
    loadPlugin: vi.fn((name) => {
      if (name !== 'widgets-core') return loadPlugin(name)
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
  load = (await import('../../../src/platform/genesys-widgets/loadGenesysWidgets.ts')).loadGenesysWidgets
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
  it.each([Number.POSITIVE_INFINITY, 2 ** 31])(
    'waits %s ms for the script and the start',
    async (timeoutMs) => {
      const failed = vi.fn()
      const loading = load({ baseUrl: '/genesys', timeoutMs })
      loading.catch(failed)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(failed).not.toHaveBeenCalled()
      run()
      await vi.advanceTimersByTimeAsync(100)
      expect(await loading).toBe(testBus.cxbus)
    },
  )

  it('takes wrong options for not given, and says so', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const wrong = { timeoutMs: '30s', retries: Number.NaN, preload: 'webchat', config: 'x' }
    const failed = vi.fn()
    load({ baseUrl: '/genesys', ...wrong } as never).catch(failed)
    expect(page._genesys).toEqual({ widgets: { main: { preload: ['webchat', 'webchatservice'] } } })
    for (const ms of [0, 1_000, 2_000]) {
      await vi.advanceTimersByTimeAsync(ms)
      expect(failed).not.toHaveBeenCalled()
      script().dispatchEvent(new Event('error'))
    }
    await vi.advanceTimersByTimeAsync(0)
    expect(failed).toHaveBeenCalledTimes(1)
    expect(error.mock.calls.map(([line]) => String(line).replace(/^.*?\] /, ''))).toEqual([
      'loadGenesysWidgets({ timeoutMs: "30s" }): expected a number that is not negative, got a string. 20_000 is used.',
      'loadGenesysWidgets({ retries: NaN }): expected a number that is not negative, got NaN. 2 is used.',
      `loadGenesysWidgets({ preload: "webchat" }): expected an array of plugins, got a string. ['webchat', 'webchatservice'] is used.`,
      'loadGenesysWidgets({ config: "x" }): expected an object, got a string. It is not used.',
    ])
    error.mockRestore()
  })

  it('puts the widget on the page once, however often it is called, and resolves with its bus when it has started', async () => {
    const first = load({ baseUrl: '/genesys', config: { webchat: { emojis: false } } })
    const second = load({ baseUrl: '/genesys' })
    expect(second).toBe(first)
    expect(scripts().map(({ src }) => new URL(src).pathname)).toEqual(['/genesys/cxbus.min.js'])
    const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')]
    expect(sheets.map(({ href }) => new URL(href).pathname)).toEqual(['/genesys/widgets.min.css'])
    expect(page._genesys).toEqual({
      widgets: { webchat: { emojis: false }, main: { preload: ['webchat', 'webchatservice'] } },
    })
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
    expect((page.CXBus as { loadPlugin: unknown }).loadPlugin).toHaveBeenNthCalledWith(1, 'widgets-core')
  })

  it('resolves with the shared bus, which is more capable than what the script defines', async () => {
    const loading = load({ baseUrl: '/genesys/' })
    testBus.cxbus.subscribe('App.ready', () => {
      page._genesys = { widgets: { bus: testBus.bus } }
    })
    run()
    await testBus.settle()
    await expect(loading).resolves.toBe(testBus.bus)
  })

  it('resolves with what starts, though the page takes its globals away meanwhile', async () => {
    const loading = load({ baseUrl: '/genesys/' })
    run()
    const { CXBus } = page
    await vi.advanceTimersByTimeAsync(0)
    delete page.CXBus
    await testBus.settle()
    await expect(loading).resolves.toBe(CXBus)
  })

  it('does not ask for a style sheet that the page has, however it wrote the address, and leaves others alone', () => {
    document.head.innerHTML = '<link rel="stylesheet" href="/genesys/../genesys/widgets.min.css">'
    void load({ baseUrl: '/genesys/' })
    expect(document.querySelectorAll('link')).toHaveLength(1)
    delete (globalThis as { [LOADING]?: unknown })[LOADING]
    void load({ baseUrl: '/elsewhere/' })
    expect(document.querySelectorAll('link')).toHaveLength(2)
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

  it('sets neither where none is given', () => {
    void load({ baseUrl: '/genesys/' })
    expect(script().getAttributeNames()).toEqual(['src'])
    expect(script().nonce).toBeFalsy()
    const sheet = document.querySelector('link')
    expect(sheet?.getAttributeNames()).toEqual(['rel', 'href'])
    expect(sheet?.nonce).toBeFalsy()
  })

  it('asks again for a script that did not load, then gives up with an error that says what to do', async () => {
    const loading = load({ baseUrl: '/genesys/', retries: 1 })
    const outcome = expect(loading).rejects.toMatchObject({
      name: 'GenesysWidgetsLoadError',
      kind: 'script',
      url: '/genesys/cxbus.min.js',
      message: '/genesys/cxbus.min.js could not be loaded. Check baseUrl, and what your CSP allows.',
    })
    script().dispatchEvent(new Event('error'))
    expect(scripts()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(999)
    expect(scripts()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(scripts()).toHaveLength(1)
    script().dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(0)
    await outcome
  })

  it('asks twice again unless told otherwise, later and later', async () => {
    const outcome = expect(load({ baseUrl: '/genesys/' })).rejects.toMatchObject({ kind: 'script' })
    const asked = () => scripts().length
    script().dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked()).toBe(1)
    script().dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(1_999)
    expect(asked()).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked()).toBe(1)
    script().dispatchEvent(new Event('error'))
    await outcome
    expect(vi.getTimerCount()).toBe(0)
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
      url: '/a/cxbus.min.js',
      message: '/a/cxbus.min.js is there, and defines no CXBus.',
    })
    script().dispatchEvent(new Event('load'))
    await vi.advanceTimersByTimeAsync(0)
    await empty

    const coreless = expect(load({ baseUrl: '/b/', retries: 0 })).rejects.toMatchObject({
      kind: 'script',
      url: '/b/',
      message: '/b/plugins/widgets-core.min.js could not be loaded.',
    })
    run({ core: false })
    await vi.advanceTimersByTimeAsync(0)
    await coreless
    expect(vi.getTimerCount()).toBe(0)
  })

  it('times out on a widget that does not start, and starts it again when it is called again', async () => {
    const start = testBus.start
    testBus.start = () => {}
    const late = expect(load({ baseUrl: '/d/', timeoutMs: 5_000 })).rejects.toMatchObject({
      kind: 'timeout',
      url: '/d/',
      message: 'The widget did not start within 5000 ms. Is /d/plugins/ complete?',
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
      url: '/f/',
      message: 'loadGenesysWidgets needs a page. Call it in the browser, in an effect or an event handler.',
    })
  })

  it('says so also where it was given nothing', async () => {
    vi.stubGlobal('document', undefined)
    const outcome = load(undefined as never)
    vi.unstubAllGlobals()
    await expect(outcome).rejects.toMatchObject({ kind: 'environment', url: undefined })
  })

  it('times out on a script that never answers', async () => {
    const slow = expect(load({ baseUrl: '/c/', retries: 0, timeoutMs: 5_000 })).rejects.toMatchObject({
      kind: 'script',
      message: '/c/cxbus.min.js did not load within 5000 ms. Check baseUrl, and what your CSP allows.',
    })
    await vi.advanceTimersByTimeAsync(5_000)
    await slow
    expect(vi.getTimerCount()).toBe(0)
    expect(scripts()).toEqual([])
  })

  it('gives a script twenty seconds, unless told otherwise', async () => {
    const failed = vi.fn()
    load({ baseUrl: '/c/', retries: 0 }).catch(failed)
    await vi.advanceTimersByTimeAsync(19_999)
    expect(failed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(failed).toHaveBeenCalledOnce()
  })

  it('does not start a widget that the page loads itself', async () => {
    const configure = vi.fn()
    const loadPlugin = vi.fn()
    page.CXBus = Object.assign(testBus.cxbus, { configure, loadPlugin })
    const failed = vi.fn()
    load({ baseUrl: '/g/', timeoutMs: 100 }).catch(failed)
    await vi.advanceTimersByTimeAsync(100)
    expect(failed.mock.calls).toMatchObject([[{ kind: 'timeout' }]])
    expect(configure).not.toHaveBeenCalled()
    expect(loadPlugin).not.toHaveBeenCalled()
  })

  it('waits for a bus that can be told nothing', async () => {
    const loading = load({ baseUrl: '/h/' })
    let start = (): void => {}
    const bus = {
      command: () => {},
      subscribe: (event: string, callback: () => void) => {
        if (event === 'App.ready') start = callback
      },
    }
    page.CXBus = bus
    script().dispatchEvent(new Event('load'))
    await vi.advanceTimersByTimeAsync(0)
    start()
    await expect(loading).resolves.toBe(bus)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    ['', 'an empty text'],
    [7, '7'],
    [undefined, 'undefined'],
  ])('needs a base URL, which %j is not', async (baseUrl, got) => {
    const expected = `loadGenesysWidgets(): expected baseUrl, the folder of the distribution, got ${got}. Use loadGenesysWidgets({ baseUrl: '/genesys/9.0/' }).`
    await expect(load({ baseUrl } as never)).rejects.toThrow(new TypeError(expected))
    if (baseUrl !== '') await expect(load(baseUrl as never)).rejects.toThrow(new TypeError(expected))
  })

  it('needs its options to be an object, and explains nothing in production', async () => {
    await expect(load('/genesys/' as never)).rejects.toThrow('got a string')
    vi.stubEnv('NODE_ENV', 'production')
    const error = await load({ baseUrl: '' }).catch((reason: unknown) => reason)
    vi.unstubAllEnvs()
    expect(error).toEqual(new TypeError('loadGenesysWidgets(): expected baseUrl'))
  })
})
