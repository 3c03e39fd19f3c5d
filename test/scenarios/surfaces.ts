import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildScript } from '../chromium/buildScript.ts'
import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { launchBrowser, startWidget } from '../chromium/startWidget.ts'
import { realWidget, whySkipped } from '../real/harness.ts'
import { type LibraryPage, type LibraryPageOptions, openLibraryPage } from './libraryPage.ts'
import type { SceneAgent } from './sceneAgent.ts'

interface Surface {
  readonly options: LibraryPageOptions
  readonly text: string
  /** What the customer does about the closed segment. */
  play?(shop: LibraryPage, chat: SceneAgent): Promise<unknown>
}

const TEXT = 'One more thing: could you also tell me when the seals for my machine will arrive?'
/** About as long as the widget's input allows. */
const LONG = TEXT.repeat(6).slice(0, 490)
const send = (shop: LibraryPage) => shop.widget.command('WebChatService.sendMessage', { message: TEXT })

/** Everything that the guard shows, and how to bring it about. */
const SURFACES: Readonly<Record<string, Surface>> = {
  notice: { options: { guard: { noticePlacement: 'page' } }, text: 'Thank you for your query' },
  countdown: {
    options: { guard: { asyncPolicy: 'end', endDelayMs: 900_000 } },
    text: 'about to end',
  },
  held: { options: { guard: { followUps: 'confirm' } }, text: 'has not been sent yet', play: send },
  long: {
    options: { guard: { followUps: 'confirm' } },
    text: 'has not been sent yet',
    async play(shop) {
      await shop.widget.command('WebChatService.sendMessage', { message: LONG })
      await shop.widget.command('WebChatService.sendMessage', { message: LONG })
    },
  },
  unknown: {
    options: { guard: { followUps: 'confirm' }, provider: { commandTimeoutMs: 500 } },
    text: 'may have been sent already',
    async play(shop) {
      await send(shop)
      await shop.widget.agent.addFault({ method: 'POST', latencyMs: 120_000, forMs: 900_000 })
      await shop.overlay.getByRole('button', { name: 'Send as a new request' }).click()
    },
  },
  blocked: { options: { guard: { followUps: 'block' } }, text: 'was not sent', play: send },
  file: {
    options: { guard: { followUps: 'block' } },
    text: 'Your file was not sent',
    play: (shop) => shop.widget.command('WebChatService.sendFile', { files: {} }),
  },
}

const SIZES = [
  { name: '320', viewport: { width: 320, height: 700 } },
  { name: '390-phone', viewport: { width: 390, height: 844 }, phone: true },
  { name: '820', viewport: { width: 820, height: 900 } },
  { name: '1440', viewport: { width: 1440, height: 900 } },
] as const

/** Brings the window from one state into the next. */
const WINDOWS: readonly { name: string; enter?(shop: LibraryPage): Promise<unknown> }[] = [
  { name: 'open' },
  { name: 'minimised', enter: (shop) => shop.widget.command('WebChat.minimize', { minimized: true }) },
  {
    name: 'closed',
    enter: async (shop) => {
      await shop.widget.command('WebChat.minimize', { minimized: false })
      await shop.widget.command('WebChat.close')
    },
  },
]

const DIRECTIONS = [
  { dir: 'ltr', lang: 'en' },
  { dir: 'rtl', lang: 'ar' },
]

/** Takes pictures of the guard on the real widget if there is one, else on the simulator's. Returns how many. */
export async function takeSurfaces(folder: string): Promise<number> {
  const kind = whySkipped ? simulatorWidget : realWidget
  const application = fileURLToPath(new URL('./app/main.tsx', import.meta.url))
  const [browser, { folders, remove }, app] = await Promise.all([
    launchBrowser(),
    kind.prepare(),
    buildScript(application, 'app'),
  ])
  await mkdir(folder, { recursive: true })
  const files: string[] = []
  try {
    for (const size of SIZES) {
      for (const [name, surface] of Object.entries(SURFACES)) {
        const shop = await openLibraryPage(
          kind,
          app,
          (options) => startWidget(kind, folders, { browser, ...options }),
          'async',
          {
            ...size,
            ...surface.options,
            script: 'window.options = (_, { ar }) => ({ guard: { locale: [ar] } })',
          },
        )
        files.push(...(await takeSurface(shop, surface, join(folder, `${size.name}-${name}`))))
        await shop.widget.close()
      }
    }
  } finally {
    await Promise.all([browser.close(), remove(), app.remove()])
  }
  await writeFile(join(folder, 'index.html'), toSheet(files))
  return files.length
}

async function takeSurface(shop: LibraryPage, surface: Surface, path: string): Promise<string[]> {
  const { page } = shop
  const files: string[] = []
  await page.addStyleTag({
    content: 'html { background: Canvas; color: CanvasText; color-scheme: light dark }',
  })
  const chat = await shop.conversation()
  await chat.say('The seals are on their way to you.')
  await chat.state('Completed')
  await shop.phase('closed')
  await surface.play?.(shop, chat)
  await page.locator('.genesys-chat-guard').getByText(surface.text).first().waitFor()
  for (const { name, enter } of WINDOWS) {
    await enter?.(shop)
    await page.locator('.genesys-chat-guard__card').first().waitFor()
    // The widget slides into its place.
    await shop.aWhile()
    for (const { dir, lang } of DIRECTIONS) {
      await page.evaluate((attributes) => Object.assign(document.documentElement, attributes), { dir, lang })
      await page.locator(`.genesys-chat-guard__card[dir=${dir}]`).first().waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const file = `${path}-${name}-${dir}-${colorScheme}.png`
        await page.screenshot({ path: file })
        files.push(file)
      }
    }
    await page.evaluate(() => Object.assign(document.documentElement, { dir: 'ltr', lang: 'en' }))
  }
  return files
}

/** All pictures on one page, to be looked through. */
function toSheet(files: readonly string[]): string {
  const pictures = files
    .map((file) => file.split(/[\\/]/).at(-1))
    .map((file) => `<figure><img src="${file}" alt="${file}"><figcaption>${file}</figcaption></figure>`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>The guard</title>
    <style>
      body { display: flex; flex-wrap: wrap; gap: 8px; font: 11px system-ui }
      figure { margin: 0 } img { height: 350px; border: 1px solid #999 }
    </style>${pictures.join('\n')}</html>\n`
}
