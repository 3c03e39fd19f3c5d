// Packs both packages and installs them with npm into scratch apps, outside of the workspace: each type-checks, builds and runs.
// Needs the npm registry and a minute or two, so `npm test` does without; CI runs both.
//
//   npm run test:consumers [-- vite-19 vite-18 types next]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

ensureInstall()
// They need what was just installed, so they cannot be imported before.
const { chromium } = await import('playwright-core')
const { findChromium } = await import('./chromium.mjs')
const { followReadme, seeHydrated } = await import('./consumers/page.mjs')
const { createApp, pack, runNpm, start, writeFromReadme } = await import('./consumers/project.mjs')

const root = fileURLToPath(new URL('..', import.meta.url))
const SCRIPTED_AGENT = ['--answer-after', '2s', '--close-after', '5s']
const folder = mkdtempSync(join(tmpdir(), 'consumers-'))
const { executablePath, args } = await findChromium()
const browser = await chromium.launch({ executablePath, args })
try {
  runNpm(['run', 'build'], root)
  const library = pack('react-genesys-chat-lifecycle', folder)
  const simulator = pack('genesys-simulator', folder)

  /** @param {string} to @param {readonly string[]} react */
  const vite = async (to, react) => {
    createApp({ from: 'vite', to, install: [library, simulator, ...react] })
    const centre = await start(
      [
        'exec',
        '--yes',
        `--package=${simulator}`,
        '--',
        'genesys-simulator',
        '--port',
        '0',
        ...SCRIPTED_AGENT,
      ],
      folder,
    )
    try {
      writeFromReadme('src/App.tsx', to, { 'http://127.0.0.1:8090': centre.url })
      runNpm(['run', 'build'], to)
      const page = await start(['run', 'preview', '--', '--port', '0'], to)
      await followReadme(browser, page.url).finally(page.stop)
    } finally {
      await centre.stop()
    }
  }
  const apps = {
    'vite-19': (/** @type {string} */ to) =>
      vite(to, ['react@19.3.1', 'react-dom@19.3.1', '@types/react@19.3.0', '@types/react-dom@19.3.0']),
    'vite-18': (/** @type {string} */ to) =>
      vite(to, ['react@18.3.1', 'react-dom@18.3.1', '@types/react@18', '@types/react-dom@18']),
    types: async (/** @type {string} */ to) => {
      createApp({ from: 'types', to, install: [library, simulator, 'react@19.3.1', 'react-dom@19.3.1'] })
      for (const config of ['bundler', 'node16']) {
        runNpm(['exec', '--', 'tsc', '--project', `tsconfig.${config}.json`], to)
      }
    },
    next: async (/** @type {string} */ to) => {
      createApp({ from: 'next', to, install: [library] })
      runNpm(['run', 'build'], to)
      const page = await start(['run', 'start', '--', '--port', '0'], to)
      await seeHydrated(browser, page.url).finally(page.stop)
    },
  }

  const wanted = process.argv.slice(2)
  for (const [name, run] of Object.entries(apps)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    console.log(`\n— ${name}`)
    const started = Date.now()
    await run(join(folder, name))
    console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
