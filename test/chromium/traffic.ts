import type { Frame, Page, Request } from 'playwright-core'

const SEVERAL_POLLS = 4
const TICK_MS = 100

/** The requests of a page's widget to its chat server. */
export interface Traffic {
  /**
   * Waits until what is under way has arrived: several polls have passed, or, where nothing polls any more, no request has
   * been made for `leastMs` (default 1000). The page's own clock counts, so that a busy computer makes the wait longer.
   *
   * @param frame whose clock it is; default: the page's main frame
   */
  settled(leastMs?: number, frame?: Frame): Promise<void>
}

/** Watches a page from now on. `onRequest` is called with each request of its widget. */
export function watchTraffic(
  page: Page,
  isOurs: (url: string) => boolean,
  onRequest?: (request: Request) => void,
): Traffic {
  const underWay = new Set<Request>()
  let made = 0
  let polls = 0
  page.on('request', (request) => {
    if (!isOurs(request.url())) return
    underWay.add(request)
    made += 1
    if (isPoll(request)) polls += 1
    onRequest?.(request)
  })
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
  page.on('domcontentloaded', () => underWay.clear())

  return {
    async settled(leastMs = 1000, frame = page.mainFrame()) {
      const pollsBefore = polls
      let quietMs = 0
      for (let ms = 0; ms < 4 * leastMs; ms += TICK_MS) {
        if (ms >= leastMs && (polls - pollsBefore >= SEVERAL_POLLS || quietMs >= leastMs)) return
        const madeBefore = made
        await passTime(frame, TICK_MS)
        quietMs = made === madeBefore && underWay.size === 0 ? quietMs + TICK_MS : 0
      }
    },
  }
}

/**
 * Waits on the page's own clock. Timers of a page fire in the order in which they are due: one that was set before, and for
 * less, has fired by then.
 */
export function passTime(on: Page | Frame, ms: number): Promise<void> {
  return on.evaluate((delay) => new Promise<void>((resolve) => setTimeout(resolve, delay)), ms)
}

function isPoll(request: Request): boolean {
  const { pathname, searchParams } = new URL(request.url())
  if (pathname.endsWith('/refresh')) return true
  return request.method() === 'GET' && pathname.endsWith('/messages') && !searchParams.has('count')
}
