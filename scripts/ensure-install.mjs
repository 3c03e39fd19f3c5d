import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageManager, runPackageManager } from './package-manager.mjs'

const OLDEST_NODE = [20, 19]

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'node_modules', '.installed')

/**
 * Installs the workspace when it is not, or when what it depends on has changed since. Node and npm are all it needs.
 *
 * @returns {void}
 * @throws {Error} with a sentence that says what to do.
 */
export function ensureInstall() {
  refuseOldNode()
  const wanted = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return

  console.log('Installing dependencies (only when they have changed)…')
  try {
    runPackageManager([
      'install',
      '--frozen-lockfile',
      // Without it, pnpm warns of each tool that would rather have a newer Node.
      '--loglevel=error',
      '--config.confirmModulesPurge=false',
      // `npm run docs` installs what only the site needs, and `npm run bench` what it compares with.
      '--filter',
      '!genesys-chat-site',
      '--filter',
      '!bench-peers',
    ])
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new Error(`Installing failed: ${reason} Without a network, check npm's registry setting.`)
  }
  writeFileSync(stampFile, wanted)
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`)
}

function fingerprint() {
  const hash = createHash('sha256').update(packageManager.spec).update(process.platform).update(process.arch)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...memberManifests()]) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function memberManifests() {
  return ['packages', 'apps', 'examples']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')))
    .filter((file) => existsSync(join(root, file)))
    .sort()
}
