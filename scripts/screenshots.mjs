// Takes screenshots into the ignored folder screenshots/. They are to be looked at, not compared.
//   npm run screenshots              the demo in its states
//   npm run screenshots -- widget    one scene of it
//   npm run screenshots -- surfaces  all that the guard shows, at every width, on the real widget if GENESYS_WIDGETS_DIR is set
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

ensureInstall()
if (process.argv.includes('surfaces')) {
  await takeSurfaces()
  process.exit()
}

const { chromium } = await import('playwright-core')
const { buildDemo } = await import('./build-demo.mjs')
const { findChromium } = await import('./chromium.mjs')
await buildDemo()
const { serveDemo } = await import(new URL('../apps/demo/dist/server/serveDemo.js', import.meta.url).href)

const folder = fileURLToPath(new URL('../screenshots', import.meta.url))
const LOOKS = [
  { look: 'light', options: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' } },
  { look: 'dark', options: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' } },
  {
    look: 'phone',
    options: {
      viewport: { width: 390, height: 844 },
      colorScheme: 'light',
      hasTouch: true,
      deviceScaleFactor: 2,
    },
  },
]

/** Each scene starts with a new customer. */
const SCENES = {
  async widget({ page, customer, agent, shoot }) {
    await customer.getByRole('button', { name: 'Chat', exact: true }).waitFor()
    await shoot('1-start')
    await openChat(customer)
    await shoot('2-form')
    await startChat(customer)
    await say(customer, 'Hello! My amber light stays on after every cup.')
    await agent.getByRole('button', { name: 'Join as Anna' }).click()
    const line = 'Hi Joe, that is the descaling light. Hold both buttons for three seconds, and it starts.'
    await agent.getByLabel('Message to the customer').fill(line)
    await customer.getByText('Somebody is typing').waitFor({ state: 'attached' })
    await shoot('3-typing')
    await agent.getByRole('button', { name: 'Send' }).click()
    await customer.getByText('descaling light').waitFor()
    await say(customer, 'It is running. Thank you!')
    await agent.getByText('It is running').first().waitFor()
    await agent.getByRole('button', { name: 'Close: Finalizing' }).click()
    await customer.getByText('Thank you for your query').waitFor()
    await page.waitForTimeout(1_000)
    await shoot('4-closed')
    await page.getByRole('button', { name: 'Timeline' }).click()
    await shoot('5-timeline')
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByLabel('endDelayMs').selectOption('5000')
    await shoot('6-options')
  },
  async regular({ page, customer, agent, shoot }) {
    await page.getByRole('radio', { name: 'Regular' }).check({ force: true })
    await openChat(customer)
    await startChat(customer)
    await agent.getByRole('button', { name: 'Join as Anna' }).click()
    await agent.getByLabel('Message to the customer').fill('Your machine leaves us on Thursday.')
    await agent.getByRole('button', { name: 'Send' }).click()
    await customer.getByText('leaves us on Thursday').waitFor()
    await agent.getByRole('button', { name: 'Close: Finalizing' }).click()
    await customer.getByText('Chat Ended').waitFor()
    await page.waitForTimeout(1_000)
    await shoot('1-ended')
  },
  async guard({ page, customer, agent, shoot }) {
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByLabel('followUps').selectOption('confirm')
    await page.getByLabel('endDelayMs').selectOption('15000')
    await page.getByRole('button', { name: 'Options' }).click()
    await openChat(customer)
    await startChat(customer)
    await agent.getByRole('button', { name: 'Join as Anna' }).click()
    await customer.getByText('Anna Connected').waitFor()
    await agent.getByRole('button', { name: 'Close: Finalizing' }).click()
    await customer.getByText('Thank you for your query').waitFor()
    await say(customer, 'And my order?')
    await customer.getByText('has not been sent yet').waitFor()
    await shoot('1-held')
    await customer.getByRole('button', { name: 'Send as a new request' }).click()
    await agent.getByText('And my order?').first().waitFor()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByLabel('asyncPolicy').selectOption('end')
    await page.getByRole('button', { name: 'Options' }).click()
    await agent.getByRole('button', { name: 'Transfer to Ben' }).click()
    await customer.getByText('Ben Connected').waitFor()
    await agent.getByRole('button', { name: 'Close: Finalizing' }).click()
    await customer.getByRole('timer').waitFor()
    await shoot('2-countdown')
  },
  async customer({ page, shoot, url }) {
    await page.goto(`${url}customer.html`)
    await page.getByRole('button', { name: 'Chat', exact: true }).waitFor()
    await shoot('1-start')
    await page.getByRole('button', { name: 'Chat', exact: true }).click()
    await page.getByLabel('First name').fill('Joe')
    await page.getByRole('button', { name: 'Start chat' }).click()
    await page.getByLabel('Message', { exact: true }).fill('Hello!')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('log').getByText('Hello!').waitFor()
    await shoot('2-chat')
    await page.getByRole('button', { name: 'Close chat' }).click()
    await shoot('3-question')
    await page.getByRole('button', { name: 'Keep chatting' }).click()
    await page.getByRole('button', { name: 'Minimise chat' }).click()
    await shoot('4-minimised')
  },
  async custom({ page, agent, shoot, url }) {
    await page.goto(`${url}custom.html`)
    await page.getByText('Ask us anything').waitFor()
    await shoot('1-start')
    await page.getByLabel('Your name').fill('Joe')
    await page.getByRole('button', { name: 'Start chat' }).click()
    await page.getByLabel('Your message').fill('Do you have seals for the Halbrook Two?')
    await page.getByLabel('Your message').press('Enter')
    await agent.getByRole('button', { name: 'Join as Anna' }).click()
    await agent.getByLabel('Message to the customer').fill('We do, Joe. They are on their way to you.')
    await agent.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('log', { name: 'Conversation' }).getByText('on their way').waitFor()
    await shoot('2-active')
    await agent.getByRole('button', { name: 'Close: Finalizing' }).click()
    await page.getByText('Thank you for your query').waitFor()
    await shoot('3-closed')
  },
  async compare({ page, shoot, url }) {
    await page.goto(`${url}compare.html`)
    for (const title of ['A second segment', 'Ending takes a while', 'The contact centre ends']) {
      await page.getByRole('button', { name: title }).click()
      await page.getByText('Playing…').first().waitFor()
      await page.getByText('Playing…').first().waitFor({ state: 'detached' })
      await shoot(title.toLowerCase().replaceAll(/[^a-z]+/g, '-'))
    }
  },
}

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const { executablePath, args } = await findChromium({ desktop: true })
const browser = await chromium.launch({ executablePath, args })
const wanted = process.argv.slice(2)
try {
  for (const { look, options } of LOOKS) {
    for (const [scene, play] of Object.entries(SCENES)) {
      if (wanted.length > 0 && !wanted.includes(scene)) continue
      const served = await serveDemo({})
      const page = await browser.newPage(options)
      await page.goto(served.url)
      const customer = page.frameLocator('iframe')
      const agent = page.getByRole('region', { name: 'Agent’s desk' })
      const shoot = (name) =>
        page.screenshot({ path: join(folder, `${scene}-${name}-${look}.png`), fullPage: look === 'phone' })
      await play({ page, customer, agent, shoot, url: served.url })
      await page.close()
      await served.close()
    }
  }
} finally {
  await browser.close()
}
console.log(`Screenshots are in ${folder}`)

/** The guard alone, from the scenarios' application. */
async function takeSurfaces() {
  const { runnerImport } = await import('vite')
  const at = (path) => fileURLToPath(new URL(path, import.meta.url))
  const load = async (path, options) =>
    (await runnerImport(at(path), { configFile: false, logLevel: 'error', ...options })).module
  const { alias } = await load('../vitest.workspace.ts')
  const { takeSurfaces: take } = await load('../test/scenarios/surfaces.ts', { resolve: { alias } })
  const surfaces = at('../screenshots/surfaces')
  await rm(surfaces, { recursive: true, force: true })
  console.log(`${await take(surfaces)} screenshots are in ${surfaces}`)
}

/** On a phone the two sides are stacked, and what is fixed in a frame is not scrolled into view with it. */
async function lookAt(customer) {
  await customer.owner().evaluate((frame) => frame.scrollIntoView({ block: 'end' }))
}

async function openChat(customer) {
  await lookAt(customer)
  await customer.getByRole('button', { name: 'Chat', exact: true }).click()
  await customer.getByLabel('First name').waitFor()
}

async function startChat(customer) {
  await lookAt(customer)
  await customer.getByLabel('First name').fill('Joe')
  await customer.getByRole('button', { name: 'Start chat' }).click()
  await customer.getByText('Chat Started').waitFor()
}

async function say(customer, text) {
  await lookAt(customer)
  await customer.getByLabel('Message', { exact: true }).fill(text)
  await customer.getByRole('button', { name: 'Send' }).click()
}
