import { describe, expect, it } from 'vitest'
import { type GuardInput, type GuardLook, reduceGuard } from '../../src/guard/reducer.ts'
import { type HeldFollowUp, type GuardState, idleGuard } from '../../src/guard/state.ts'
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
const open: GuardLook = {
  type: 'look',
  isLive: true,
  sessionId: 's',
  closedSegment: null,
  action: 'none',
  text: null,
  noticePlacement: 'auto',
  delayMs: 0,
  now: 1_000,
  canInject: true,
  canOverlay: true,
  isFresh: false,
  memory: null,
}
const closed: GuardLook = { ...open, closedSegment, action: 'notify', text: 'Bye' }
const held: HeldFollowUp = { id: '1', kind: 'held', text: 'hi', data: { message: 'hi' } }

/** What comes of these inputs, one after the other. */
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

  it('asks again when what refused has changed, and not before', () => {
    const refused: GuardInput = { type: 'refused', key: closedSegment.key }
    expect(after(closed, refused, closed).effects).toEqual(['inject', 'noticed'])
    expect(after(closed, refused, { type: 'widgetChanged' }).effects).toEqual(['inject', 'noticed', 'inject'])
  })

  it('takes no answer for another closing', () => {
    expect(after(closed, { type: 'injected', key: 'other' }).state.place).toBe('pending')
  })

  it('gives the same state when nothing changes', () => {
    const { state } = after(closed)
    expect(reduceGuard(state, closed)[0]).toBe(state)
    expect(reduceGuard(state, { type: 'countdownStopped' })[0]).toBe(state)
    expect(reduceGuard(state, { type: 'overlayShown' })[0]).toBe(state)
  })

  it('hides an overlay that was asked for and is not needed before it came', () => {
    const stopped: GuardInput = { type: 'stopped', followUp: held }
    const { state, effects } = after(open, stopped, { type: 'decided', ids: ['1'] }, { type: 'overlayShown' })
    expect(effects).toEqual(['showOverlay', 'hideOverlay'])
    expect(state.overlay).toBe('off')
  })

  it('asks a window that was opened anew for its overlay again', () => {
    const shut: GuardLook = { ...open, canInject: false, canOverlay: false }
    const stopped: GuardInput = { type: 'stopped', followUp: held }
    expect(after(open, stopped, { type: 'overlayRefused' }, shut, open).effects).toEqual([
      'showOverlay',
      'showOverlay',
    ])
  })

  it('brings nothing of one session into the next', () => {
    const next: GuardLook = { ...open, sessionId: 't' }
    expect(after(closed, { type: 'stopped', followUp: held }, next).state.followUps).toEqual([])
  })

  describe('a notice', () => {
    const injected: GuardInput = { type: 'injected', key: closedSegment.key }
    const shut: GuardLook = { ...closed, canInject: false, canOverlay: false }

    it('that has no words is in no widget', () => {
      const { state, effects } = after({ ...closed, text: null }, injected)
      expect(state).toMatchObject({ place: 'pending', seen: false })
      expect(effects).toEqual([])
    })

    it('is dismissed in the page, and not in the widget', () => {
      expect(after(shut, { type: 'dismissed' }).state).toMatchObject({ place: 'pending', dismissed: true })
      expect(after(closed, injected, { type: 'dismissed' }).state).toMatchObject({
        place: 'widget',
        dismissed: false,
      })
    })

    it('that was refused is tried again by a window that was opened anew', () => {
      const refused: GuardInput = { type: 'refused', key: closedSegment.key }
      const { effects } = after(closed, refused, closed, shut, closed)
      expect(effects).toEqual(['inject', 'noticed', 'inject'])
    })

    it('is told once, also when the window goes while it stands in the page', () => {
      expect(after({ ...closed, noticePlacement: 'page' }, { ...shut, noticePlacement: 'page' }).effects).toEqual(['noticed'])
    })

    it('waits again when the window with it goes, and has been read', () => {
      const { state, effects } = after(closed, injected, shut)
      expect(state).toMatchObject({ place: 'pending', seen: true })
      expect(effects).toEqual(['inject', 'noticed'])
    })

    it('counts as read where nothing is to be shown, and as new where something is again', () => {
      const none: GuardLook = { ...closed, noticePlacement: 'none' }
      expect(after(none, none).state.seen).toBe(true)
      expect(after(none, none).effects).toEqual(['noticed'])
      expect(after(none, { ...shut, noticePlacement: 'auto' }).state).toMatchObject({ seen: false, place: 'page' })
      expect(after(closed, injected, none, none).effects).toEqual(['inject', 'noticed'])
    })

    it('keeps the words that the transcript has, or is about to have', () => {
      const otherwise: GuardLook = { ...closed, text: 'Adieu' }
      expect(after(closed, otherwise).state.text).toBe('Bye')
      expect(after(closed, injected, otherwise).state.text).toBe('Bye')
      expect(after(shut, { ...shut, text: 'Adieu' }).state.text).toBe('Adieu')
    })

    it('is none where nothing is to be done, and nobody waits for a window', () => {
      const { state, effects } = after({ ...closed, action: 'none', isFresh: true })
      expect(effects).toEqual([])
      expect(state).toMatchObject({ closedSegment, text: null, patient: false })
    })

    it('of a page that was just loaded gives the window a moment', () => {
      const { state, effects } = after({ ...shut, isFresh: true })
      expect(effects).toEqual(['wait'])
      expect(state).toMatchObject({ place: 'pending', patient: true })
      expect(after({ ...shut, isFresh: true }, { type: 'patienceOver' }).effects).toEqual(['wait', 'noticed'])
    })
  })

  describe('a countdown', () => {
    const ending: GuardLook = { ...closed, action: 'close', text: null, delayMs: 500, canOverlay: false }
    const remembered = { sessionId: 's', held: [], dismissed: false, seen: false }

    it('of no time is none: the end follows at once', () => {
      expect(after({ ...ending, delayMs: 0 })).toMatchObject({ state: { endsAt: null }, effects: ['end'] })
      const memory = { ...remembered, key: closedSegment.key, endsAt: ending.now, stopped: false }
      expect(after({ ...ending, memory }).effects).toEqual(['end'])
    })

    it('ends the chat when it is over, and only if it ran', () => {
      const over: GuardInput = { type: 'countdownOver' }
      expect(after(ending, over)).toMatchObject({
        state: { endsAt: null },
        effects: ['countdown', 'end', 'countdown'],
      })
      expect(after(ending, { type: 'countdownStopped' }, over).effects).toEqual(['countdown', 'countdown'])
      expect(after(over).effects).toEqual([])
    })

    it('that another closing was about says nothing about this one', () => {
      const memory = { ...remembered, key: 'other', endsAt: 1, stopped: true }
      expect(after({ ...ending, memory }).state).toMatchObject({ endsAt: 1_500, stopped: false })
    })

    it('goes on where it was, or stays stopped, after a reload', () => {
      const memory = { ...remembered, key: closedSegment.key, endsAt: 1_100, stopped: false }
      expect(after({ ...ending, memory }).state.endsAt).toBe(1_100)
      const stopped = { ...memory, endsAt: null, stopped: true }
      expect(after({ ...ending, memory: stopped })).toMatchObject({
        state: { endsAt: null, stopped: true },
        effects: [],
      })
    })

    it('is stopped by a text that is sent; what did not run was not stopped', () => {
      const sending: GuardInput = { type: 'sending' }
      expect(after(ending, sending).state).toMatchObject({ sending: true, endsAt: null, stopped: true })
      expect(after(closed, sending).state).toMatchObject({ sending: true, endsAt: null, stopped: false })
      const stoppedBefore = after(ending, { type: 'countdownStopped' }, sending).state
      expect(stoppedBefore).toMatchObject({ sending: true, stopped: true })
    })
  })

  it('sends nothing any more when the chat is over, and keeps the words to copy', () => {
    const over: GuardLook = { ...open, isLive: false, sessionId: null, memory: null }
    const { state } = after(closed, { type: 'stopped', followUp: held }, { type: 'sending' }, over)
    expect(state).toMatchObject({
      sending: false,
      sessionId: null,
      followUps: [{ ...held, kind: 'blocked' }],
    })
  })

  describe('the overlay', () => {
    const stopped: GuardInput = { type: 'stopped', followUp: held }

    it('is shown, or refused, only if it was asked for', () => {
      expect(after(open, stopped, { type: 'overlayShown' }).state.overlay).toBe('shown')
      expect(after(open, stopped, { type: 'overlayRefused' }).state.overlay).toBe('refused')
      const shown = after(open, stopped, { type: 'overlayShown' }, { type: 'overlayRefused' })
      expect(shown.state.overlay).toBe('shown')
      expect(after(open, { type: 'overlayShown' }).state.overlay).toBe('off')
      expect(after(open, { type: 'overlayRefused' }).state.overlay).toBe('off')
    })

    it('is the page’s as long as the page has something in it', () => {
      const taken = after(open, { type: 'overlayTaken' }, stopped)
      expect(taken).toMatchObject({ state: { overlay: 'off', overlayTaken: true }, effects: [] })
      const freed = after(open, { type: 'overlayTaken' }, stopped, { type: 'overlayFreed' })
      expect(freed).toMatchObject({
        state: { overlay: 'asked', overlayTaken: false },
        effects: ['showOverlay'],
      })
    })

    it('that the page took from us is asked for again when it is free', () => {
      const inputs: GuardInput[] = [open, stopped, { type: 'overlayShown' }, { type: 'overlayTaken' }]
      expect(after(...inputs).state).toMatchObject({ overlay: 'off', overlayTaken: true })
      expect(after(...inputs, { type: 'overlayFreed' }).effects).toEqual(['showOverlay', 'showOverlay'])
    })

    it('that the page hid while it was ours is not wanted there', () => {
      const hidden = after(open, stopped, { type: 'overlayShown' }, { type: 'overlayFreed' })
      expect(hidden).toMatchObject({ state: { overlay: 'refused' }, effects: ['showOverlay'] })
      expect(after(open, { type: 'overlayFreed' })).toMatchObject({ state: { overlay: 'off' }, effects: [] })
    })

    it('forgets with the window that the page had something in it', () => {
      const shut: GuardLook = { ...open, canInject: false, canOverlay: false }
      expect(after(open, { type: 'overlayTaken' }, shut).state.overlayTaken).toBe(false)
    })
  })
})
