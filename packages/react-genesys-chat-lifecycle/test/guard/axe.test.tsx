import { screen } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ar } from '../../src/locales/index.ts'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'
import { closeSegment, headless, press, say } from '../support/guarded.tsx'

beforeEach(() => {
  vi.useFakeTimers()
  document.documentElement.lang = 'en'
  document.title = 'Shop'
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('axe reports no violation', () => {
  const check = async (node: Element = document.body): Promise<void> => {
    vi.useRealTimers()
    // Contrast needs pixels: the browser tests look at it.
    const { violations } = await axe.run(node, {
      rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  const states: [string, AppOptions['guard'], (app: App) => Promise<void>][] = [
    ['nothing to show', {}, async () => {}],
    ['a notice', { notice: 'Bye' }, closeSegment],
    ['a notice from right to left', { locale: ar }, closeSegment],
    ['a countdown', { asyncPolicy: 'end', endDelayMs: 10_000 }, closeSegment],
    [
      'held texts',
      { followUps: 'confirm' },
      async (app) => {
        await closeSegment(app)
        await say(app, 'one')
        await say(app, 'two')
      },
    ],
    [
      'held texts that are being sent',
      { followUps: 'confirm' },
      async (app) => {
        await closeSegment(app)
        await say(app, 'one')
        app.testBus.server.latency(60_000, 'send')
        await press(app, screen.getByRole('button', { name: 'Send as a new request' }))
      },
    ],
    [
      'blocked texts and files',
      { followUps: 'block' },
      async (app) => {
        await closeSegment(app)
        await say(app, 'one')
        await say(app, 'two')
        await app.does(() => void app.testBus.bus.command('WebChatService.sendFile', { files: {} }))
      },
    ],
  ]
  it.each(states)('with %s', async (_, guard, bring) => {
    await bring(await headless(guard))
    await check()
  })

  it('with a held text in the overlay', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    await closeSegment(app)
    await say(app, 'one')
    const overlay = app.testBus.widget.state.overlay?.html as HTMLElement
    document.body.append(overlay)
    await check()
    overlay.remove()
  })
})
