// Packs both packages and installs them with npm into scratch apps, outside of the workspace: each type-checks, builds and runs.
// Needs the npm registry and some minutes, so `npm test` does without; CI runs both.
//
//   npm run test:consumers [-- vite-19 vite-18 types next react-router webpack cra jest-29 jest-30 vitest]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

ensureInstall()
// They need what was just installed, so they cannot be imported before.
const { chromium } = await import('playwright-core')
const { findChromium } = await import('./chromium.mjs')
const { followReadme, seeClosed, seeHydrated } = await import('./consumers/page.mjs')
const { createApp, findPort, pack, readBlock, runNode, runNpm, serve, start, writeFromReadme } = await import(
  './consumers/project.mjs'
)

const root = fileURLToPath(new URL('..', import.meta.url))
const REACT_19 = ['react@19.3.1', 'react-dom@19.3.1']
const TESTING = 'docs/testing.md'
/**
 * With the configuration of each. 6 deprecates `node10`, and 7 has it no more. The types that the simulator depends on need a newer
 * TypeScript than 5.2, so that one checks the library's declarations, and only uses the simulator's.
 */
const TYPESCRIPT = {
  5.2: ['library', 'node16-cjs', 'bundler --skipLibCheck', 'node16 --skipLibCheck', 'node10 --skipLibCheck'],
  5.9: ['bundler', 'node16', 'node16-cjs', 'node10'],
  '6.0': ['bundler', 'node16', 'node16-cjs'],
  '7.0': ['bundler', 'node16', 'node16-cjs'],
}
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
  /** The documented test, on the documented configuration. @param {string} to @param {readonly string[]} packages */
  const jest = (to, packages) => {
    createApp({ from: 'jest', to, install: [library, ...packages] })
    const ofVitest = readBlock(TESTING, 'Vitest and Testing Library', 'tsx')
    const test = ofVitest.replaceAll('vi.', 'jest.').replace(/^import .* from 'vitest'\n/m, '')
    writeFileSync(join(to, 'notice.test.tsx'), test)
    writeFileSync(join(to, 'jest.config.cjs'), readBlock(TESTING, 'Jest and Testing Library', 'js'))
    runNpm(['run', 'test'], to)
  }
  const apps = {
    'vite-19': (/** @type {string} */ to) =>
      vite(to, [...REACT_19, '@types/react@19.3.0', '@types/react-dom@19.3.0']),
    'vite-18': (/** @type {string} */ to) =>
      vite(to, ['react@18.3.1', 'react-dom@18.3.1', '@types/react@18', '@types/react-dom@18']),
    types: (/** @type {string} */ to) => {
      createApp({ from: 'types', to, install: [library, simulator, ...REACT_19] })
      for (const [version, configs] of Object.entries(TYPESCRIPT)) {
        for (const line of configs) {
          console.log(`  TypeScript ${version}, ${line}`)
          const [config, ...options] = line.split(' ')
          const tsc = join(to, 'node_modules', `typescript-${version}`, 'bin/tsc')
          runNode([tsc, '--project', `tsconfig.${config}.json`, ...options], to)
          if (config === 'node16-cjs') runNode(['cjs/app.js'], to)
        }
      }
      runNode(
        ['--eval', "require('genesys-simulator/node').serve({}).then((simulator) => simulator.close())"],
        to,
      )
    },
    next: async (/** @type {string} */ to) => {
      createApp({ from: 'next', to, install: [library], shared: true })
      runNpm(['run', 'build'], to)
      const page = await start(['run', 'start', '--', '--port', '0'], to)
      const visit = async () => {
        await seeHydrated(browser, page.url)
        await seeHydrated(browser, `${page.url}/pages-router`)
      }
      await visit().finally(page.stop)
    },
    'react-router': async (/** @type {string} */ to) => {
      createApp({ from: 'react-router', to, install: [library], shared: true })
      runNpm(['run', 'build'], to)
      const page = await start(['run', 'start'], to, { PORT: `${await findPort()}` })
      await seeHydrated(browser, page.url).finally(page.stop)
    },
    webpack: async (/** @type {string} */ to) => {
      createApp({ from: 'webpack', to, install: [library], shared: true })
      runNpm(['run', 'build'], to)
      const page = await serve([join(to, 'public'), join(to, 'build')])
      await seeClosed(browser, page.url).finally(page.stop)
    },
    cra: async (/** @type {string} */ to) => {
      createApp({ from: 'cra', to, install: [library], shared: true })
      runNpm(['run', 'test'], to) // Jest 27
      runNpm(['run', 'build'], to)
      const page = await serve([join(to, 'build')])
      await seeClosed(browser, page.url).finally(page.stop)
    },
    'jest-29': (/** @type {string} */ to) => jest(to, ['jest@29.6.3', 'jest-environment-jsdom@29.6.4']),
    'jest-30': (/** @type {string} */ to) => jest(to, ['jest@30.5.2', 'jest-environment-jsdom@30']),
    vitest: (/** @type {string} */ to) => {
      createApp({ from: 'vitest', to, install: [library] })
      writeFileSync(join(to, 'notice.test.tsx'), readBlock(TESTING, 'Vitest and Testing Library', 'tsx'))
      writeFileSync(
        join(to, 'phase.test.tsx'),
        `// @vitest-environment jsdom\n${readBlock(TESTING, 'Real time', 'tsx')}`,
      )
      runNpm(['run', 'test'], to)
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
