import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { ensureInstall } from './ensure-install.mjs'

const DEFAULT_PORT = 5173
const HELP = `Serves the demo, with the contact centre it talks to, on this machine only.

  npm start [-- --port N] [-- --no-open]

  --port N    the port to listen on (default ${DEFAULT_PORT}; if that is taken, a free one)
  --no-open   do not open a browser

  GENESYS_WIDGETS_DIR        a folder with a Genesys Widgets 9 distribution: the customer's page loads that
  VITE_GENESYS_WIDGETS_URL   the same by its address
`

try {
  const options = readOptions()
  ensureInstall()
  // Both need what was just installed, so they cannot be imported before.
  const { buildDemo } = await import('./build-demo.mjs')
  await buildDemo()
  const { serveDemo } = await import(new URL('../apps/demo/dist/server/serveDemo.js', import.meta.url).href)

  const served = await serveDemo({
    port: options.port ?? DEFAULT_PORT,
    portFallback: options.port === undefined,
    ...(process.env.GENESYS_WIDGETS_DIR ? { widgetsDir: process.env.GENESYS_WIDGETS_DIR } : {}),
    ...(process.env.VITE_GENESYS_WIDGETS_URL ? { widgetsUrl: process.env.VITE_GENESYS_WIDGETS_URL } : {}),
  })
  if (options.port === undefined && served.port !== DEFAULT_PORT) {
    console.log(`Port ${DEFAULT_PORT} is taken; using ${served.port}.`)
  }
  console.log(`\n  The demo is at ${served.url}\n  Widget: ${served.widget}\n  Ctrl+C stops it.\n`)
  if (options.open && process.stdout.isTTY && !process.env.CI) openBrowser(served.url)

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      served.close().finally(() => process.exit(0))
    })
  }
} catch (error) {
  console.error(`\nThe demo did not start: ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      open: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h' },
    },
    allowNegative: true,
  })
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  if (values.port === undefined) return { open: values.open }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`)
  }
  return { open: values.open, port }
}

/** A browser that does not open is no reason to stop: the address is on the screen. */
function openBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
