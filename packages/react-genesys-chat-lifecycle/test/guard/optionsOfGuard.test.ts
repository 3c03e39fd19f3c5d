import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkOptions } from '../../src/common/checks.ts'
import { GUARD_CHECKS } from '../../src/guard/checks.ts'
import { resolveLabels } from '../../src/guard/labels.ts'
import { normalizeGuardOptions } from '../../src/guard/normalize.ts'
import { de, en, fr, zhHans } from '../../src/locales/index.ts'

const told: string[] = []
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((words) => void told.push(words))
})
afterEach(() => {
  told.length = 0
  vi.restoreAllMocks()
})

const check = (options: object): string[] => {
  checkOptions('<Guard>', options, GUARD_CHECKS)
  return told.splice(0).map((words) => words.replace(/^.*?>: /, ''))
}
const policies = "expected 'notify', 'end' or 'none', got a string. The default is used."
const neverCalled = 'expected a function, got a string. It is never called.'

describe('an option that is wrong', () => {
  it.each<[object, string]>([
    [{ asyncPolicy: 'ende' }, policies],
    [{ regularPolicy: 'ende' }, policies],
    [
      { notice: 5 },
      'expected a text, or a function of the closed segment, got 5. The default notice is shown. Use asyncPolicy="none" to show no notice.',
    ],
    [
      { noticePlacement: 'top' },
      "expected 'auto', 'widget', 'page' or 'none', got a string. 'auto' is used.",
    ],
    [{ bubble: 'red' }, 'expected an object, got a string. Use bubble={{ time: false }}.'],
    [{ endDelayMs: '5s' }, 'expected a number of milliseconds, got a string. Use endDelayMs={5_000}.'],
    [{ beforeEnd: 'x' }, neverCalled],
    [
      { beforeEndTimeoutMs: '5s' },
      'expected a number of milliseconds, got a string. Use beforeEndTimeoutMs={5_000}.',
    ],
    [{ closeWindow: 'x' }, 'expected a boolean, got a string. Use closeWindow or closeWindow={false}.'],
    [{ followUps: 'x' }, "expected 'allow', 'confirm' or 'block', got a string. 'allow' is used."],
    [
      { labels: { dismiss: 5 } },
      "expected an object of texts, got an object. Use labels={{ dismiss: 'Got it' }}.",
    ],
    [{ labels: 'x' }, "expected an object of texts, got a string. Use labels={{ dismiss: 'Got it' }}."],
    [
      { locale: 'de' },
      "expected an object of `react-genesys-chat-lifecycle/locales`, or an array of them, got a string. Import de from 'react-genesys-chat-lifecycle/locales' and use locale={de}.",
    ],
    [
      { locale: 7 },
      'expected an object of `react-genesys-chat-lifecycle/locales`, or an array of them, got 7. English is used.',
    ],
    [
      { locale: [] },
      'expected an object of `react-genesys-chat-lifecycle/locales`, or an array of them, got an array. English is used.',
    ],
    [
      { locale: [de, 'fr'] },
      'expected an object of `react-genesys-chat-lifecycle/locales`, or an array of them, got an array. English is used.',
    ],
    [
      { canUseOverlay: 1 },
      'expected a boolean, got 1. Use canUseOverlay: true if you render into overlayElement.',
    ],
    [{ onNotice: 'x' }, neverCalled],
    [{ onEnd: 'x' }, neverCalled],
    [{ onFollowUpHeld: 'x' }, neverCalled],
    [{ onError: 'x' }, neverCalled],
  ])('%j is told', (options, words) => {
    expect(check(options)).toEqual([words])
  })

  it.each<object>([
    { asyncPolicy: 'notify', regularPolicy: 'end', notice: 'Bye', noticePlacement: 'none', bubble: {} },
    { notice: () => null, endDelayMs: 0, beforeEndTimeoutMs: 0, closeWindow: true, followUps: 'confirm' },
    { labels: { dismiss: 'Got it', send: undefined }, locale: de, canUseOverlay: false, endDelayMs: 1_000 },
    { locale: [de, fr], endDelayMs: Number.POSITIVE_INFINITY, asyncPolicy: 'none', regularPolicy: 'notify' },
    { endDelayMs: 604_800_000 },
  ])('is none of these: %j', (options) => {
    expect(check(options)).toEqual([])
  })

  it.each<[number, string]>([
    [1, '1 milliseconds are too short for a countdown. Use endDelayMs={1_000}.'],
    [999, '999 milliseconds are too short for a countdown. Use endDelayMs={999_000}.'],
    [
      604_800_001,
      'this is more than a week. Use regularPolicy="notify" or asyncPolicy="notify" if the chat should stay open.',
    ],
  ])('may be a delay that is hardly meant: %i', (endDelayMs, words) => {
    expect(check({ endDelayMs })).toEqual([words])
  })
})

describe('options from plain JavaScript', () => {
  it('count as not given where they are wrong', () => {
    const wrong = Object.fromEntries(
      Object.keys(GUARD_CHECKS)
        .filter((name) => !['endDelayMs', 'labels', 'locale', 'canUseOverlay'].includes(name))
        .map((name) => [name, Symbol('wrong')]),
    )
    expect(normalizeGuardOptions(wrong)).toEqual({})
    const right = {
      asyncPolicy: 'end',
      regularPolicy: 'none',
      noticePlacement: 'page',
      followUps: 'block',
      notice: 'Bye',
      bubble: {},
      closeWindow: false,
      beforeEndTimeoutMs: 5,
      endDelayMs: 0,
    } as const
    expect(normalizeGuardOptions(right)).toEqual(right)
  })

  it.each<[unknown, number | undefined]>([
    [undefined, undefined],
    [0, 0],
    [5, 5],
    ['5s', 30_000],
    [-1, 30_000],
    [null, 30_000],
  ])('with the delay %j count down %j', (endDelayMs, ms) => {
    expect(normalizeGuardOptions({ endDelayMs } as never).endDelayMs).toBe(ms)
  })
})

describe('the words', () => {
  it.each<[unknown, string[], string]>([
    [undefined, ['de'], 'en'],
    [de, ['fr'], 'de'],
    [[de, fr], ['fr'], 'fr'],
    [[de, fr], ['it', 'fr', 'de'], 'fr'],
    [[de, fr], ['en-GB', 'de'], 'en'],
    [[de, fr], ['it'], 'en'],
    [[de, fr], [], 'en'],
    [[de], ['de_AT'], 'de'],
    [[de], ['DE-ch'], 'de'],
    [[zhHans], ['zh-CN'], 'zh-Hans'],
    [[zhHans], ['zh-TW'], 'en'],
    [[de], ['not a language!', 'de'], 'de'],
    ['de', ['de'], 'en'],
    [['x', null, de], ['de'], 'de'],
  ])('of %# in the page’s language', (locale, languages, lang) => {
    expect(resolveLabels(locale, undefined, languages).lang).toBe(lang)
  })

  it('are English without a language of the page', () => {
    expect(resolveLabels([de], undefined)).toEqual(en)
  })

  it('are the developer’s where they are texts, and English where a locale has none', () => {
    const { dismiss: _, ...incomplete } = de
    const labels = resolveLabels(incomplete, { send: 'Go', discard: 7 })
    expect(labels).toEqual({ ...de, dismiss: en.dismiss, send: 'Go' })
  })

  it('survive a locale that throws', () => {
    const hostile = new Proxy([de], {
      get() {
        throw new Error('theirs')
      },
    })
    expect(resolveLabels(hostile, undefined, ['de'])).toEqual(en)
  })
})
