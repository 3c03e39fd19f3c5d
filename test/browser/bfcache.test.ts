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
let told: (report: Report) => void
const report = new Promise<Report>((resolve) => {
  told = resolve
})

/** How long the customer is elsewhere: longer than the countdown. */
const ELSEWHERE = '<!doctype html><script>setTimeout(() => history.back(), 2500)</script>'

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
    if (request.url === '/report') {
      let text = ''
      for await (const chunk of request) text += chunk
      told(JSON.parse(text) as Report)
      response.end()
    } else if (request.url === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code)
    } else {
      const page =
        request.url === '/' ? '<!doctype html><script type="module" src="/page.js"></script>' : ELSEWHERE
      response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())

test('a page that comes back out of the browser’s cache goes on where it was, and ends what was due meanwhile once', async () => {
  const { executablePath, args } = await findChromium()
  const browser = await chromium.launch({
    executablePath,
    args,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  try {
    const page = await browser.newPage()
    await page.goto(url)
    const { seen, ends, subscribed, timer } = await report
    const left = seen.indexOf('counting')
    expect(seen.slice(left, left + 3)).toEqual(['counting', 'hidden, kept: true', 'shown again'])
    expect(seen.at(-1)).toBe('ended')
    expect({ ends, subscribed, timer }).toEqual({ ends: 1, subscribed: 1, timer: false })
  } finally {
    await browser.close()
  }
})
