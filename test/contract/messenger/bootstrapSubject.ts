import { readFile } from 'node:fs/promises'
import type { Browser, Frame, Page } from 'playwright-core'
import { launchBrowser } from '../../chromium/startWidget.ts'
import type { MessengerBusPage, MessengerBusSubject } from './subject.ts'

/** A page of this origin exists nowhere: every request of it is answered here. */
export const ORIGIN = 'https://shop.example'
const SCRIPT = `${ORIGIN}/genesys.min.js`
const LIMIT_MS = 5_000

/** What a deployment's `config.json` says, as far as a page needs it to start. */
const CONFIG = {
  id: 'deployment',
  version: '1',
  status: 'Active',
  languages: ['en-us'],
  defaultLanguage: 'en-us',
  apiEndpoint: 'https://api.shop.example',
  headlessMode: { enabled: true },
  messenger: {
    enabled: false,
    apps: {
      conversations: {
        messagingEndpoint: 'wss://shop.example',
        conversationDisconnect: { enabled: true, type: 'Send' },
        conversationClear: { enabled: true },
      },
    },
  },
  journeyEvents: { enabled: false },
  auth: { enabled: false },
  supportCenter: { enabled: false },
}

/**
 * The vendor's own bootstrap in Chromium. It is loaded from where the user has it, and asks nobody on the network.
 *
 * @param file the path of `genesys.min.js`
 */
export function bootstrapSubject(file: string): MessengerBusSubject {
  let started: Promise<[Browser, string]> | undefined
  return {
    async open(early) {
      started ??= Promise.all([launchBrowser(), readFile(file, 'utf8')])
      const [browser, script] = await started
      const context = await browser.newContext()
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      await answerRequests(page, script, `${early ?? '() => {}'}`)
      await page.goto(`${ORIGIN}/`)
      await page.waitForFunction(() => '__hasStarted' in window, undefined, { timeout: LIMIT_MS })
      const frame = (name: string): Frame => {
        const found = page.frame(name)
        if (!found) throw new Error(`There is no frame "${name}".`)
        return found
      }
      const run =
        (where: () => Page | Frame): MessengerBusPage['run'] =>
        async (given, argument) =>
          (await where().evaluate(runScript, {
            source: given.toString(),
            argument: argument as unknown,
          })) as never
      return {
        run: run(() => page),
        runInFrame: run(() => frame('first')) as MessengerBusPage['runInFrame'],
        runInOtherFrame: run(() => frame('second')) as MessengerBusPage['runInOtherFrame'],
        removeFrame: () => page.evaluate(() => document.querySelector('[name=first]')?.remove()),
        uncaught: () => errors,
        close: () => context.close(),
      }
    },
    async close() {
      await (await started)?.[0].close()
    },
  }
}

/** Code that runs beside the vendor's. */
export interface OwnScripts {
  /** At the end of the page. */
  readonly page?: string
  /** In both frames, when they have the page's bus. */
  readonly frame?: string
}

/**
 * Answers every request of a page on {@link ORIGIN}: the page with the vendor's snippet and its two frames, the bootstrap, and what it asks
 * for.
 *
 * @param early a function that runs when there is only the snippet
 */
export async function answerRequests(
  page: Page,
  script: string,
  early: string,
  own: OwnScripts = {},
): Promise<void> {
  const pages: Record<string, string> = { '/': pageHtml(early), '/frame': frameHtml() }
  const scripts: Record<string, string> = {
    '/genesys.min.js': script,
    '/page.js': own.page ?? '',
    '/frame.js': own.frame ?? '',
  }
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url())
    const headers = { 'access-control-allow-origin': '*' }
    const html = url.origin === ORIGIN ? pages[url.pathname] : undefined
    if (html) return route.fulfill({ contentType: 'text/html', body: html })
    const body = url.origin === ORIGIN ? scripts[url.pathname] : undefined
    if (body !== undefined) return route.fulfill({ contentType: 'text/javascript', body })
    const json = url.pathname.endsWith('/domains.json')
      ? { allowAllDomains: true, allowedDomains: [] }
      : url.pathname.endsWith('/deployment/config.json') && CONFIG
    return json ? route.fulfill({ headers, json }) : route.abort()
  })
}

/** What `InMessengerPage` holds, in whichever window it is made. */
const TOOLS = `(() => {
  const kept = {};
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const toText = (value) => value instanceof Error || value instanceof DOMException ? value.name + ': ' + value.message : value ?? null;
  const Genesys = (...call) => window.Genesys(...call);
  window.tools = {
    kept, wait, Genesys,
    command: (name, ...options) => new Promise((resolve, reject) => Genesys('command', name, ...options, resolve, reject)),
    register: (name) => new Promise((resolve, reject) => Genesys('registerPlugin', name, resolve, reject)),
    outcomeOf: (answer) => Promise.race([
      answer.then((value) => ({ outcome: 'resolved', value: toText(value) }), (reason) => ({ outcome: 'rejected', value: toText(reason) })),
      wait(300).then(() => ({ outcome: 'never settled', value: null })),
    ]),
  };
})();`

/** The vendor's snippet, as its documentation gives it, in words of our own. */
const snippet = (deploymentId: string): string => `
  window._genesysJs = 'Genesys';
  window.Genesys = function () { (window.Genesys.q = window.Genesys.q || []).push(arguments) };
  window.Genesys.t = Date.now();
  window.Genesys.c = { environment: 'usw2', deploymentId: '${deploymentId}' };`

const pageHtml = (early: string): string => `<!doctype html><meta charset="utf-8"><title>Shop</title>
<script>${snippet('deployment')}${TOOLS}
  tools.Genesys('subscribe', 'GenesysJS.ready', () => setTimeout(() => { window.__hasStarted = true }, 200));
  (${early})(window.tools);
</script><script src="${SCRIPT}"></script>
<body><main></main><iframe name="first" src="/frame"></iframe><iframe name="second" src="/frame"></iframe>
<script src="/page.js"></script>`

/** A frame knows the page's bus, and does not start a deployment. */
const frameHtml = (): string => `<!doctype html><meta charset="utf-8"><title>Frame</title>
<script>${snippet('none')}${TOOLS}</script><script src="${SCRIPT}"></script>
<script>Genesys('configure', { childmode: true });</script><script src="/frame.js"></script>`

/** Runs in the window. */
async function runScript({ source, argument }: { source: string; argument: unknown }): Promise<unknown> {
  const script = new Function(`return (${source})`)() as (tools: unknown, argument: unknown) => unknown
  return script((window as unknown as { tools: unknown }).tools, argument)
}
