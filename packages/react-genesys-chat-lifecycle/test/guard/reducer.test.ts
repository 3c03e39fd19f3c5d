import { describe, expect, it } from 'vitest'
import { type GuardInput, type GuardLook, reduceGuard } from '../../src/guard/reducer.ts'
import { type FollowUp, type GuardState, idleGuard } from '../../src/guard/state.ts'
import type { ChatClosing } from '../../src/index.ts'

const closing: ChatClosing = {
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
  closing: null,
  action: 'none',
  text: null,
  render: 'auto',
  delayMs: 0,
  now: 1_000,
  canInject: true,
  canOverlay: true,
  isFresh: false,
  memory: null,
}
const closed: GuardLook = { ...open, closing, action: 'notify', text: 'Bye' }
const held: FollowUp = { id: '1', kind: 'held', text: 'hi', data: { message: 'hi' } }

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
    const refused: GuardInput = { type: 'refused', key: closing.key }
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
})
