import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import { alias } from '../../../vitest.workspace.ts'

/**
 * Pages that leave, come back, and report what they saw: a driver loses sight of a page that is put away. With a query they
 * wait for a click on their link: some browsers forget a page that nobody has touched.
 */
export interface BackForwardPages {
  readonly url: string
  /** Waits for the next report to a path. */
  told<Report>(path: string): Promise<Report>
  close(): Promise<void>
}

/** How long the customer is elsewhere. The longer time is longer than the countdown. */
const elsewhere = (ms: number): string =>
  `<!doctype html><script>setTimeout(() => history.back(), ${ms})</script>`

/** A page with nothing on it. A browser that does not keep it keeps no page at all. */
const EMPTY = `<!doctype html><script>
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted || sessionStorage.left) return fetch('/told/empty', { method: 'POST', body: persisted })
    sessionStorage.left = 'yes'
    if (!location.search) setTimeout(() => { location.href = '/elsewhere/100' }, 100)
  })
</script><a href="/elsewhere/100">Leave</a>`

const PAGES: Readonly<Record<string, string>> = {
  '/': '<!doctype html><script type="module" src="/page.js"></script>',
  '/empty': EMPTY,
  '/elsewhere/100': elsewhere(100),
  '/elsewhere/2500': elsewhere(2500),
}

export async function serveBackForward(): Promise<BackForwardPages> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: { input: fileURLToPath(new URL('./page.tsx', import.meta.url)) },
    },
  })) as Rolldown.RolldownOutput
  const { code } = built.output[0]
  const waiting = new Map<string, (report: unknown) => void>()
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://loopback').pathname
    if (request.method === 'POST') {
      let text = ''
      for await (const chunk of request) text += chunk
      waiting.get(path)?.(JSON.parse(text))
      response.end()
    } else if (path === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code)
    } else {
      response.writeHead(PAGES[path] ? 200 : 404, { 'content-type': 'text/html' }).end(PAGES[path])
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    told: <Report>(path: string) =>
      new Promise<Report>((resolve) => {
        waiting.set(path, resolve as (report: unknown) => void)
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
