// Known vulnerabilities in what the workspace installs. Needs the npm registry.
import { runPackageManager } from './package-manager.mjs'

try {
  // What users install has to be clean. The tools of this project may have a low one while there is no fix.
  runPackageManager(['audit', '--prod', '--audit-level', 'low'])
  runPackageManager(['audit', '--audit-level', 'high'])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
