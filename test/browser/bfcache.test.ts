import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'
import { type BackForwardPages, serveBackForward } from './bfcache/serveBackForward.ts'

interface Report {
  readonly seen: readonly string[]
  readonly ends: number
  readonly subscribed: number
  readonly timer: boolean
}

let pages: BackForwardPages

beforeAll(async () => {
  pages = await serveBackForward()
})
afterAll(() => pages.close())

test('a page that comes back out of the browser’s cache goes on where it was, and ends what was due meanwhile once', async (context) => {
  const { executablePath, args } = await findChromium({ desktop: true })
  const browser = await chromium.launch({
    executablePath,
    args,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  try {
    const emptyIsKept = pages.told<boolean>('/told/empty')
    await (await browser.newPage()).goto(`${pages.url}empty`)
    if (!(await emptyIsKept))
      context.skip('This browser keeps no page, not even an empty one: a headless shell.')
    const reported = pages.told<Report>('/told/page')
    await (await browser.newPage()).goto(pages.url)
    const { seen, ends, subscribed, timer } = await reported
    const left = seen.indexOf('counting')
    expect(seen.slice(left, left + 3)).toEqual(['counting', 'hidden, kept: true', 'shown again'])
    expect(seen.at(-1)).toBe('ended')
    expect({ ends, subscribed, timer }).toEqual({ ends: 1, subscribed: 1, timer: false })
  } finally {
    await browser.close()
  }
})
