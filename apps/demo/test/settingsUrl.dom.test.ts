import { describe, expect, test } from 'vitest'
import { GUARD_DEFAULTS } from '../src/shared/guardOptions.ts'
import { type DemoSettings, SETTINGS_DEFAULTS } from '../src/shared/settings.ts'
import { fromQuery, toQuery } from '../src/shared/settingsUrl.ts'

const read = (query: string): DemoSettings | null => fromQuery(new URLSearchParams(query))

describe('a link', () => {
  test('says only what is not the default', () => {
    expect(toQuery(SETTINGS_DEFAULTS).toString()).toBe('')
    const settings: DemoSettings = {
      ...SETTINGS_DEFAULTS,
      mode: 'regular',
      guard: { ...GUARD_DEFAULTS, followUps: 'confirm', endDelayMs: 5_000 },
    }
    expect(toQuery(settings).toString()).toBe('mode=regular&followUps=confirm&endDelayMs=5000')
  })

  test('says every setting, and reads the same', () => {
    const settings: DemoSettings = {
      platform: 'messenger',
      transport: 'gms',
      mode: 'regular',
      guard: {
        ...GUARD_DEFAULTS,
        notice: 'Bye & thanks, Jürgen?',
        isNoticeFunction: true,
        isRenderedByPage: true,
        closeWindow: true,
        closeSignal: 'marker',
        locale: 'ar',
        bubble: { ...GUARD_DEFAULTS.bubble, fill: '#112233', direction: 'left', time: true, name: false },
        labels: { dismiss: 'Got it' },
      },
    }
    expect(read(toQuery(settings).toString())).toEqual(settings)
  })

  test('without settings leaves those of the last visit alone', () => {
    expect(read('')).toBeNull()
    expect(read('utm_source=mail')).toBeNull()
  })

  test('with values that do not exist does not break the page', () => {
    expect(read('platform=icq&endDelayMs=7&closeWindow=perhaps&bubble.direction=up')).toBeNull()
    expect(read('platform=icq&followUps=block')).toEqual({
      ...SETTINGS_DEFAULTS,
      guard: { ...GUARD_DEFAULTS, followUps: 'block' },
    })
    expect(read('transport=gms&mode=async')?.mode).toBe('regular')
  })
})
