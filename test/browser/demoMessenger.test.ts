import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo, startStaticDemo } from './demo.ts'
import { agentOf, happened, NOTICE, phaseOf } from './people.ts'

// The demo on Messenger: the same customer's page, the same agent's desk.

const demos: DemoUnderTest[] = []
let page: Page
let questions = 0

beforeAll(async () => {
  demos.push(await startDemo(), await startStaticDemo())
})
afterEach(() => page.close())
afterAll(async () => {
  for (const demo of demos) await demo.close()
})

const customerPage = (): FrameLocator => page.frameLocator('iframe[title="Customer’s page"]')
const messenger = (): FrameLocator => customerPage().frameLocator('#genesys-mxg-frame')

async function openChat(at: number, disconnect: 'Send' | 'Read-only' = 'Send'): Promise<void> {
  page = (await demos[at]?.open()) as Page
  await choose('Messenger')
  await choose(disconnect)
  await page.getByRole('button', { name: 'Timeline' }).click()
  await messenger().getByRole('button', { name: 'Open Messenger' }).click()
  // The desk also lists the chats of the tests before.
  const question = `My amber light stays on. (${++questions})`
  await say(question)
  const agent = agentOf(page)
  await agent.transcript.getByText(question).waitFor()
  await agent.join()
  await agent.say('Please descale it.')
  await messenger().getByRole('log').getByText('Please descale it.').waitFor()
  await phaseOf(page).getByText('active').waitFor()
}

/** The choices move when one of them is taken. */
async function choose(name: string): Promise<void> {
  const radio = page.getByRole('radio', { name, exact: true })
  await page.getByText(name, { exact: true }).first().click()
  await expect.poll(() => radio.isChecked()).toBe(true)
}

async function say(text: string): Promise<void> {
  const input = messenger().getByRole('textbox', { name: 'Message' })
  await input.fill(text)
  await input.press('Enter')
}

describe.each([
  ['with a server', 0],
  ['as a static site', 1],
])('%s', (_where, at) => {
  test('a segment is closed and opened again', async () => {
    await openChat(at)
    await agentOf(page).press('Disconnect')
    await messenger().getByText('Your conversation has ended').waitFor()
    await phaseOf(page).getByText('closed').waitFor()
    expect(await happened(page, 'onSegmentClosed').count()).toBe(1)
    expect(await customerPage().getByText(NOTICE).count()).toBe(0)
    await agentOf(page).transcript.getByText('Anna disconnected').waitFor()

    await say('One more thing.')
    await happened(page, 'onSegmentReopened').waitFor()
    await page.getByText('segment 2').first().waitFor()
  })

  test('a read-only disconnect ends the chat', async () => {
    await openChat(at, 'Read-only')
    await agentOf(page).press('Disconnect')
    await phaseOf(page).getByText('ended').waitFor()
    await messenger().getByRole('button', { name: 'Start new' }).waitFor()
    await happened(page, 'onEnded').waitFor()
  })
})

test('the notice is in the page while the window is closed', async () => {
  await openChat(0)
  await messenger().getByRole('dialog').getByRole('button', { name: 'Close Messenger' }).click()
  await agentOf(page).press('Disconnect')
  await customerPage().getByText(NOTICE).waitFor()
})

test('the custom chat UI works on Messenger, too', async () => {
  page = (await demos[0]?.open('custom.html')) as Page
  await choose('Messenger')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Joe')
  await page.getByRole('button', { name: 'Start chat' }).click()
  await page.getByRole('textbox', { name: 'Your message' }).fill('Hello from the page')
  await page.getByRole('textbox', { name: 'Your message' }).press('Enter')
  await agentOf(page).transcript.getByText('Hello from the page').waitFor()
  await agentOf(page).join()
  await agentOf(page).say('Hello Joe')
  await page.getByRole('log', { name: 'Conversation' }).getByText('Hello Joe').waitFor()
  await agentOf(page).press('Disconnect')
  await page.getByText(NOTICE).waitFor()
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demos.flatMap(({ unexpectedTroubles }) => unexpectedTroubles)).toEqual([])
})
