import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { serveBackForward } from '../browser/bfcache/serveBackForward.ts'
import { leaves } from '../scenarios/libraryPage.ts'
import type { BrowserTest } from './describeBrowsers.ts'
import { clickOn, until } from './until.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export function pageScenarios(test: BrowserTest): void {
  test('the countdown is announced, reached and stopped by keyboard alone', async ({ open }) => {
    const shop = await open('regular', { guard: { endDelayMs: 60_000, noticePlacement: 'page' } })
    const chat = await shop.converse()
    await shop.command('WebChat.minimize', { minimized: true })
    await shop.windowIs('minimized')
    await chat.state('Finalizing')
    await shop.see(shop.inPage('[role=timer]'))
    const announced = await shop.tab.evaluate(() =>
      [...document.querySelectorAll('main [role=status], main [role=alert], main [aria-live]')]
        .map((region) => region.textContent)
        .join(' '),
    )
    expect(announced).toContain('about to end')
    await shop.tab.evaluate(() => document.querySelector('a')?.focus())
    const stops: string[] = []
    await until('the button to have the focus', async () => {
      await shop.tab.press('Tab')
      stops.push(await shop.tab.evaluate(() => document.activeElement?.className ?? ''))
      return shop.tab.evaluate(
        () =>
          document.activeElement?.matches('button') &&
          document.activeElement.textContent?.includes('Keep it open'),
      )
    })
    // What scrolls is no stop of its own.
    expect(stops.filter((name) => name.includes('genesys-chat-guard'))).toHaveLength(1)
    await shop.tab.press('Enter')
    await shop.gone(shop.inPage('[role=timer]'))
    // The button is gone: the focus must not fall to the body and start over.
    expect(await shop.tab.evaluate(() => document.activeElement !== document.body)).toBe(true)
    expect(await leaves(chat)).toBe(0)
  })

  test('axe finds nothing in what the guard shows', async ({ open }) => {
    const shop = await open('async', { guard: { noticePlacement: 'page', followUps: 'confirm' } })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.see(shop.inPage('*', 'Please do not respond'))
    await shop.tab.evaluate(
      (source) => {
        const script = document.createElement('script')
        script.textContent = source
        document.head.append(script)
      },
      await readFile(axe, 'utf8'),
    )
    const faults = await until('axe', () =>
      shop.tab.evaluate(async () => {
        const card = document.querySelector('.genesys-chat-guard__card')
        await Promise.all((card?.getAnimations() ?? []).map(({ finished }) => finished))
        type Axe = { run(target: string): Promise<{ violations: { id: string }[] }> }
        const { violations } = await (window as unknown as { axe: Axe }).axe.run('main')
        return { ids: violations.map(({ id }) => id) }
      }),
    )
    expect(faults.ids).toEqual([])
  })

  test('a strict Content Security Policy refuses nothing of the library', async ({ open }) => {
    const shop = await open('async', {
      guard: { noticePlacement: 'page', followUps: 'confirm' },
      pageHeaders: {
        'content-security-policy-report-only': `default-src 'self'; connect-src *; script-src 'self' 'unsafe-inline'`,
      },
      script: `window.violations = []
        document.addEventListener('securitypolicyviolation', ({ sourceFile, blockedURI, violatedDirective }) =>
          window.violations.push([violatedDirective, blockedURI, sourceFile].join(' ')))`,
    })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.see(shop.inPage('*', 'Please do not respond'))
    const probe = await shop.tab.evaluate(async () => {
      const image = document.createElement('img')
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
      document.body.append(image)
      await new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', resolve, { once: true }),
      )
      return (window as unknown as { violations: string[] }).violations
    })
    // The probe shows that this browser reports at all.
    expect(probe.length).toBeGreaterThan(0)
    expect(probe.filter((entry) => entry.includes('/app/'))).toEqual([])
  })

  test('unmounting leaves the widget in working order', async ({ open }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    await shop.tab.evaluate(() => (window as unknown as { unmount(): void }).unmount())
    await shop.catchUp(chat)
    await shop.write('Thanks')
    await until('the text to arrive', async () =>
      (await chat.messages()).messages.some(({ text }) => text === 'Thanks'),
    )
    expect(await shop.count(shop.notice)).toBe(0)
  })

  test('the guard speaks the page’s language, and follows it', async ({ open }) => {
    const shop = await open('async', {
      guard: { noticePlacement: 'page' },
      script: `document.documentElement.lang = 'fr_FR'
        window.options = (_, { de, fr }) => ({ guard: { locale: [de, fr] } })`,
    })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.see(shop.inPage('button', 'Fermer'))
    await shop.tab.evaluate(() => {
      document.documentElement.lang = 'de'
    })
    await shop.see(shop.inPage('button', 'Schließen'))
  })

  test('a page out of the back-forward cache goes on, and ends what was due meanwhile once', async ({
    engine,
    skip,
  }) => {
    const pages = await serveBackForward()
    const leave = { css: 'a', text: 'Leave' }
    const visit = async <Report>(path: string): Promise<Report> => {
      const browser = await engine.launch({})
      try {
        const reported = pages.told<Report>(`/told/${path || 'page'}`)
        const tab = await browser.openTab({ width: 1280, height: 800 })
        await tab.goto(`${pages.url}${path}?click`)
        await clickOn(tab, leave)
        return await reported
      } finally {
        await browser.close()
      }
    }
    try {
      if (!(await visit<boolean>('empty')))
        skip(`${engine.description} keeps no page in this mode, not even an empty one.`)
      const { seen, ends, subscribed, timer } = await visit<{
        seen: string[]
        ends: number
        subscribed: number
        timer: boolean
      }>('')
      expect(seen).toContain('hidden, kept: true')
      expect(seen.at(-1)).toBe('ended')
      expect({ ends, subscribed, timer }).toEqual({ ends: 1, subscribed: 1, timer: false })
    } finally {
      await pages.close()
    }
  })
}
