import { checkOptions, describe, type OptionCheck } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { createTimer } from '../../common/timer.ts'
import { isArray, isMilliseconds, isObject, valid } from '../../common/values.ts'
import type { CXBusLike } from './busTypes.ts'
import { findBus } from './page.ts'

/**
 * What {@link loadGenesysWidgets} takes.
 *
 * @example
 * const options: LoadGenesysWidgetsOptions = { baseUrl: '/genesys/9.0/', nonce, retries: 0 }
 */
export interface LoadGenesysWidgetsOptions {
  /** The folder that contains `cxbus.min.js`, `plugins/` and `widgets.min.css`. */
  baseUrl: string
  /** The vendor's configuration, written to `_genesys.widgets`. Values that the page has already set there stay. */
  config?: Readonly<Record<string, unknown>>
  /** Plugins to load from the start. `['webchat', 'webchatservice']` by default. */
  preload?: readonly string[]
  /** Whether to load `widgets.min.css`. `true` by default. */
  styles?: boolean
  /** The nonce of the script and the stylesheet, for a Content Security Policy with nonces. */
  nonce?: string
  /** Subresource integrity of `cxbus.min.js`. */
  integrity?: string
  /** Milliseconds that one attempt may take, until the widget has started. 20 000 by default. */
  timeoutMs?: number
  /** How many times to retry a script that did not load. 2 by default. */
  retries?: number
}

/**
 * What {@link loadGenesysWidgets} rejects with.
 *
 * @example
 * try {
 *   await loadGenesysWidgets({ baseUrl })
 * } catch (error) {
 *   if (error instanceof GenesysWidgetsLoadError && error.kind === 'timeout') showPhoneNumber()
 * }
 */
export class GenesysWidgetsLoadError extends Error {
  override readonly name = 'GenesysWidgetsLoadError'
  /** `script`: a file did not load. `timeout`: it did, and the widget did not start. `environment`: there is no page. */
  readonly kind: 'script' | 'timeout' | 'environment'
  /** The file in question, or the base URL. */
  readonly url: string

  constructor(kind: GenesysWidgetsLoadError['kind'], url: string, message: string) {
    super(message)
    this.kind = kind
    this.url = url
  }
}

/** As much of `window.CXBus` as it takes to start the widget. */
interface Starter extends CXBusLike {
  configure?(options: { pluginsPath: string }): void
  loadPlugin?(name: string): {
    done(callback: () => void): unknown
    fail(callback: (reason: unknown) => void): unknown
  }
}

const LOADING: symbol = Symbol.for('react-genesys-chat-lifecycle/loading@1')
const RETRY_MS = 1_000
/** Whether the bus on this page is of our loading. */
let isOurs = false

/**
 * Loads Genesys Widgets, and resolves with the bus when the widget has started. Repeated calls load it once. If the page
 * already has the widget, nothing is loaded.
 *
 * @throws rejects with {@link GenesysWidgetsLoadError}; a later call tries again
 * @example
 * await loadGenesysWidgets({
 *   baseUrl: 'https://cdn.example/genesys/9.0/',
 *   config: { webchat: { transport: { type: 'pureengage-v3-rest', dataURL, endpoint } } },
 * })
 */
export function loadGenesysWidgets(options: LoadGenesysWidgetsOptions): Promise<CXBusLike> {
  const page = globalThis as { [LOADING]?: Promise<CXBusLike> | undefined; window?: unknown }
  if (typeof document === 'undefined') {
    const message =
      'loadGenesysWidgets needs a page. Call it in the browser, in an effect or an event handler.'
    return Promise.reject(new GenesysWidgetsLoadError('environment', options?.baseUrl, message))
  }
  page[LOADING] ??= load(options).catch((error: unknown) => {
    page[LOADING] = undefined
    throw error
  })
  return page[LOADING]
}

async function load(options: LoadGenesysWidgetsOptions): Promise<CXBusLike> {
  assertBaseUrl(options)
  inDevelopment(() => checkOptions('loadGenesysWidgets', options, CHECKS))
  const { baseUrl, styles = true, nonce, integrity } = options
  const timeoutMs = valid(options.timeoutMs, isMilliseconds) ?? 20_000
  const retries = valid(options.retries, isMilliseconds) ?? 2
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  const present = findBus()
  // The page loads the widget itself, or we did, and only its start failed.
  if (present) return started(present, base, timeoutMs, isOurs ? startCore : undefined)
  configure(options)
  if (styles) addStyles(`${base}widgets.min.css`, nonce)

  const url = `${base}cxbus.min.js`
  for (let attempt = 0; ; attempt++) {
    try {
      await addScript(url, { nonce, integrity, timeoutMs })
      break
    } catch (error) {
      if (attempt >= retries) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (attempt + 1)))
    }
  }
  isOurs = true
  const bus = findBus()
  if (!bus) throw new GenesysWidgetsLoadError('script', url, `${url} is there, and defines no CXBus.`)
  return started(bus, base, timeoutMs, startCore)
}

const number = (fallback: string): OptionCheck => ({
  is: isMilliseconds,
  expected: 'a number that is not negative',
  remedy: `${fallback} is used.`,
})

const CHECKS: Readonly<Record<string, OptionCheck>> = {
  timeoutMs: /* @__PURE__ */ number('20_000'),
  retries: /* @__PURE__ */ number('2'),
  preload: {
    is: isArray,
    expected: 'an array of plugins',
    remedy: "['webchat', 'webchatservice'] is used.",
  },
  config: { is: isObject, expected: 'an object', remedy: 'It is not used.' },
}

function assertBaseUrl(options: unknown): void {
  const baseUrl = isObject(options) ? options.baseUrl : options
  if (isObject(options) && typeof baseUrl === 'string' && baseUrl) return
  const got = baseUrl === '' ? 'an empty text' : describe(baseUrl)
  let help = ''
  inDevelopment(() => {
    help = `, the folder of the distribution, got ${got}. Use loadGenesysWidgets({ baseUrl: '/genesys/9.0/' }).`
  })
  throw new TypeError(`loadGenesysWidgets(): expected baseUrl${help}`)
}

/** The page's own configuration comes first: whoever wrote it there meant it. */
function configure({ config, preload: wanted }: LoadGenesysWidgetsOptions): void {
  const preload = isArray(wanted) ? wanted : ['webchat', 'webchatservice']
  const global = window as unknown as { _genesys?: { widgets?: Record<string, unknown> } }
  global._genesys ??= {}
  global._genesys.widgets ??= {}
  // The page's own object, for who holds it: `onReady` may be set on it while the files are on their way.
  const { widgets } = global._genesys
  const all: Record<string, unknown> = { ...valid(config, isObject), ...widgets }
  Object.assign(widgets, all, { main: { preload: [...preload], ...(all.main as object | undefined) } })
}

function addStyles(href: string, nonce: string | undefined): void {
  if (
    [...document.querySelectorAll('link')].some((link) => link.href === new URL(href, document.baseURI).href)
  )
    return
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  if (nonce) link.nonce = nonce
  document.head.append(link)
}

function addScript(
  url: string,
  {
    nonce,
    integrity,
    timeoutMs,
  }: { nonce: string | undefined; integrity: string | undefined; timeoutMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    const timer = createTimer()
    const fail = (what: string): void => {
      timer.stop()
      script.remove()
      reject(
        new GenesysWidgetsLoadError(
          'script',
          url,
          `${url} ${what}. Check baseUrl, and what your CSP allows.`,
        ),
      )
    }
    timer.start(timeoutMs, () => fail(`did not load within ${timeoutMs} ms`))
    script.onload = () => {
      timer.stop()
      resolve()
    }
    script.onerror = () => fail('could not be loaded')
    if (nonce) script.nonce = nonce
    if (integrity) {
      script.integrity = integrity
      script.crossOrigin = 'anonymous'
    }
    script.src = url
    document.head.append(script)
  })
}

/** Resolves with `App.ready`, which is replayed to whoever comes late. */
function started(
  bus: CXBusLike,
  base: string,
  timeoutMs: number,
  begin: ((bus: Starter, base: string, onFail: () => void) => void) | undefined,
): Promise<CXBusLike> {
  return new Promise((resolve, reject) => {
    const timer = createTimer()
    const fail = (kind: 'script' | 'timeout', message: string): void => {
      timer.stop()
      reject(new GenesysWidgetsLoadError(kind, base, message))
    }
    timer.start(timeoutMs, () =>
      fail('timeout', `The widget did not start within ${timeoutMs} ms. Is ${base}plugins/ complete?`),
    )
    bus.subscribe('App.ready', () => {
      timer.stop()
      resolve(findBus() ?? bus)
    })
    begin?.(bus, base, () => fail('script', `${base}plugins/widgets-core.min.js could not be loaded.`))
  })
}

/** The core plugin starts the others. */
function startCore(bus: Starter, base: string, onFail: () => void): void {
  bus.configure?.({ pluginsPath: `${base}plugins/` })
  bus.loadPlugin?.('widgets-core').fail(onFail)
}
