import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { ContactCentre, createApp, createWebMessaging } from 'genesys-simulator/server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../chromium/startWidget.ts'
import { ORIGIN } from '../contract/messenger/bootstrapSubject.ts'

/** The vendor's `genesys.min.js`, which cannot be part of this project. */
const file = process.env.GENESYS_MESSENGER_BOOTSTRAP ?? ''
const whySkipped = existsSync(file) ? undefined : 'GENESYS_MESSENGER_BOOTSTRAP names no file'

describe.skipIf(whySkipped)(
  whySkipped ? `skipped: ${whySkipped}` : "the vendor's bootstrap and the simulator's deployments",
  () => {
    let browser: Browser
    let bootstrap: string
    const centre = new ContactCentre()
    const webMessaging = createWebMessaging({ centre })
    const app = createApp({ centre, webMessaging })
    beforeAll(async () => {
      browser = await launchBrowser()
      bootstrap = await readFile(file, 'utf8')
    })
    afterAll(() => browser?.close())

    /** Loads a page with the vendor's script. Returns what it tells the page, and the frames that it adds. */
    async function load(deploymentId: string) {
      const page = await (await browser.newContext()).newPage()
      await page.route('**/*', async (route) => {
        const { origin, pathname } = new URL(route.request().url())
        if (origin === ORIGIN && pathname === '/') {
          return route.fulfill({ contentType: 'text/html', body: html(deploymentId) })
        }
        if (pathname.endsWith('genesys.min.js')) {
          return route.fulfill({ contentType: 'text/javascript', body: bootstrap })
        }
        if (!pathname.startsWith('/webdeployments/')) return route.abort()
        const answer = await app.fetch(new Request(`https://simulator.example${pathname}`))
        const headers = Object.fromEntries(answer.headers)
        return route.fulfill({ status: answer.status, headers, body: await answer.text() })
      })
      await page.goto(`${ORIGIN}/`)
      await page.waitForTimeout(1500)
      const told = await page.evaluate(() => ({
        heard: (window as unknown as { heard: [string, Record<string, never>][] }).heard,
        frames: [...document.querySelectorAll('iframe')].map(({ id }) => id).filter(Boolean),
      }))
      await page.context().close()
      return told
    }

    it('are read by it, and get a frame', async () => {
      const { heard, frames } = await load('shop')
      expect(heard.map(([event]) => event)).toEqual(['GenesysJS.configurationReceived', 'GenesysJS.ready'])
      expect(heard[0]?.[1]).toMatchObject({
        deploymentConfig: { id: 'shop', status: 'Active', messenger: { enabled: true } },
      })
      expect(frames).toContain('genesys-mxg-frame')
    })

    it('that are inactive get none', async () => {
      webMessaging.deployments.change('closed', { status: 'Inactive' })
      const { heard, frames } = await load('closed')
      expect(heard.map(([event]) => event)).toEqual(['GenesysJS.configurationReceived', 'GenesysJS.ready'])
      expect(frames).toEqual([])
    })

    it('that do not allow the domain are silent', async () => {
      webMessaging.deployments.change('elsewhere', { allowedDomains: ['elsewhere.example'] })
      expect((await load('elsewhere')).heard).toEqual([])
    })
  },
)

const html = (deploymentId: string): string => `<!doctype html><meta charset="utf-8"><title>Shop</title>
<script>
  window._genesysJs = 'Genesys';
  window.Genesys = function () { (window.Genesys.q = window.Genesys.q || []).push(arguments) };
  window.Genesys.t = Date.now();
  window.Genesys.c = { environment: 'usw2', deploymentId: '${deploymentId}' };
  window.heard = [];
  for (const name of ['configurationReceived', 'ready', 'domainNotAllowed']) {
    Genesys('subscribe', 'GenesysJS.' + name, ({ event, data }) => heard.push([event, data]));
  }
</script><script src="${ORIGIN}/genesys.min.js"></script><body></body>`
