import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { type OpenWidget, startWidget } from '../chromium/startWidget.ts'
import { differences, HOSTILE, lookOf, VITE_TEMPLATE } from './pageStyles.ts'

// The simulator's widget looks the same in every page, whatever rules the page has for elements.

let widget: OpenWidget
let built: Awaited<ReturnType<typeof simulatorWidget.prepare>>
const looks: Record<string, Record<string, string>> = {}

beforeAll(async () => {
  built = await simulatorWidget.prepare()
  widget = await startWidget(simulatorWidget, built.folders, { mode: 'regular' })
  const { page } = widget
  // The font is the page's.
  await page.addStyleTag({ content: 'body { font-family: sans-serif }' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const launcher = page.getByRole('button', { name: 'Chat', exact: true })
  await launcher.waitFor()
  await compare('the button in the corner')
  await launcher.click()
  await page.getByRole('button', { name: 'Start chat' }).focus()
  await compare('the form')
  await page.getByRole('textbox', { name: 'First name' }).fill('Joe')
  await page.getByRole('button', { name: 'Start chat' }).click()
  await page.getByText('Chat Started').waitFor()
  const agent = await widget.agent.newest()
  await agent.join('Anna')
  await agent.say('Hello Joe')
  await page.getByRole('log').getByText('Hello Joe').waitFor()
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Hello Anna')
  await page.getByRole('textbox', { name: 'Message', exact: true }).press('Enter')
  await page.getByRole('log').getByText('Hello Anna').waitFor()
  await widget.command('WebChat.injectMessage', { type: 'text', text: 'Thank you.', name: 'Shop' })
  await compare('the conversation')
  await page.getByRole('button', { name: 'Close chat' }).click()
  await page.getByRole('alertdialog').waitFor()
  await compare('the question')
})
afterAll(async () => {
  await widget?.close()
  await built?.remove()
})

/** Notes how the widget looks without and with the page's rules. */
async function compare(part: string): Promise<void> {
  const { page } = widget
  // Nothing is hovered, and nothing fades, while it is looked at.
  await page.mouse.move(0, 0)
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
  const found: Record<string, string> = { plain: await lookOf(page, '.gsim *') }
  for (const [name, content] of Object.entries({ VITE_TEMPLATE, HOSTILE })) {
    const sheet = await page.addStyleTag({ content })
    found[name] = await lookOf(page, '.gsim *')
    await sheet.evaluate((node) => (node as Element).remove())
  }
  looks[part] = found
}

describe.each(['VITE_TEMPLATE', 'HOSTILE'])('with the rules of %s', (sheet) => {
  test.each(['the button in the corner', 'the form', 'the conversation', 'the question'])(
    '%s looks as it always does',
    (part) => {
      expect(looks[part]?.plain).toContain('gsim-title')
      expect(differences(looks[part]?.plain, looks[part]?.[sheet])).toEqual([])
    },
  )
})
