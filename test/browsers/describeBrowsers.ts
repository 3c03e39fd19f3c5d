import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, test as base, describe, type TestAPI } from 'vitest'
import { type BuiltScript, buildScript } from '../chromium/buildScript.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import { demoScenarios } from './demo.ts'
import { endScenarios } from './ends.ts'
import type { FoundEngine, Tab } from './engines/engine.ts'
import { followUpScenarios } from './followUps.ts'
import { noticeScenarios } from './notices.ts'
import { pageScenarios } from './pages.ts'
import { placeScenarios } from './places.ts'
import { Shop, type ShopOptions } from './shop.ts'

/** What a scenario starts from. Everything that it opens is closed afterwards. */
export interface Scene {
  readonly engine: Extract<FoundEngine, { launch: unknown }>
  /** Opens a shop, without a chat. */
  open(mode: 'async' | 'regular', options?: ShopOptions): Promise<Shop>
  /** Keeps a picture, where `BROWSER_PICTURES` names a folder for it. */
  picture(tab: Tab, name: string): Promise<void>
}

export type BrowserTest = TestAPI<Scene>

const application = fileURLToPath(new URL('../scenarios/app/main.tsx', import.meta.url))

/** The scenarios in one engine, on one widget. */
export function describeBrowser(engine: Scene['engine'], kind: WidgetKind): void {
  let begun: Promise<[Awaited<ReturnType<WidgetKind['prepare']>>, BuiltScript]> | undefined

  const test: BrowserTest = base.extend<Scene>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads a fixture's dependencies from the pattern
    engine: async ({}, use) => use(engine),
    // biome-ignore lint/correctness/noEmptyPattern: as above
    open: async ({}, use) => {
      const opened: Shop[] = []
      await use(async (mode, options) => {
        begun ??= Promise.all([kind.prepare(), buildScript(application, 'app')])
        const [{ folders }, app] = await begun
        const shop = await Shop.open(engine.launch, kind, folders, app, mode, options)
        opened.push(shop)
        return shop
      })
      for (const shop of opened) await shop.close()
    },
    // biome-ignore lint/correctness/noEmptyPattern: as above
    picture: async ({}, use) => {
      await use(async (tab, name) => {
        const folder = process.env.BROWSER_PICTURES
        if (!folder) return
        await mkdir(folder, { recursive: true })
        // What fades in is seen when it is there. In WebKitGTK an animation may never report that it has finished.
        await tab.evaluate(async () => {
          const finished = document.getAnimations().map((animation) => animation.finished)
          const limit = new Promise((resolve) => setTimeout(resolve, 1_000))
          await Promise.race([Promise.allSettled(finished), limit])
        })
        const file = `${name}-${kind.isVendors ? 'real' : 'simulator'}-${engine.name}.png`
        await writeFile(join(folder, file), await tab.screenshot())
      })
    },
  })

  describe(`${engine.name}, on ${kind.name}`, () => {
    afterAll(async () => {
      const [widget, app] = (await begun) ?? []
      await Promise.all([widget?.remove(), app?.remove()])
    })

    describe('notices', () => noticeScenarios(test))
    describe('ends', () => endScenarios(test))
    describe('follow-ups', () => followUpScenarios(test))
    describe('places', () => placeScenarios(test))
    describe('pages', () => pageScenarios(test))
    if (!kind.isVendors) describe('the demo', () => demoScenarios(test))
  })
}
