import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'
import { alias } from '../../vitest.workspace.ts'

interface Report {
  readonly seen: readonly string[]
  readonly ends: number
  readonly subscribed: number
  readonly timer: boolean
}

let server: Server
let url: string
/** Whoever drives the browser loses sight of a page that is put away: the pages tell what they saw themselves. */
const told = new Map<string, (report: unknown) => void>()
const report = <Told>(path: string): Promise<Told> =>
  new Promise((resolve) => {
    told.set(path, resolve as (report: unknown) => void)
  })

/** How long the customer is elsewhere. The longer one is longer than the countdown. */
const elsewhere = (ms: number): string =>
  `<!doctype html><script>setTimeout(() => history.back(), ${ms})</script>`

/** A page with nothing on it: one that the browser does not even keep this of, keeps none. */
const EMPTY = `<!doctype html><script>
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted || sessionStorage.left) return fetch('/told/empty', { method: 'POST', body: persisted })
    sessionStorage.left = 'yes'
    setTimeout(() => { location.href = '/elsewhere/100' }, 100)
  })
</script>`

const PAGES: Record<string, string> = {
  '/': '<!doctype html><script type="module" src="/page.js"></script>',
  '/empty': EMPTY,
  '/elsewhere/100': elsewhere(100),
  '/elsewhere/2500': elsewhere(2500),
}

beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: { input: fileURLToPath(new URL('./bfcache/page.tsx', import.meta.url)) },
    },
  })) as Rolldown.RolldownOutput
  const { code } = built.output[0]
  server = createServer(async (request, response) => {
    const path = request.url ?? ''
    if (request.method === 'POST') {
      let text = ''
      for await (const chunk of request) text += chunk
      told.get(path)?.(JSON.parse(text))
      response.end()
    } else if (path === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code)
    } else {
      response.writeHead(PAGES[path] ? 200 : 404, { 'content-type': 'text/html' }).end(PAGES[path])
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())

test('a page that comes back out of the browser’s cache goes on where it was, and ends what was due meanwhile once', async (context) => {
  const { executablePath, args } = await findChromium({ desktop: true })
  const browser = await chromium.launch({
    executablePath,
    args,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  try {
    const emptyIsKept = report<boolean>('/told/empty')
    await (await browser.newPage()).goto(`${url}empty`)
    if (!(await emptyIsKept))
      context.skip('This browser keeps no page, not even an empty one: a headless shell.')
    const reported = report<Report>('/told/page')
    await (await browser.newPage()).goto(url)
    const { seen, ends, subscribed, timer } = await reported
    const left = seen.indexOf('counting')
    expect(seen.slice(left, left + 3)).toEqual(['counting', 'hidden, kept: true', 'shown again'])
    expect(seen.at(-1)).toBe('ended')
    expect({ ends, subscribed, timer }).toEqual({ ends: 1, subscribed: 1, timer: false })
  } finally {
    await browser.close()
  }
})
