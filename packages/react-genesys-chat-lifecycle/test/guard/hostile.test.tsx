import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createContactCentre } from '../../src/testing/index.ts'
import { mountConversation } from '../support/app.tsx'
import { closeSegment, say } from '../support/guarded.tsx'
import { HOSTILE } from '../support/hostile.ts'

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(window, '_genesys')
})

const notice = ({ agentName }: { agentName: string | null }) => `**${agentName}** closed this chat`

/** An asynchronous chat with an agent of that name, closed. */
async function closedBy(name: string, webChat = true) {
  const centre = createContactCentre({ seed: 1 })
  const app = await mountConversation({
    bus: { async: true, centre, webChat },
    guard: { notice, followUps: 'confirm' },
  })
  centre.createAgent(name).join()
  await app.settle()
  await closeSegment(app)
  return app
}
const injected = (app: Awaited<ReturnType<typeof closedBy>>) => {
  const data = app.testBus.commandsNamed('WebChat.injectMessage')[0]?.data
  return (data as { type: string; text: string }) ?? { type: '', text: '' }
}

describe.each(HOSTILE)('the hostile text %j', (text) => {
  it('stays text in the page, as an agent’s name and as a held message', async () => {
    const app = await closedBy(text, false)
    await say(app, text)

    const status = screen.getByRole('status')
    expect(status.textContent).toContain(`**${text}** closed this chat`)
    if (text.trim()) expect(status.querySelector('.genesys-chat-guard__quote')?.textContent).toBe(text)
    expect(status.querySelectorAll('a, img, script, svg, b, em, strong, iframe')).toHaveLength(0)
  })

  it('reaches the widget as text, without anything that it would turn into a link', async () => {
    const app = await closedBy(text)
    const { type, text: given } = injected(app)

    expect(type).toBe('text')
    expect(given.replaceAll('\u2060', '')).toBe(`**${text.replace(/\s+/g, ' ')}** closed this chat`)
    expect(given).not.toMatch(/:\/\/|www\.|@\w/i)
    await say(app, text)
    const overlay = app.testBus.widget.state.overlay?.html as HTMLElement
    // The widget's input is limited to 500 characters.
    expect(overlay.querySelector('.genesys-chat-guard__quote')?.textContent).toBe(text.slice(0, 500).trim())
    expect(overlay.querySelectorAll('a, img, script, svg, b, em, strong, iframe')).toHaveLength(0)
  })

  it('is escaped where the widget renders Markdown, while the developer’s own Markdown is not', async () => {
    Object.assign(window, { _genesys: { widgets: { webchat: { markdown: true } } } })
    const { text: given } = injected(await closedBy(text))
    const name = given.slice(2, -'** closed this chat'.length)

    expect(given.startsWith('**') && given.endsWith('** closed this chat')).toBe(true)
    expect(name.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(text.replace(/\s+/g, ' '))
    expect(name.replace(/\\./g, '')).not.toMatch(/[!-,./:-@[-`{-~]/)
  })
})

it('escapes Markdown also where the page asked for it when it opened the window', async () => {
  const centre = createContactCentre({ seed: 1 })
  const app = await mountConversation({ bus: { async: true, centre }, guard: { notice } })
  app.testBus.customer.close()
  await app.settle()
  await app.does(() => void app.testBus.bus.command('WebChat.open', { markdown: true }))
  await app.settle()
  centre.createAgent('*Eve*').join()
  await app.settle()
  await closeSegment(app)

  expect(injected(app).text).toBe('**\\*Eve\\*** closed this chat')
})
