import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type ServeDemoOptions, type ServedDemo, serveDemo } from '../../apps/demo/server/serveDemo.ts'
import { readStaticFile } from '../../apps/demo/server/staticFiles.ts'
import { buildDemo } from '../../scripts/build-demo.mjs'
import { findChromium } from '../../scripts/chromium.mjs'
import { type Traffic, watchTraffic } from '../chromium/traffic.ts'

/** The demo as built, and a browser to look at it. */
export interface DemoUnderTest {
  readonly url: string
  /** A page in a browser profile of its own: no cookies, nothing stored. Fails the test on an uncaught error. */
  open(path?: string, options?: Parameters<Browser['newPage']>[0]): Promise<Page>
  /** Uncaught errors, and resources that a policy or the server refused, on all pages so far. */
  readonly unexpectedTroubles: readonly string[]
  /** Waits on the clock of the customer's page, see {@link Traffic.settled}: what must not happen would have happened. */
  settled(page: Page): Promise<void>
  close(): Promise<void>
}

/** An end that the server made is tidied up with a request that is refused: the vendor's way. */
const TIDYING_UP = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)'

export async function startDemo(options: ServeDemoOptions = {}): Promise<DemoUnderTest> {
  await buildDemo({ quiet: true })
  return browse(await serveDemo(options))
}

/** The static build, on a host that knows nothing but files. */
export async function startStaticDemo(): Promise<DemoUnderTest> {
  await buildDemo({ quiet: true })
  const folder = fileURLToPath(new URL('../../apps/demo/dist/client', import.meta.url))
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    // Below a path, as many static hosts have it.
    const file = pathname.startsWith('/chat/')
      ? await readStaticFile(folder, pathname.slice('/chat'.length))
      : undefined
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return browse({
    url: `http://127.0.0.1:${port}/chat/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  })
}

async function browse(served: Pick<ServedDemo, 'url' | 'close'>): Promise<DemoUnderTest> {
  const { executablePath, args } = await findChromium()
  const browser = await chromium.launch({ executablePath, args })
  const troubles: string[] = []
  const traffic = new WeakMap<Page, Traffic>()
  return {
    url: served.url,
    get unexpectedTroubles() {
      return troubles.filter((trouble) => trouble !== TIDYING_UP)
    },
    async open(path = '', pageOptions = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...pageOptions })
      const page = await context.newPage()
      page.on('close', () => void context.close().catch(() => {}))
      page.on('pageerror', (error) => troubles.push(error.message))
      page.on('console', (message) => {
        // What a policy refused is told here, and nowhere else.
        if (message.type() === 'error') troubles.push(message.text())
      })
      traffic.set(
        page,
        watchTraffic(page, (url) => new URL(url).pathname.startsWith('/nexus/')),
      )
      await page.goto(served.url + path)
      return page
    },
    async settled(page) {
      const customer = page.frames().find((frame) => frame !== page.mainFrame())
      await traffic.get(page)?.settled(1_500, customer)
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
