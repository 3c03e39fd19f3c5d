import { chromium } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'
import { buildActPage, testTools } from './prepare.mjs'

/**
 * Opens a page of this folder in Chromium, as many times as there are to be tabs of one browser.
 *
 * @param {string} name the page's script
 * @param {number} count
 * @param {string} [sources] the library's sources, if not those that were built
 */
export async function openPages(name, count, sources) {
  const { serveFiles } = await testTools()
  const app = await buildActPage(name, sources)
  const html = '<!doctype html><title>Shop</title><body><script src="/act/act.js"></script>'
  const files = await serveFiles({ '/act/': app.folder }, { '/': () => html })
  const { executablePath, args } = await findChromium({ desktop: true })
  const browser = await chromium.launch({ executablePath, args })
  const context = await browser.newContext()
  const pages = []
  for (let i = 0; i < count; i++) {
    const page = await context.newPage()
    await page.goto(files.url)
    pages.push(page)
  }
  return {
    pages,
    async close() {
      await browser.close()
      await files.close()
      await app.remove()
    },
  }
}
