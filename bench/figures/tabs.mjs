import { openPages } from '../act/openPages.mjs'
import { median } from '../measure.mjs'

const TABS = 10

/** What ten tabs of one session tell each other and store while one of them hears of 1, 10 and 100 closed segments. */
export async function tabs() {
  const results = []
  for (const segments of [1, 10, 100]) results.push(await closings(segments))
  return results
}

async function closings(segments) {
  const { pages, close } = await openPages('tabPage.mjs', TABS)
  const everywhere = (work, argument) => Promise.all(pages.map((page) => page.evaluate(work, argument)))
  const untilSeen = (count) =>
    Promise.all(
      pages.map((page) =>
        page.waitForFunction((least) => window.tab.seen().length >= least, count, { polling: 5 }),
      ),
    )
  try {
    await everywhere(() => window.tab.start())
    await pages[0].waitForTimeout(300)
    const before = await everywhere(() => ({ ...window.tab.counts }))
    const times = []
    for (let i = 1; i <= segments; i++) {
      const at = await pages[0].evaluate((n) => window.tab.close(n), 2 * i)
      await untilSeen(i)
      const last = Math.max(...(await everywhere(() => window.tab.seen().at(-1))))
      times.push(last - at)
      await pages[0].evaluate((n) => window.tab.reopen(n), 2 * i + 1)
      await pages[0].waitForTimeout(10)
    }
    // Claims are settled under locks.
    await pages[0].waitForTimeout(300)
    const after = await everywhere(() => ({ ...window.tab.counts }))
    const total = (name) => after.reduce((sum, each, i) => sum + each[name] - before[i][name], 0)
    return {
      ...{ tabs: TABS, segments, ms: median(times) },
      ...{ messages: total('messages'), writes: total('writes') },
    }
  } finally {
    await close()
  }
}
