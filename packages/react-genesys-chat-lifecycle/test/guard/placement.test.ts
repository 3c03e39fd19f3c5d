import { describe, expect, it } from 'vitest'
import { type GuardInput, reduceGuard } from '../../src/guard/reducer.ts'
import type { RuleOptions } from '../../src/guard/rule.ts'
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
const options: RuleOptions = {
  asyncPolicy: 'notify',
  regularPolicy: 'end',
  noticePlacement: 'auto',
  endDelayMs: 0,
  noticeFor: () => 'Bye',
}
const noticed: GuardState = {
  ...idleGuard,
  sessionId: 's',
  closedSegment,
  action: 'notify',
  text: 'Bye',
  options,
}
/** Changes nothing by itself: the reducer only places what there is. */
const NOTHING: GuardInput = { type: 'injected', key: 'another segment' }

const place = (change: Partial<GuardState>, rule: Partial<RuleOptions> = {}) => {
  const [state, effects] = reduceGuard({ ...noticed, options: { ...options, ...rule }, ...change }, NOTHING)
  const { noticePlacement, isInjecting, wasSeen } = state
  return [
    noticePlacement,
    effects.map(({ type }) => type).join('+') || 'nothing',
    { isInjecting, wasSeen },
  ] as const
}

describe('the notice', () => {
  it.each<[string, Partial<GuardState>, unknown[]]>([
    ['goes into the widget if that can take it', { canInject: true }, ['pending', 'inject']],
    ['goes into the page if there is no window', {}, ['page', 'noticed']],
    [
      'goes into the page if the widget refused it',
      { canInject: true, isRefused: true },
      ['page', 'noticed'],
    ],
    [
      'stays out of the page while the widget is being asked',
      { canInject: true, isInjecting: true },
      ['pending', 'nothing'],
    ],
    ['stays out of the page while a window may still open', { isPatient: true }, ['pending', 'nothing']],
    [
      'is not sent to the widget again',
      { canInject: true, noticePlacement: 'widget' },
      ['widget', 'nothing'],
    ],
    ['is not repeated in the page', { noticePlacement: 'widget' }, ['widget', 'nothing']],
    ['does not return to the page after it was dismissed', { isDismissed: true }, ['pending', 'nothing']],
    [
      'does not go into the widget after it was dismissed',
      { isDismissed: true, canInject: true },
      ['pending', 'nothing'],
    ],
    [
      'leaves the page when it is dismissed',
      { isDismissed: true, noticePlacement: 'page' },
      ['pending', 'nothing'],
    ],
    [
      'is not repeated in the page after it was read in the widget',
      { wasSeen: true },
      ['pending', 'nothing'],
    ],
    [
      'stays in the page while the widget is being asked to take over',
      { noticePlacement: 'page', canInject: true },
      ['page', 'inject'],
    ],
    [
      'stays in the page although a window may open',
      { noticePlacement: 'page', isPatient: true, wasSeen: true },
      ['page', 'nothing'],
    ],
    ['is nowhere without a closed segment', { closedSegment: null }, ['pending', 'nothing']],
  ])('%s', (_, change, expected) => {
    expect(place(change).slice(0, 2)).toEqual(expected)
  })

  it('is nowhere without words', () => {
    expect(place({ text: null }, { noticeFor: () => null }).slice(0, 2)).toEqual(['pending', 'nothing'])
  })

  it.each<[string, Partial<GuardState>, unknown[]]>([
    ['at once', {}, ['page', 'noticed']],
    ['even if a window may open', { isPatient: true }, ['page', 'noticed']],
    ['even if the widget could take it', { canInject: true }, ['page', 'noticed']],
    ['even if it was read before', { wasSeen: true }, ['page', 'noticed']],
    ['and stays there', { noticePlacement: 'page' }, ['page', 'nothing']],
    ['unless it was dismissed', { isDismissed: true }, ['pending', 'nothing']],
  ])('with noticePlacement "page" goes into the page %s', (_, change, expected) => {
    expect(place(change, { noticePlacement: 'page' }).slice(0, 2)).toEqual(expected)
  })

  it('with noticePlacement "widget" goes into the widget or nowhere', () => {
    const inWidget = { noticePlacement: 'widget' } as const
    expect(place({}, inWidget).slice(0, 2)).toEqual(['pending', 'nothing'])
    expect(place({ canInject: true }, inWidget).slice(0, 2)).toEqual(['pending', 'inject'])
    expect(place({ noticePlacement: 'page' }, inWidget).slice(0, 2)).toEqual(['pending', 'nothing'])
  })

  it('with noticePlacement "none" is announced once and shown nowhere', () => {
    const nowhere = { noticePlacement: 'none' } as const
    const seen = { isInjecting: false, wasSeen: true }
    expect(place({}, nowhere)).toEqual(['pending', 'noticed', seen])
    expect(place({ wasSeen: true }, nowhere)).toEqual(['pending', 'nothing', seen])
    expect(place({ canInject: true, noticePlacement: 'page' }, nowhere)[0]).toBe('pending')
    expect(place({ noticePlacement: 'widget' }, nowhere)[0]).toBe('widget')
  })

  it.each<Partial<GuardState>>([
    { noticePlacement: 'page' },
    { noticePlacement: 'widget' },
    { isPatient: true },
  ])('keeps the same state object where it does not move: %j', (change) => {
    const state = { ...noticed, ...change }
    expect(reduceGuard(state, NOTHING)).toEqual([state, []])
    expect(reduceGuard(state, NOTHING)[0]).toBe(state)
  })
})

describe('a countdown or a held text', () => {
  const counting: GuardState = {
    ...noticed,
    action: 'end',
    options: { ...options, asyncPolicy: 'end' },
    text: null,
    endsAt: 5,
    canOverlay: true,
  }
  const controls = (change: Partial<GuardState>, rule: Partial<RuleOptions> = {}) => {
    const state = { ...counting, options: { ...counting.options, ...rule }, ...change }
    const [{ overlay }, effects] = reduceGuard(state, NOTHING)
    return [overlay, effects.map(({ type }) => type).join('+') || 'nothing']
  }

  it.each<[string, Partial<GuardState>, string[]]>([
    ['asks for the overlay', {}, ['asked', 'showOverlay']],
    ['asks for the overlay once', { overlay: 'asked' }, ['asked', 'nothing']],
    ['does not ask again after a refusal', { overlay: 'refused' }, ['refused', 'nothing']],
    ['leaves an overlay alone that the page uses', { isOverlayTaken: true }, ['off', 'nothing']],
    [
      'gives the overlay up when the page takes it',
      { isOverlayTaken: true, overlay: 'shown' },
      ['off', 'hideOverlay'],
    ],
    [
      'hides the overlay when nothing is left to show',
      { endsAt: null, overlay: 'shown' },
      ['off', 'hideOverlay'],
    ],
    ['does not hide an overlay that was refused', { endsAt: null, overlay: 'refused' }, ['off', 'nothing']],
    ['does not ask for an overlay without a window', { canOverlay: false }, ['off', 'nothing']],
  ])('%s', (_, change, expected) => {
    expect(controls(change)).toEqual(expected)
  })

  it.each<[RuleOptions['noticePlacement'], string[]]>([
    ['auto', ['asked', 'showOverlay']],
    ['widget', ['asked', 'showOverlay']],
    ['page', ['off', 'nothing']],
    ['none', ['off', 'nothing']],
  ])('uses the overlay according to noticePlacement "%s"', (noticePlacement, expected) => {
    expect(controls({}, { noticePlacement })).toEqual(expected)
  })

  it('needs the overlay, each on its own', () => {
    const held = {
      id: '1',
      status: 'held',
      kind: 'text',
      text: 'hi',
      data: {},
      attempts: 0,
      after: null,
    } as const
    expect(controls({ endsAt: null })).toEqual(['off', 'nothing'])
    expect(controls({ endsAt: null, heldFollowUps: [held] })).toEqual(['asked', 'showOverlay'])
    expect(controls({ endsAt: 0 })).toEqual(['asked', 'showOverlay'])
  })
})

it('an idle guard has nothing to show and nothing to do', () => {
  expect(idleGuard).toEqual({
    isLive: false,
    sessionId: null,
    closedSegment: null,
    action: 'none',
    text: null,
    noticePlacement: 'pending',
    isInjecting: false,
    isRefused: false,
    isSaidByWindow: false,
    wasSeen: false,
    isDismissed: false,
    isPatient: false,
    options: {
      asyncPolicy: 'none',
      regularPolicy: 'none',
      noticePlacement: 'none',
      endDelayMs: 0,
      noticeFor: expect.any(Function),
    },
    dueAt: null,
    endsAt: null,
    isKeptOpen: false,
    heldFollowUps: [],
    canInject: false,
    canOverlay: false,
    overlay: 'off',
    isOverlayTaken: false,
  })
  expect(idleGuard.options.noticeFor(closedSegment)).toBeNull()
})
