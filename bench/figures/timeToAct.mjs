import { serve } from 'genesys-simulator/node'
import { createAgentClient } from 'genesys-simulator/server'
import { chromium } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'
import { buildActPage, testTools } from '../act/prepare.mjs'
import { median } from '../measure.mjs'

const ROUNDS = { async: 8, regular: 6 }
const WAIT = { timeout: 15_000 }

/** Milliseconds from the bus's event to the command, for the snippet and the library, on the simulator or the real widget. */
export async function timeToAct(kind) {
  const tools = await testTools()
  const app = await buildActPage()
  const { executablePath, args } = await findChromium({ desktop: true })
  const browser = await chromium.launch({ executablePath, args })
  const open = kind === 'real' ? openReal : openSimulated
  try {
    const rows = []
    for (const mode of ['async', 'regular']) {
      const times = { library: [], snippet: [] }
      const pages = {}
      for (const who of Object.keys(times)) pages[who] = await open({ tools, app, browser, mode, who })
      // They take turns, so that other load on the machine affects both.
      for (let round = 0; round < ROUNDS[mode]; round++) {
        for (const who of Object.keys(times)) times[who].push(await pages[who].round())
      }
      for (const { close } of Object.values(pages)) await close()
      rows.push({
        mode,
        rounds: ROUNDS[mode],
        library: median(times.library),
        snippet: median(times.snippet),
      })
    }
    return rows
  } finally {
    await browser.close()
    await app.remove()
  }
}

const optionsScript = (options) => `<script>window.actOptions = ${JSON.stringify(options)}</script>`

async function openSimulated({ tools, app, browser, mode, who }) {
  const simulator = await serve()
  const options = { isAsync: mode === 'async', who, dataURL: simulator.dataUrl }
  const html = `<!doctype html><title>Shop</title>${optionsScript(options)}<body><script src="/act/act.js"></script>`
  const files = await tools.serveFiles({ '/act/': app.folder }, { '/': () => html })
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(files.url)
  return rounds({
    page,
    agent: createAgentClient(simulator.url),
    mode,
    close: async () => {
      await context.close()
      await files.close()
      await simulator.close()
    },
  })
}

async function openReal({ tools, app, browser, mode, who }) {
  const options = { isAsync: mode === 'async', who }
  const widget = await tools.startRealWidget({
    mode,
    browser,
    pollTimeout: 100,
    folders: { '/act/': app.folder },
    scripts: [
      { content: `window.actOptions = ${JSON.stringify(options)}`, place: 'before' },
      { src: '/act/act.js', place: 'before' },
    ],
  })
  return rounds({ page: widget.page, agent: widget.agent, mode, close: () => widget.close() })
}

/** One round closes a segment and returns the time until a command was sent. */
function rounds({ page, agent, mode, close }) {
  let chat
  let taken = 0
  const isReady = () => page.waitForFunction(() => window.act?.isReady, undefined, WAIT)
  const start = async () => {
    await isReady()
    const known = (await agent.sessions()).length
    await page.evaluate(() => {
      const form = { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' }
      window.act.bus.command('WebChat.open', { form })
    })
    while ((await agent.sessions()).length === known) await page.waitForTimeout(20)
    chat = await agent.newest()
  }
  return {
    close,
    async round() {
      if (!chat) await start()
      await chat.join('Anna')
      await chat.say('Is there anything else?')
      // Until the page knows about the agent.
      await page.waitForTimeout(400)
      await chat.state('Completed')
      await page.waitForFunction((count) => window.act.times.length > count, taken, WAIT)
      taken++
      const time = await page.evaluate(() => window.act.times.at(-1))
      if (mode === 'async') {
        await chat.leave()
      } else {
        // Each end needs a new chat.
        await page.waitForTimeout(200)
        await page.reload()
        chat = undefined
        taken = 0
      }
      return time
    },
  }
}
