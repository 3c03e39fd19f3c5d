import { fileURLToPath } from 'node:url'
import type { Transport } from 'genesys-simulator/server'
import { afterAll, test as base, describe, type TestAPI } from 'vitest'
import { buildScript } from '../chromium/buildScript.ts'
import { launchBrowser, startWidget } from '../chromium/startWidget.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import { chatEndScenarios } from './chatEnd.ts'
import { guardScenarios } from './guard.ts'
import { type LibraryPage, type LibraryPageOptions, openLibraryPage } from './libraryPage.ts'
import { lifecycleScenarios } from './lifecycle.ts'
import { messageScenarios } from './messages.ts'
import { whyNot } from './notOnTransport.ts'
import { outcomeScenarios } from './outcomes.ts'
import { peopleScenarios } from './people.ts'
import { placeScenarios } from './places.ts'
import { resetScenarios } from './reset.ts'
import type { SceneAgent } from './sceneAgent.ts'
import { tabScenarios } from './tabs.ts'

/** What a scenario starts from. Everything it opens is closed afterwards. */
export interface Scene {
  readonly transport: Transport
  /** A page with the widget and our application. */
  open(mode: 'async' | 'regular', options?: LibraryPageOptions): Promise<LibraryPage>
  /** The same, with a chat that Anna has joined. */
  converse(
    mode: 'async' | 'regular',
    options?: LibraryPageOptions,
  ): Promise<[shop: LibraryPage, chat: SceneAgent]>
}

export type ScenarioTest = TestAPI<Scene>

const application = fileURLToPath(new URL('./app/main.tsx', import.meta.url))

/** The library's scenarios: one list for the real widget and the simulator's, and for every transport. */
export function describeScenarios(kind: WidgetKind, transport: Transport = 'digital-channels'): void {
  let begun: ReturnType<typeof begin> | undefined
  const begin = () => Promise.all([launchBrowser(), kind.prepare(), buildScript(application, 'app')])

  const test: ScenarioTest = base.extend<Scene>({
    transport,
    open: async ({ task, skip }, use) => {
      const reason = whyNot(transport, task.name)
      if (reason) skip(reason)
      const opened: LibraryPage[] = []
      await use(async (mode, options) => {
        begun ??= begin()
        const [browser, { folders }, app] = await begun
        const shop = await openLibraryPage(
          kind,
          app,
          (widgetOptions) => startWidget(kind, folders, { browser, ...widgetOptions }),
          mode,
          { transport, ...options },
        )
        opened.push(shop)
        return shop
      })
      for (const { widget } of opened) await widget.close()
    },
    converse: async ({ open }, use) => {
      await use(async (mode, options) => {
        const shop = await open(mode, options)
        return [shop, await shop.conversation()]
      })
    },
  })

  describe(`the library on ${kind.name}, over ${transport}`, { concurrent: true }, () => {
    afterAll(async () => {
      if (!begun) return
      const [browser, widget, app] = await begun
      await Promise.all([browser.close(), widget.remove(), app.remove()])
    })

    describe('the lifecycle', () => lifecycleScenarios(test, kind))
    describe('the end of a chat', () => chatEndScenarios(test))
    describe('the guard', () => guardScenarios(test, kind))
    describe('people and content', () => peopleScenarios(test, kind))
    describe('messages', () => messageScenarios(test, kind))
    describe('two tabs', () => tabScenarios(test))
    if (transport === 'digital-channels') describe('the next customer', () => resetScenarios(test, kind))
    describe('outcomes', () => outcomeScenarios(test, kind))
    describe('places', () => placeScenarios(test, kind))
  })
}
