// Installs the workspace, as every other script does before it begins.
import { ensureInstall } from './ensure-install.mjs'

try {
  ensureInstall()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
