import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { type OpenWidget, startWidget } from '../chromium/startWidget.ts'

// The simulator's widget looks the same in every page, whatever rules the page has for elements.

/** Rules for elements, as those in the `index.css` of Vite's template for React. */
const VITE_TEMPLATE = `
  :root {
    font: 18px/145% system-ui, sans-serif; letter-spacing: 0.18px; color-scheme: light dark; color: #6b6375;
    font-synthesis: none; text-rendering: optimizeLegibility;
  }
  body { margin: 0; }
  h1, h2 { font-family: system-ui, sans-serif; font-weight: 500; color: #08060d; }
  h2 { font-size: 24px; line-height: 118%; letter-spacing: -0.24px; margin: 0 0 8px; }
  p { margin: 0; }
`

/** What resets, old frameworks and careless pages do. */
const HOSTILE = `
  * { margin: 0; padding: 0; border: 0; list-style: none; float: left; text-transform: uppercase; }
  *, *::before, *::after { box-sizing: content-box; animation: none; content: "x"; }
  html { font-size: 62.5%; }
  body { color: red; text-align: center; letter-spacing: 4px; line-height: 3; visibility: visible; cursor: wait; }
  body div, body section, body p { max-width: 120px; background: yellow; position: relative; }
  body h2 { color: black; font-size: 60px; display: none; }
  body form { display: inline; width: 50px; }
  body label { display: none; }
  body button, body input, body textarea {
    all: unset; display: block; width: 100%; height: 4px; background: lime; color: yellow; border-radius: 0; opacity: 0.2;
  }
  body svg { display: none; width: 100%; fill: red; }
  body svg path { fill: red; stroke: none; }
  body i, body span { display: block; font-size: 40px; font-style: italic; }
  [hidden] { display: block; }
  :focus, :focus-visible { outline: none; }
`

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
  const found: Record<string, string> = { plain: await lookOf(page) }
  for (const [name, content] of Object.entries({ VITE_TEMPLATE, HOSTILE })) {
    const sheet = await page.addStyleTag({ content })
    found[name] = await lookOf(page)
    await sheet.evaluate((node) => (node as Element).remove())
  }
  looks[part] = found
}

/** The computed style of every element of the widget, one line for each. */
function lookOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    // Lengths of what is not laid out are not resolved, and the page's font is the widget's.
    const ignored =
      /^(font-family|-webkit-locale|font-synthesis|text-rendering|perspective-origin|transform-origin)/
    const styleOf = (node: Element, pseudo?: string): string => {
      const style = getComputedStyle(node, pseudo)
      // Of a drawing, only what one sees.
      const seen = node.tagName === 'path' ? ['d', 'display', 'fill', 'stroke', 'stroke-width'] : [...style]
      const names = seen.filter((name) => !ignored.test(name))
      return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ')
    }
    return [...document.querySelectorAll('.gsim *')]
      .flatMap((node) => [
        `${node.tagName} ${node.getAttribute('class')} | ${styleOf(node)}`,
        `${node.tagName} ${node.getAttribute('class')}::before | ${styleOf(node, '::before')}`,
      ])
      .join('\n')
  })
}

/** What differs, in few words. */
function differences(one = '', other = ''): string[] {
  const others = other.split('\n')
  return one.split('\n').flatMap((line, index) => {
    const [name = '', style = ''] = line.split(' | ')
    const otherStyle = others[index]?.split(' | ')[1]?.split('; ') ?? []
    return style
      .split('; ')
      .filter((declaration, at) => declaration !== otherStyle[at])
      .map((declaration) => `${name} { ${declaration} }`)
  })
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
