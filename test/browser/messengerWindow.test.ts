import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import type { MessengerPageOptions, MessengerTestPage } from '../chromium/messengerPage.ts'
import { shopForEachTest } from './messengerShop.ts'

// The stand-in's launcher and window, as a person uses them.

const shop = shopForEachTest()
const { open } = shop

/** Opens the window, writes, and lets an agent answer. */
async function talking(options?: MessengerPageOptions, contextOptions?: BrowserContextOptions) {
  const joe = await open(options, contextOptions)
  const { ui } = joe
  await ui.getByRole('button', { name: 'Open Messenger' }).click()
  await ui.getByRole('textbox', { name: 'Message' }).fill('Do you have spades?')
  await ui.getByRole('button', { name: 'Send' }).click()
  await ui.getByRole('log').getByText('Do you have spades?').waitFor()
  const chat = await joe.chat()
  await chat.join('Anna')
  await chat.say('We do. Which size?')
  await ui.getByRole('log').getByText('We do. Which size?').waitFor()
  return { joe, ui, chat }
}

const widthOf = (joe: MessengerTestPage) =>
  joe.page.locator('#genesys-mxg-frame').evaluate((frame) => frame.getBoundingClientRect().width)

test('the service is loaded with the window, and not before', async () => {
  const joe = await open()
  const launcher = joe.ui.getByRole('button', { name: 'Open Messenger' })
  await launcher.waitFor()
  expect(await joe.command('clearTypingTimeout')).toMatchObject({ value: 'Plugin does not exist' })
  expect(await widthOf(joe)).toBe(88)
  await launcher.click()
  await joe.hear('Messenger.opened')
  await joe.hear('ready')
  expect(await widthOf(joe)).toBe(408)
  await expect
    .poll(() =>
      joe.ui
        .getByRole('textbox', { name: 'Message' })
        .evaluate((node) => node === node.ownerDocument.activeElement),
    )
    .toBe(true)
  await joe.ui.getByRole('dialog').getByRole('button', { name: 'Close Messenger' }).click()
  await joe.hear('Messenger.closed')
  expect(await widthOf(joe)).toBe(88)
})

test('shows that the conversation has ended, and the next message resumes it', async () => {
  const { joe, ui, chat } = await talking()
  await chat.typing()
  await ui.getByText('Anna is typing…').waitFor()
  await chat.disconnect()
  await ui.getByText('Your conversation has ended').waitFor()
  await ui.getByText('Resume conversation by sending a new message').waitFor()
  expect(await ui.getByText('is typing').isVisible()).toBe(false)
  await ui.getByRole('textbox', { name: 'Message' }).fill('Thank you!')
  await ui.getByRole('textbox', { name: 'Message' }).press('Enter')
  await ui.getByRole('log').getByText('Thank you!').waitFor()
  expect((await chat.summary()).segments).toHaveLength(2)
  await joe.page.reload()
  await ui.getByText('Your conversation has ended').waitFor()
  await ui.getByRole('log').getByText('Thank you!').waitFor()
})

test('after a read-only disconnect only a new conversation can be started', async () => {
  const { ui, chat } = await talking({ deploymentId: 'shop-readonly' })
  await chat.disconnect()
  await ui.getByText('Your conversation has ended').waitFor()
  const start = ui.getByRole('button', { name: 'Start new' })
  await start.waitFor()
  expect(await ui.getByText('Resume conversation').count()).toBe(0)
  expect(await ui.getByRole('textbox').count()).toBe(0)
  await start.click()
  await ui.getByRole('textbox', { name: 'Message' }).waitFor()
  expect(await ui.getByText('Do you have spades?').count()).toBe(0)
})

test('the page’s hooks do not see what the window sends', async () => {
  const early = `window.seen = 0;
    Genesys('registerPlugin', 'Guard', (plugin) => plugin.before('MessagingService.sendMessage', () => { seen += 1; return true }))`
  const { joe } = await talking({ early })
  expect(await joe.page.evaluate(() => (window as unknown as { seen: number }).seen)).toBe(0)
})

test('quick replies are given once, and cards can be pressed', async () => {
  const { ui, chat } = await talking()
  await chat.offer({ text: 'Which size?', quickReplies: ['Small', { text: 'Large', payload: 'l' }] })
  await ui.getByRole('button', { name: 'Large' }).click()
  await ui.getByRole('log').getByText('Large').waitFor()
  expect(await ui.getByRole('button', { name: 'Small' }).count()).toBe(0)
  await chat.offer({
    cards: [
      { title: 'Spade, large', description: 'Ash handle', actions: [{ type: 'Postback', text: 'Take it' }] },
    ],
  })
  await ui.getByRole('button', { name: 'Take it' }).click()
  await expect
    .poll(async () => (await chat.messages()).messages.slice(-1))
    .toMatchObject([{ text: 'Take it', data: { content: [{ buttonResponse: { type: 'Button' } }] } }])
})

test('a file is attached, sent and shown', async () => {
  const { joe, ui, chat } = await talking()
  const chooser = joe.page.waitForEvent('filechooser')
  await ui.getByRole('button', { name: 'Attach a file' }).click()
  await (await chooser).setFiles({
    name: 'plan.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF'),
  })
  await ui.getByRole('list', { name: 'Attached files' }).getByText('plan.pdf').waitFor()
  await ui.getByRole('button', { name: 'Send' }).click()
  const link = ui.getByRole('link', { name: 'plan.pdf' })
  await link.waitFor()
  const response = await fetch((await link.getAttribute('href')) ?? '')
  expect(await response.text()).toBe('%PDF')
  expect((await chat.messages()).messages.at(-1)?.content).toMatchObject([{ type: 'file', name: 'plan.pdf' }])
})

test('the bin asks first, then clears the conversation and closes the window', async () => {
  const { joe, ui } = await talking()
  await ui.getByRole('button', { name: 'Clear conversation' }).click()
  await ui.getByRole('button', { name: 'Cancel' }).click()
  expect(await ui.getByText('We do. Which size?').isVisible()).toBe(true)
  await ui.getByRole('button', { name: 'Clear conversation' }).click()
  await ui.getByRole('button', { name: 'Clear', exact: true }).click()
  await joe.hear('conversationCleared')
  await joe.hear('Messenger.cleared')
  await joe.hear('Messenger.closed')
  await ui.getByRole('button', { name: 'Open Messenger' }).click()
  expect(await ui.getByText('We do. Which size?').count()).toBe(0)
  expect(shop.simulator.centre.sessions[0]?.ended).toBe(true)
})

test('the window is open again after a reload if there is a conversation', async () => {
  const { joe, ui } = await talking()
  await joe.page.reload()
  await ui.getByRole('log').getByText('We do. Which size?').waitFor()
  await joe.hear('Messenger.opened')
  await joe.command('clearConversation')
  await joe.hear('conversationCleared')
  await joe.page.reload()
  await ui.getByRole('button', { name: 'Open Messenger' }).waitFor()
  expect(await widthOf(joe)).toBe(88)
})

test('an OnDemand launcher is shown and hidden by the page', async () => {
  await shop.agent.changeDeployment('demand', { launcher: 'OnDemand' })
  const joe = await open({ deploymentId: 'demand' })
  await joe.hear('Launcher.ready')
  expect(await widthOf(joe)).toBe(0)
  await joe.command('Launcher.show')
  await joe.ui.getByRole('button', { name: 'Open Messenger' }).waitFor()
  await joe.command('Launcher.hide')
  expect(await widthOf(joe)).toBe(0)
  const other = await open()
  await other.hear('Launcher.ready')
  expect(await other.command('Launcher.hide')).toMatchObject({ outcome: 'rejected' })
})

test('a toast is accepted or declined', async () => {
  const joe = await open()
  await joe.hear('Toaster.ready')
  const toast = { title: 'Need help?', body: 'We are here.', buttons: { primary: 'Yes', secondary: 'No' } }
  await joe.command('Toaster.open', toast)
  await joe.ui.getByRole('button', { name: 'Yes' }).click()
  await joe.hear('Toaster.accepted')
  await joe.command('Toaster.open', toast)
  await joe.ui.getByRole('button', { name: 'No' }).click()
  await joe.hear('Toaster.declined')
  expect(await joe.ui.getByText('We are here.').count()).toBe(0)
})

test('on a phone the window fills the screen', async () => {
  const { joe, ui } = await talking(
    {},
    { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
  )
  expect(await widthOf(joe)).toBe(390)
  await ui.getByRole('button', { name: 'Close Messenger' }).click()
  await ui.getByRole('button', { name: 'Open Messenger' }).waitFor()
  expect(await widthOf(joe)).toBe(88)
})

test('it works under a strict Content Security Policy', async () => {
  const { origin } = new URL(shop.simulator.url)
  const policy = [
    "default-src 'none'",
    `script-src 'unsafe-inline' ${origin}`,
    `connect-src ${origin} ${origin.replace('http', 'ws')}`,
    "style-src 'self'",
    'img-src data:',
  ].join('; ')
  const { ui } = await talking({ headers: { 'content-security-policy': policy } })
  const color = await ui
    .getByRole('heading', { name: 'Messenger' })
    .evaluate((node) => getComputedStyle(node).color)
  expect(color).toBe('rgb(255, 255, 255)')
})

test('axe finds nothing in it', async () => {
  const { joe, ui, chat } = await talking()
  await chat.offer({ text: 'Which size?', quickReplies: ['Small', 'Large'] })
  await chat.disconnect()
  await ui.getByText('Your conversation has ended').waitFor()
  const { violations } = await new AxeBuilder({ page: joe.page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
})
