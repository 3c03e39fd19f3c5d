import { describe, expect, it } from 'vitest'
import { type GuardInput, type GuardLook, reduceGuard } from '../../src/guard/reducer.ts'
import type { RuleOptions } from '../../src/guard/rule.ts'
import { type GuardState, type HeldFollowUp, idleGuard, isSending } from '../../src/guard/state.ts'
import type { ClosedSegment } from '../../src/index.ts'

const closedSegment: ClosedSegment = {
  key: 's:1-1',
  state: 'finalizing',
  signal: 'interactionState',
  at: 1,
  agentName: 'Anna',
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
const open: GuardLook = {
  type: 'look',
  isLive: true,
  isBeginning: false,
  sessionId: 's',
  closedSegment: null,
  options,
  now: 1_000,
  canInject: true,
  canOverlay: true,
  isSaidByWindow: false,
  isFresh: false,
  memory: null,
  isKeptOpen: false,
  isDismissed: false,
}
const closed: GuardLook = { ...open, closedSegment }
const held: HeldFollowUp = {
  id: '1',
  status: 'held',
  kind: 'text',
  text: 'hi',
  data: { message: 'hi' },
  attempts: 0,
  after: null,
}
const hold: GuardInput = { type: 'held', followUp: held }
const send: GuardInput = { type: 'sending', ids: ['1'] }

/** The same look, under other options. */
const under = (look: GuardLook, change: Partial<RuleOptions>): GuardLook => ({
  ...look,
  options: { ...look.options, ...change },
})

/** The state after these inputs, and the effects of all of them. */
function after(...inputs: GuardInput[]): { state: GuardState; effects: string[] } {
  let state = idleGuard
  const effects: string[] = []
  for (const input of inputs) {
    const [next, todo] = reduceGuard(state, input)
    state = next
    effects.push(...todo.map(({ type }) => type))
  }
  return { state, effects }
}

describe('the guard’s reducer', () => {
  it('asks the widget once, however often it looks', () => {
    expect(after(closed, closed, { type: 'widgetChanged' }, closed).effects).toEqual(['inject'])
  })

  it('asks the widget again after a refusal only when the widget has changed', () => {
    const refused: GuardInput = { type: 'refused', key: closedSegment.key }
    expect(after(closed, refused, closed).effects).toEqual(['inject', 'noticed'])
    expect(after(closed, refused, { type: 'widgetChanged' }).effects).toEqual(['inject', 'noticed', 'inject'])
  })

  it('ignores an answer about another segment', () => {
    const { state } = after(closed)
    expect(state.isInjecting).toBe(true)
    expect(reduceGuard(state, { type: 'injected', key: 'other' })).toEqual([state, []])
    expect(reduceGuard(state, { type: 'refused', key: 'other' })).toEqual([state, []])
  })

  it('returns the same state when nothing changes', () => {
    const { state } = after(closed)
    expect(reduceGuard(state, closed)[0]).toBe(state)
    expect(reduceGuard(state, { type: 'keptOpen' })[0]).toBe(state)
    expect(reduceGuard(state, { type: 'overlayShown' })[0]).toBe(state)
  })

  it('takes `Finalizing` and the `Completed` after it for one closed segment', () => {
    const completed = { ...closedSegment, state: 'completed' } as const
    const { state, effects } = after(closed, { ...closed, closedSegment: completed })
    expect(effects).toEqual(['inject'])
    expect(state.closedSegment).toBe(completed)
    const ending = under(closed, { asyncPolicy: 'end' })
    expect(after(ending, { ...ending, closedSegment: completed }).effects).toEqual(['end'])
  })

  it('starts over with the next closed segment', () => {
    const next = { ...closedSegment, key: 's:2-1' }
    expect(after(closed, { ...closed, closedSegment: next }).effects).toEqual(['inject', 'inject'])
  })

  it('hides an overlay that is no longer needed by the time it appears', () => {
    const { state, effects } = after(open, hold, { type: 'settled', ids: ['1'] }, { type: 'overlayShown' })
    expect(effects).toEqual(['showOverlay', 'hideOverlay'])
    expect(state.overlay).toBe('off')
  })

  it('asks for the overlay again when the window is opened anew', () => {
    const shut: GuardLook = { ...open, canInject: false, canOverlay: false }
    expect(after(open, hold, { type: 'overlayRefused' }, shut, open).effects).toEqual([
      'showOverlay',
      'showOverlay',
    ])
  })

  it('does not hide the overlay of a window that is gone', () => {
    const shut: GuardLook = { ...open, canInject: false, canOverlay: false }
    const { state, effects } = after(open, hold, { type: 'overlayShown' }, shut)
    expect(effects).toEqual(['showOverlay'])
    expect(state.overlay).toBe('off')
  })

  it('carries no follow-up from one session into the next', () => {
    const next: GuardLook = { ...open, sessionId: 't' }
    expect(after(closed, hold, next).state.heldFollowUps).toEqual([])
  })

  describe('a notice', () => {
    const injected: GuardInput = { type: 'injected', key: closedSegment.key }
    const shut: GuardLook = { ...closed, canInject: false, canOverlay: false }

    it('without words goes nowhere', () => {
      const { state, effects } = after(under(closed, { noticeFor: () => null }), injected)
      expect(state).toMatchObject({ noticePlacement: 'pending', wasSeen: false })
      expect(effects).toEqual([])
    })

    it('can be dismissed in the page', () => {
      expect(after(shut, { type: 'dismissed' }).state).toMatchObject({
        noticePlacement: 'pending',
        isDismissed: true,
      })
    })

    it('that is in the transcript cannot be dismissed', () => {
      expect(after(closed, injected, { type: 'dismissed' }).state).toMatchObject({
        noticePlacement: 'widget',
        isDismissed: false,
      })
    })

    it('leaves the page when it was dismissed in another tab, and does not come back', () => {
      const { state, effects } = after(shut, { ...shut, isDismissed: true }, shut, closed)
      expect(state).toMatchObject({ noticePlacement: 'pending', isDismissed: true })
      expect(effects).toEqual(['noticed'])
    })

    it('that was dismissed before is shown nowhere', () => {
      expect(after({ ...shut, isDismissed: true }).effects).toEqual([])
      expect(after({ ...closed, isDismissed: true }).effects).toEqual([])
    })

    it('that was refused is tried again when the window is opened anew', () => {
      const refused: GuardInput = { type: 'refused', key: closedSegment.key }
      const { effects } = after(closed, refused, closed, shut, closed)
      expect(effects).toEqual(['inject', 'noticed', 'inject'])
    })

    it('is announced once, even if the window closes while it is in the page', () => {
      const inPage = { noticePlacement: 'page' } as const
      expect(after(under(closed, inPage), under(shut, inPage)).effects).toEqual(['noticed'])
    })

    it('counts as read, and waits for the next window, when its window closes', () => {
      const { state, effects } = after(closed, injected, shut)
      expect(state).toMatchObject({ noticePlacement: 'pending', wasSeen: true })
      expect(effects).toEqual(['inject', 'noticed'])
    })

    it('counts as read under noticePlacement "none", and as unread again under another one', () => {
      const none = under(closed, { noticePlacement: 'none' })
      expect(after(none, none).state.wasSeen).toBe(true)
      expect(after(none, none).effects).toEqual(['noticed'])
      expect(after(none, shut).state).toMatchObject({ wasSeen: false, noticePlacement: 'page' })
      expect(after(closed, injected, none, none).effects).toEqual(['inject', 'noticed'])
    })

    it('keeps its words once they are in the transcript or on their way there', () => {
      const otherwise = { noticeFor: () => 'Adieu' }
      expect(after(closed, under(closed, otherwise)).state.text).toBe('Bye')
      expect(after(closed, injected, under(closed, otherwise)).state.text).toBe('Bye')
      expect(after(shut, under(shut, otherwise)).state.text).toBe('Adieu')
    })

    it('is not made under the policy "none", and no window is waited for', () => {
      const { state, effects } = after({ ...under(closed, { asyncPolicy: 'none' }), isFresh: true })
      expect(effects).toEqual([])
      expect(state).toMatchObject({ closedSegment, text: null, isPatient: false })
    })

    it('gives the window of a page that was just loaded a moment to open', () => {
      const { state, effects } = after({ ...shut, isFresh: true })
      expect(effects).toEqual(['wait'])
      expect(state).toMatchObject({ noticePlacement: 'pending', isPatient: true })
      expect(after({ ...shut, isFresh: true }, { type: 'patienceOver' }).effects).toEqual(['wait', 'noticed'])
    })
  })

  describe('a countdown', () => {
    const ending: GuardLook = {
      ...under(closed, { asyncPolicy: 'end', endDelayMs: 500 }),
      canOverlay: false,
    }
    const remembered = { sessionId: 's', held: [], wasSeen: false }

    it('of no time is skipped: the chat ends at once', () => {
      expect(after(under(ending, { endDelayMs: 0 }))).toMatchObject({
        state: { endsAt: null },
        effects: ['end'],
      })
      const memory = { ...remembered, key: closedSegment.key, endsAt: ending.now }
      expect(after({ ...ending, memory }).effects).toEqual(['end'])
    })

    it('ends the chat when it runs out, unless it was stopped or never ran', () => {
      const over: GuardInput = { type: 'countdownOver' }
      expect(after(ending, over)).toMatchObject({
        state: { endsAt: null },
        effects: ['countdown', 'end', 'countdown'],
      })
      expect(after(ending, { type: 'keptOpen' }, over).effects).toEqual(['countdown', 'countdown'])
      expect(after(over).effects).toEqual([])
    })

    it('ignores what is remembered of another closed segment', () => {
      const memory = { ...remembered, key: 'other', endsAt: 1 }
      expect(after({ ...ending, memory }).state).toMatchObject({ endsAt: 1_500, isKeptOpen: false })
    })

    it('goes on after a reload', () => {
      const memory = { ...remembered, key: closedSegment.key, endsAt: 1_100 }
      expect(after({ ...ending, memory }).state.endsAt).toBe(1_100)
    })

    it('does not start when the customer has stopped it before, on this page or in another tab', () => {
      const memory = { ...remembered, key: closedSegment.key, endsAt: 1_100 }
      for (const known of [null, memory]) {
        expect(after({ ...ending, memory: known, isKeptOpen: true })).toMatchObject({
          state: { endsAt: null, isKeptOpen: true },
          effects: [],
        })
      }
    })

    it('stops when the customer stops it in another tab, and stays stopped', () => {
      const { state, effects } = after(ending, { ...ending, isKeptOpen: true }, ending)
      expect(state).toMatchObject({ endsAt: null, isKeptOpen: true })
      expect(effects).toEqual(['countdown', 'countdown'])
    })

    it('goes on while a held text is sent: only "keep it open" stops it', () => {
      expect(after(ending, hold, send).state).toMatchObject({ endsAt: 1_500, isKeptOpen: false })
    })
  })

  describe('a held text', () => {
    it('counts how often it is sent, and is being sent until its outcome is known', () => {
      const { state } = after(closed, hold, send)
      expect(state.heldFollowUps).toEqual([{ ...held, status: 'sending', attempts: 1 }])
      expect(isSending(state)).toBe(true)
      expect(isSending(after(closed, hold).state)).toBe(false)
    })

    it.each(['held', 'unknown'] as const)('that was not sent is %s, and keeps its count', (status) => {
      const { state } = after(closed, hold, send, { type: 'notSent', id: '1', status })
      expect(state.heldFollowUps).toEqual([{ ...held, status, attempts: 1 }])
      expect(isSending(state)).toBe(false)
    })

    it('leaves the others as they are', () => {
      const other: GuardInput = { type: 'held', followUp: { ...held, id: '2' } }
      const { state } = after(closed, hold, other, send, { type: 'notSent', id: '2', status: 'unknown' })
      expect(state.heldFollowUps.map(({ status, attempts }) => [status, attempts])).toEqual([
        ['sending', 1],
        ['unknown', 0],
      ])
    })

    it('is gone once it is settled', () => {
      expect(after(closed, hold, send, { type: 'settled', ids: ['1'] }).state.heldFollowUps).toEqual([])
    })

    it('is not sent after the chat has ended, and can still be copied', () => {
      const over: GuardLook = { ...open, isLive: false, sessionId: null }
      for (const status of ['held', 'unknown'] as const) {
        const { state } = after(closed, hold, send, { type: 'notSent', id: '1', status }, over)
        expect(state.heldFollowUps).toEqual([{ ...held, status: 'blocked', attempts: 1 }])
      }
      const { state } = after(closed, hold, send, over)
      expect(state).toMatchObject({
        sessionId: null,
        heldFollowUps: [{ ...held, status: 'blocked', attempts: 1 }],
      })
      expect(isSending(state)).toBe(false)
    })
  })

  describe('the overlay', () => {
    it('is shown or refused only if it was asked for', () => {
      expect(after(open, hold, { type: 'overlayShown' }).state.overlay).toBe('shown')
      expect(after(open, hold, { type: 'overlayRefused' }).state.overlay).toBe('refused')
      const shown = after(open, hold, { type: 'overlayShown' }, { type: 'overlayRefused' })
      expect(shown.state.overlay).toBe('shown')
      expect(after(open, { type: 'overlayShown' }).state.overlay).toBe('off')
      expect(after(open, { type: 'overlayRefused' }).state.overlay).toBe('off')
    })

    it('belongs to the page while the page shows something in it', () => {
      const taken = after(open, { type: 'overlayTaken' }, hold)
      expect(taken).toMatchObject({ state: { overlay: 'off', isOverlayTaken: true }, effects: [] })
      const freed = after(open, { type: 'overlayTaken' }, hold, { type: 'overlayFreed' })
      expect(freed).toMatchObject({
        state: { overlay: 'asked', isOverlayTaken: false },
        effects: ['showOverlay'],
      })
    })

    it('is asked for again when the page, which took it from us, is done with it', () => {
      const inputs: GuardInput[] = [open, hold, { type: 'overlayShown' }, { type: 'overlayTaken' }]
      expect(after(...inputs).state).toMatchObject({ overlay: 'off', isOverlayTaken: true })
      expect(after(...inputs, { type: 'overlayFreed' }).effects).toEqual(['showOverlay', 'showOverlay'])
    })

    it('is not asked for again when the page hides ours', () => {
      const hidden = after(open, hold, { type: 'overlayShown' }, { type: 'overlayFreed' })
      expect(hidden).toMatchObject({ state: { overlay: 'refused' }, effects: ['showOverlay'] })
      expect(after(open, { type: 'overlayFreed' })).toMatchObject({ state: { overlay: 'off' }, effects: [] })
    })

    it('does not belong to the page any more after the window was closed', () => {
      const shut: GuardLook = { ...open, canInject: false, canOverlay: false }
      expect(after(open, { type: 'overlayTaken' }, shut).state.isOverlayTaken).toBe(false)
    })
  })
})
