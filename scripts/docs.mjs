// Serves the site with the guides, the documents and the API reference, on this machine only.
//
//   npm run docs                  serves it, and follows changes of the documents
//   npm run docs -- --build       builds it into apps/site/.vitepress/dist
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, statSync, watch } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'
import { runPackageManager } from './package-manager.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const site = join(root, 'apps/site')
const isBuild = process.argv.includes('--build')

try {
  ensureInstall()
  // What only the site needs is left out there.
  runPackageManager(['install', '--frozen-lockfile', '--filter', 'genesys-chat-site'])
  if (isBuild) rmSync(join(site, 'pages'), { recursive: true, force: true })
  if (!isApiCurrent()) run('typedoc', 'bin/typedoc')
  const { buildDemo } = await import('./build-demo.mjs')
  await buildDemo()
  cpSync(join(root, 'apps/demo/dist/client'), join(site, 'pages/public/demo-app'), { recursive: true })
  const { FOLDERS, writePages } = await import('../apps/site/pages.mjs')
  writePages()
  if (isBuild) run('vitepress', 'bin/vitepress.js', 'build')
  else {
    const server = spawn(
      process.execPath,
      [binOf('vitepress', 'bin/vitepress.js'), 'dev', '--host', '127.0.0.1'],
      {
        cwd: site,
        stdio: 'inherit',
      },
    )
    const watchers = FOLDERS.map((folder) => watch(join(root, folder), writePages))
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.once(signal, () => server.kill(signal))
    server.on('exit', () => {
      for (const watcher of watchers) watcher.close()
    })
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** Making the reference takes half a minute. */
function isApiCurrent() {
  const index = join(site, 'pages/api/index.md')
  const sources = join(root, 'packages/react-genesys-chat-lifecycle/src')
  if (!existsSync(index)) return false
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  return files.every((file) => statSync(join(sources, file)).mtimeMs < statSync(index).mtimeMs)
}

/** @param {string} name @param {string} file */
function binOf(name, file) {
  return join(dirname(createRequire(join(site, 'package.json')).resolve(`${name}/package.json`)), file)
}

/** @param {string} name @param {string} file @param {string[]} args */
function run(name, file, ...args) {
  const { status } = spawnSync(process.execPath, [binOf(name, file), ...args], {
    cwd: site,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`${name} failed.`)
}
