import { strict as assert } from 'node:assert'

const HUMANLY_LONG = 60_000

/**
 * Follows the library's README in the page, and checks what it promises.
 *
 * @param {import('playwright-core').Browser} browser @param {string} url
 */
export async function followReadme(browser, url) {
  const { page, errors } = await open(browser, url)
  const notice = page.locator('.gsim').getByText('Thank you for your query.')
  const phase = (/** @type {string} */ name) => page.getByText(`The chat is ${name}.`).waitFor()

  await page.getByRole('button', { name: 'Chat', exact: true }).click()
  await page.getByLabel('First name').fill('Joe')
  await page.getByRole('button', { name: 'Start chat' }).click()
  await phase('waiting')
  await phase('active')
  await phase('closed')
  await notice.waitFor()
  assert.equal(await notice.count(), 1, 'one notice')

  await page.reload()
  await phase('closed')
  await notice.waitFor()
  assert.equal(await notice.count(), 1, 'one notice after the reload')

  await page.getByLabel('Message', { exact: true }).fill('thank you')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Your message has not been sent yet.').waitFor()
  await page.getByRole('button', { name: 'Send as a new request' }).click()
  await phase('active')
  assert.deepEqual(errors, [])
  await page.close()
}

/**
 * Checks that a page that was rendered on the server shows the same after hydration, and works.
 *
 * @param {import('playwright-core').Browser} browser @param {string} url
 */
export async function seeHydrated(browser, url) {
  const markup = await (await fetch(url)).text()
  assert.match(markup, /The chat is (<!-- -->)?connecting(<!-- -->)?\./, 'the server renders the first state')
  assert.match(markup, /class="genesys-chat-guard"/, 'the server renders the guard')
  assert.match(markup, /Schließen/, 'a server component reads the locales')

  await seeClosed(browser, url)
}

/**
 * Checks that a page shows the notice when the agent closes the segment.
 *
 * @param {import('playwright-core').Browser} browser @param {string} url
 */
export async function seeClosed(browser, url) {
  const { page, errors } = await open(browser, url)
  await page.getByText('The chat is idle.').waitFor()
  await page.evaluate(async () => {
    const { testBus } = /** @type {any} */ (window)
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.join()
    testBus.agent.setState('Completed')
  })
  await page.getByText('The chat is closed.').waitFor()
  await page.getByText('Closed by the agent.').waitFor()
  assert.deepEqual(errors, [])
  await page.close()
}

/** @param {import('playwright-core').Browser} browser @param {string} url */
async function open(browser, url) {
  const page = await browser.newPage()
  page.setDefaultTimeout(HUMANLY_LONG)
  /** @type {string[]} */
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(url)
  return { page, errors }
}
