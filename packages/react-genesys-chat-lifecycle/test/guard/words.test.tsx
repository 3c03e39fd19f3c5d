import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEndGuardProps, GuardLabels } from '../../src/index.ts'
import * as locales from '../../src/locales/index.ts'
import { mountConversation } from '../support/app.tsx'
import { closeSegment, inOverlay, say } from '../support/guarded.tsx'

const { de, fr, ar, zhHans, en } = locales
const all: GuardLabels[] = Object.values(locales)

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  document.documentElement.removeAttribute('lang')
})

async function noticeWith(guard: ChatEndGuardProps, language = ''): Promise<string | undefined> {
  document.documentElement.lang = language
  const app = await mountConversation({ bus: { async: true }, guard })
  await closeSegment(app)
  return app.testBus.widget.notices[0]
}

describe('the texts', () => {
  it('are English by default, whatever the language of the page', async () => {
    expect(await noticeWith({}, 'de')).toBe(en.notice)
  })

  it('are those of a single locale, whatever the language of the page', async () => {
    expect(await noticeWith({ locale: de }, 'fr')).toBe(de.notice)
  })

  it.each([
    ['de', de],
    ['de-AT', de],
    ['fr-CA', fr],
    ['zh-CN', zhHans],
    ['zh-TW', en],
    ['pl', en],
    ['', en],
    ['not a language', en],
  ])('of several locales are those of the page’s language: "%s"', async (language, expected) => {
    expect(await noticeWith({ locale: [fr, de, zhHans] }, language)).toBe(expected.notice)
  })

  it('can be replaced one by one', async () => {
    const app = await mountConversation({
      bus: { async: true },
      guard: { locale: de, labels: { sendAsNew: 'Nochmal fragen' }, followUps: 'confirm' },
    })
    await closeSegment(app)
    await say(app, 'hallo')

    expect(inOverlay(app)?.getByRole('button', { name: 'Nochmal fragen' })).toBeTruthy()
    expect(inOverlay(app)?.getByRole('button', { name: de.discard })).toBeTruthy()
  })

  it('carry their language and direction, which the developer’s and the customer’s own texts do not', async () => {
    const app = await mountConversation({
      bus: { async: true, webChat: false },
      guard: { locale: ar, notice: 'Bis bald', endDelayMs: 5_000, followUps: 'confirm' },
    })
    await closeSegment(app)
    await say(app, 'hello')

    const words = screen.getByText(ar.held)
    expect(words.closest('[lang]')).toHaveAttribute('lang', 'ar')
    expect(words.closest('[dir]')).toHaveAttribute('dir', 'rtl')
    expect(screen.getByText('Bis bald')).toHaveAttribute('lang', '')
    expect(screen.getByText('hello')).toHaveAttribute('dir', 'auto')
  })

  it('are complete and different in every language', () => {
    const keys = Object.keys(en).sort()
    expect(all).toHaveLength(9)
    for (const locale of all) {
      expect(Object.keys(locale).sort()).toEqual(keys)
      expect(Object.values(locale).every((words) => words.trim() !== '')).toBe(true)
      expect(new Intl.Locale(locale.lang).language).toBe(locale.lang.slice(0, 2))
    }
    expect(new Set(all.map(({ notice }) => notice)).size).toBe(9)
    expect(all.filter(({ dir }) => dir === 'rtl')).toEqual([ar])
  })
})
