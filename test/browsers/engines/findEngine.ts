import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { firefox } from 'playwright-firefox'
import { Builder, Capabilities } from 'selenium-webdriver'
import { findChromium } from '../../../scripts/chromium.mjs'
import type { BrowserOptions, EngineName, FoundEngine, TestBrowser } from './engine.ts'
import { playwrightBrowser } from './playwrightEngine.ts'
import { webdriverBrowser } from './webdriverEngine.ts'

const ENGINES: readonly EngineName[] = ['chromium', 'firefox', 'webkit']

/**
 * Reads names of engines. None means all of them.
 *
 * @throws for a name that is not an engine's
 */
export function readEngines(names: readonly string[] = []): readonly EngineName[] {
  const unknown = names.find((name) => !ENGINES.includes(name as EngineName))
  if (unknown !== undefined)
    throw new Error(`"${unknown}" is not an engine. Use ${ENGINES.join(', ')}, or leave it out to run all.`)
  return names.length > 0 ? (names as EngineName[]) : ENGINES
}

/** Finds the engine's program on this computer. */
export async function findEngine(name: EngineName): Promise<FoundEngine> {
  if (name === 'chromium') return findChromiumEngine()
  if (name === 'firefox') return findFirefox()
  return process.platform === 'darwin' ? findSafari() : findWebKitGtk()
}

async function findChromiumEngine(): Promise<FoundEngine> {
  const name = 'chromium'
  try {
    // An installed one, because a headless shell has no back-forward cache.
    const { executablePath, args } = await findChromium({ desktop: true })
    return {
      name,
      description: versionOf(executablePath),
      launch: async (options) =>
        playwrightBrowser(
          await chromium.launch({
            executablePath,
            args,
            ignoreDefaultArgs: ['--disable-back-forward-cache'],
          }),
          options,
          true,
        ),
    }
  } catch (error) {
    return { name, missing: error instanceof Error ? error.message : String(error) }
  }
}

function findFirefox(): FoundEngine {
  const name = 'firefox'
  const executablePath = onThePath('FIREFOX_PATH', 'firefox-esr', 'firefox')
  if (!executablePath)
    return {
      name,
      missing:
        'No Firefox. Install it (Debian: apt install firefox-esr), or let FIREFOX_PATH name the program.',
    }
  return {
    name,
    description: versionOf(executablePath),
    launch: async (options) =>
      playwrightBrowser(
        await firefox.launch({
          // A Firefox as it is installed, over WebDriver BiDi, instead of Playwright's own build.
          channel: 'moz-firefox',
          executablePath,
          timeout: 90_000,
          firefoxUserPrefs: {
            'ui.systemUsesDarkTheme': options.dark ? 1 : 0,
            'ui.prefersReducedMotion': options.reducedMotion ? 1 : 0,
          },
        }),
        options,
        false,
      ),
  }
}

function findWebKitGtk(): FoundEngine {
  const name = 'webkit'
  const driver = onThePath('WEBKIT_DRIVER_PATH', 'WebKitWebDriver')
  const xvfb = onThePath('XVFB_PATH', 'Xvfb')
  const binary = ['4.1', '6.0']
    .flatMap((version) =>
      ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib64'].map(
        (folder) => join(folder, `webkit2gtk-${version}`, 'MiniBrowser'),
      ),
    )
    .find((path) => existsSync(path))
  if (!driver || !binary || !xvfb)
    return {
      name,
      missing:
        'No WebKitGTK with its driver and a virtual display. Debian: apt install webkit2gtk-driver xvfb xauth libgl1-mesa-dri',
    }
  return {
    name,
    // Neither the driver nor MiniBrowser tells its version without a display.
    description: `WebKitGTK, ${binary}`,
    launch: (options) => launchWebKitGtk({ driver, binary, xvfb }, options),
  }
}

function findSafari(): FoundEngine {
  const name = 'webkit'
  const driver = onThePath('SAFARI_DRIVER_PATH', 'safaridriver')
  if (!driver)
    return { name, missing: 'No safaridriver. It comes with Safari. Allow it once: safaridriver --enable' }
  return { name, description: versionOf(driver), launch: (options) => launchSafari(driver, options) }
}

async function launchSafari(driver: string, { dark, reducedMotion }: BrowserOptions): Promise<TestBrowser> {
  if (dark || reducedMotion)
    throw new Error('Safari takes dark mode and reduced motion from the system settings.')
  const port = await freePort()
  const processes = [spawn(driver, ['--port', `${port}`], { stdio: 'ignore' })]
  return connect(port, new Capabilities({ browserName: 'safari' }), async () => stop(processes))
}

async function launchWebKitGtk(
  { driver, binary, xvfb }: { driver: string; binary: string; xvfb: string },
  { dark, reducedMotion }: BrowserOptions,
): Promise<TestBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'chat-lifecycle-webkit-'))
  await mkdir(join(home, 'gtk-3.0'))
  writeFileSync(
    join(home, 'gtk-3.0/settings.ini'),
    `[Settings]\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`,
  )
  const display = spawn(xvfb, ['-displayfd', '1', '-screen', '0', '2000x1400x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    display.stdout.once('data', (data) => resolve(String(data).trim()))
    display.once('error', reject)
  })
  const port = await freePort()
  const service = spawn(driver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${number}`,
      XDG_CONFIG_HOME: home,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      // Its sandbox needs rights that a container does not have.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  })
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args: ['--automation', ...(dark ? ['--dark-mode'] : [])] },
  })
  const release = async (): Promise<void> => {
    stop([service, display])
    rmSync(home, { recursive: true, force: true })
  }
  return connect(port, capabilities, release, () => pictureOf(`:${number}`))
}

/** Its driver never answers when it is asked for a picture of a page that is in no frame, so this is one of the display. */
function pictureOf(display: string): Buffer {
  const program = onThePath('IMPORT_PATH', 'import')
  if (!program) throw new Error('No program takes pictures of a display. Debian: apt install imagemagick')
  return execFileSync(program, ['-display', display, '-window', 'root', '-trim', 'png:-'], {
    maxBuffer: 100_000_000,
  })
}

async function connect(
  port: number,
  capabilities: Capabilities,
  release: () => Promise<void>,
  takePicture?: () => Buffer,
): Promise<TestBrowser> {
  const server = `http://127.0.0.1:${port}`
  for (let attempts = 0; attempts < 100; attempts++) {
    if (
      await fetch(`${server}/status`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  try {
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(server)
      .withCapabilities(capabilities)
      .build()
    await driver.manage().setTimeouts({ script: 30_000, pageLoad: 30_000 })
    return webdriverBrowser(driver, release, takePicture)
  } catch (error) {
    await release()
    throw error
  }
}

function stop(processes: readonly ChildProcess[]): void {
  for (const each of processes) each.kill()
}

function onThePath(variable: string, ...names: readonly string[]): string | undefined {
  const chosen = process.env[variable]
  if (chosen) return chosen
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** `--version` of a program, or its path where it does not say. */
function versionOf(program: string): string {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return stdout?.trim().split('\n')[0] || program
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
