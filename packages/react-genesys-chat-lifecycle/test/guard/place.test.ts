import { describe, expect, it } from 'vitest'
import { placeControls, placeNotice } from '../../src/guard/rule.ts'
import type { GuardEffect } from '../../src/guard/reducer.ts'
import { type GuardState, idleGuard } from '../../src/guard/state.ts'
import type { ClosedSegment } from '../../src/index.ts'

const closedSegment: ClosedSegment = {
  key: 's:1-1',
  state: 'completed',
  signal: 'interactionState',
  at: 1,
  agentName: null,
  isAsync: true,
  sessionId: 's',
}
const noticed: GuardState = {
  ...idleGuard,
  sessionId: 's',
  closedSegment,
  action: 'notify',
  text: 'Bye',
  noticePlacement: 'auto',
}

const place = (change: Partial<GuardState>) => {
  const effects: GuardEffect[] = []
  const { place: where, injecting, seen } = placeNotice({ ...noticed, ...change }, effects)
  return [where, effects.map(({ type }) => type).join('+') || 'nothing', { injecting, seen }]
}

describe('the notice', () => {
  it.each<[string, Partial<GuardState>, unknown[]]>([
    ['into the widget, if that can take it', { canInject: true }, ['pending', 'inject']],
    ['into the page, if it cannot', {}, ['page', 'noticed']],
    ['into the page, if it would not', { canInject: true, refused: true }, ['page', 'noticed']],
    ['into neither while it is on its way', { canInject: true, injecting: true }, ['pending', 'nothing']],
    ['into neither while the window may open in a moment', { patient: true }, ['pending', 'nothing']],
    ['into neither again that has it', { canInject: true, place: 'widget' }, ['widget', 'nothing']],
    ['into no page when the widget has it', { place: 'widget' }, ['widget', 'nothing']],
    ['into no page that was put away', { dismissed: true }, ['pending', 'nothing']],
    ['into no widget when it was put away', { dismissed: true, canInject: true }, ['pending', 'nothing']],
    ['off the page that was put away', { dismissed: true, place: 'page' }, ['pending', 'nothing']],
    ['into no page when it was seen in the widget', { seen: true }, ['pending', 'nothing']],
    [
      'nowhere else, while the widget is on its way to take over',
      { place: 'page', canInject: true },
      ['page', 'inject'],
    ],
    [
      'nowhere else than the page where it stands',
      { place: 'page', patient: true, seen: true },
      ['page', 'nothing'],
    ],
    ['nowhere without words', { text: null }, ['pending', 'nothing']],
    ['nowhere without a closing', { closedSegment: null }, ['pending', 'nothing']],
  ])('goes %s', (_, change, expected) => {
    expect(place(change).slice(0, 2)).toEqual(expected)
  })

  it.each<[string, Partial<GuardState>, unknown[]]>([
    ['at once', {}, ['page', 'noticed']],
    ['though the window may open', { patient: true }, ['page', 'noticed']],
    ['though the widget could take it', { canInject: true }, ['page', 'noticed']],
    ['though it was seen', { seen: true }, ['page', 'noticed']],
    ['and stays there', { place: 'page' }, ['page', 'nothing']],
    ['unless it was put away', { dismissed: true }, ['pending', 'nothing']],
  ])('goes into the page where that is said: %s', (_, change, expected) => {
    expect(place({ noticePlacement: 'page', ...change }).slice(0, 2)).toEqual(expected)
  })

  it('goes into the widget or nowhere where that is said', () => {
    expect(place({ noticePlacement: 'widget' }).slice(0, 2)).toEqual(['pending', 'nothing'])
    expect(place({ noticePlacement: 'widget', canInject: true }).slice(0, 2)).toEqual(['pending', 'inject'])
    expect(place({ noticePlacement: 'widget', place: 'page' }).slice(0, 2)).toEqual(['pending', 'nothing'])
  })

  it('is told of once, and goes nowhere, where somebody else shows it', () => {
    expect(place({ noticePlacement: 'none' })).toEqual(['pending', 'noticed', { injecting: false, seen: true }])
    expect(place({ noticePlacement: 'none', seen: true })).toEqual([
      'pending',
      'nothing',
      { injecting: false, seen: true },
    ])
    expect(place({ noticePlacement: 'none', canInject: true, place: 'page' })[0]).toBe('pending')
    expect(place({ noticePlacement: 'none', place: 'widget' })[0]).toBe('widget')
  })

  it('that stays where it is changes nothing', () => {
    for (const change of [
      { place: 'page' },
      { place: 'widget' },
      { patient: true },
    ] as Partial<GuardState>[]) {
      const state = { ...noticed, ...change }
      expect(placeNotice(state, [])).toBe(state)
    }
  })
})

describe('what has buttons', () => {
  const counting: GuardState = { ...noticed, endsAt: 5, canOverlay: true }
  const controls = (change: Partial<GuardState>) => {
    const effects: GuardEffect[] = []
    const { overlay } = placeControls({ ...counting, ...change }, effects)
    return [overlay, effects.map(({ type }) => type).join('+') || 'nothing']
  }

  it.each<[string, Partial<GuardState>, string[]]>([
    ['asks for the overlay', {}, ['asked', 'showOverlay']],
    ['asks for it once', { overlay: 'asked' }, ['asked', 'nothing']],
    ['asks for it again only when something has changed', { overlay: 'refused' }, ['refused', 'nothing']],
    ['leaves it to the page, which uses it', { overlayTaken: true }, ['off', 'nothing']],
    ['gives it up when the page takes it', { overlayTaken: true, overlay: 'shown' }, ['off', 'hideOverlay']],
    ['takes it away when there is nothing left', { endsAt: null, overlay: 'shown' }, ['off', 'hideOverlay']],
    ['does not take away what was refused', { endsAt: null, overlay: 'refused' }, ['off', 'nothing']],
    ['has no use for it without a window', { canOverlay: false }, ['off', 'nothing']],
    ['belongs into the page where that is said', { noticePlacement: 'page' }, ['off', 'nothing']],
    ['is somebody else’s where that is said', { noticePlacement: 'none' }, ['off', 'nothing']],
    ['belongs into the widget where that is said', { noticePlacement: 'widget' }, ['asked', 'showOverlay']],
  ])('%s', (_, change, expected) => {
    expect(controls(change)).toEqual(expected)
  })

  it('is a countdown, or what the customer sent', () => {
    const held = { id: '1', kind: 'held', text: 'hi', data: {} } as const
    expect(controls({ endsAt: null, followUps: [held] })).toEqual(['asked', 'showOverlay'])
    expect(controls({ endsAt: 0 })).toEqual(['asked', 'showOverlay'])
  })
})

it('a guard that has nothing to do is this', () => {
  expect(idleGuard).toEqual({
    ...{ sessionId: null, closedSegment: null, action: 'none', text: null, place: 'pending', injecting: false },
    ...{ refused: false, seen: false, dismissed: false, patient: false, noticePlacement: 'none', endsAt: null },
    ...{ stopped: false, followUps: [], sending: false, canInject: false, canOverlay: false },
    ...{ overlay: 'off', overlayTaken: false },
  })
})
