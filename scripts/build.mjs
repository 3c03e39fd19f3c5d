// Builds the packages, in the order in which they need each other.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

try {
  ensureInstall()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

for (const name of ['react-genesys-chat-lifecycle', 'genesys-simulator']) {
  const tsdown = join(root, 'node_modules', 'tsdown', 'dist', 'run.mjs')
  const cwd = join(root, 'packages', name)
  const { status } = spawnSync(process.execPath, [tsdown, '--log-level', 'warn'], { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
