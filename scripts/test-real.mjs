// Tests against the licensed Genesys Widgets 9 and the bootstrap of Genesys Cloud Messenger, which cannot be part of this project.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const folder = process.env.GENESYS_WIDGETS_DIR
const bootstrap = process.env.GENESYS_MESSENGER_BOOTSTRAP

if (!folder && !bootstrap) {
  console.log(`Skipped: the tests against the real Genesys widget, because GENESYS_WIDGETS_DIR is not set.

To run them, unpack a licensed Genesys Widgets 9 distribution and say where it is:

  GENESYS_WIDGETS_DIR=/path/to/widgets npm run test:real

The folder holds cxbus.min.js, plugins/ and widgets.min.css. For Messenger's bus, say where its genesys.min.js is:

  GENESYS_MESSENGER_BOOTSTRAP=/path/to/genesys.min.js npm run test:real`)
} else {
  const missing = ['cxbus.min.js', 'plugins', 'widgets.min.css'].filter(
    (name) => folder && !existsSync(join(folder, name)),
  )
  if (folder && missing.length > 0) {
    console.error(
      `GENESYS_WIDGETS_DIR names ${resolve(folder)}, and there is no ${missing.join(', no ')} in it.`,
    )
    process.exitCode = 1
  } else if (bootstrap && !existsSync(bootstrap)) {
    console.error(`GENESYS_MESSENGER_BOOTSTRAP is ${resolve(bootstrap)}, which does not exist.`)
    process.exitCode = 1
  } else {
    const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
    const tests = spawn(process.execPath, [vitest, 'run', '--project', 'real', ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(folder && { GENESYS_WIDGETS_DIR: resolve(folder) }),
        ...(bootstrap && { GENESYS_MESSENGER_BOOTSTRAP: resolve(bootstrap) }),
      },
    })
    tests.on('exit', (code) => {
      process.exitCode = code ?? 1
    })
  }
}
