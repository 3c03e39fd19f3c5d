import type { ChatClosing } from '../lifecycle/state.ts'
import { placeControls, placeNotice } from './place.ts'
import type { ClosePolicy, RenderPolicy } from './policy.ts'
import { type FollowUp, type GuardMemory, type GuardState, idleGuard, noClosing } from './state.ts'

/** What the chat is like, and what the options say about it. */
export interface GuardLook {
  readonly type: 'look'
  /** Null when there is no session, or none any more. */
  readonly sessionId: string | null
  readonly isLive: boolean
  readonly closing: ChatClosing | null
  readonly action: ClosePolicy
  readonly text: string | null
  readonly render: RenderPolicy
  readonly delayMs: number
  readonly now: number
  readonly canInject: boolean
  readonly canOverlay: boolean
  /** Whether the page was just loaded. */
  readonly isFresh: boolean
  readonly memory: GuardMemory | null
}

/** What the guard learns. */
export type GuardInput =
  | GuardLook
  | { readonly type: 'injected' | 'refused'; readonly key: string }
  /** The widget may take what it refused before. */
  | { readonly type: 'widgetChanged' }
  /** The window has had its time to open. */
  | { readonly type: 'patienceOver' }
  | { readonly type: 'dismissed' }
  | { readonly type: 'countdownStopped' }
  | { readonly type: 'countdownOver' }
  /** The customer sent something that was not let through. */
  | { readonly type: 'stopped'; readonly followUp: FollowUp }
  /** Held texts are about to be sent. */
  | { readonly type: 'sending' }
  | { readonly type: 'sendingOver' }
  /** Follow-ups that are decided: sent, discarded, or read. */
  | { readonly type: 'decided'; readonly ids: readonly string[] }
  | { readonly type: 'overlayShown' | 'overlayRefused' }
  /** The page has put something of its own into the overlay, or taken it out. */
  | { readonly type: 'overlayTaken' | 'overlayFreed' }

/** What is to be done about it, in this order. */
export type GuardEffect =
  | { readonly type: 'inject'; readonly closing: ChatClosing }
  | { readonly type: 'noticed'; readonly closing: ChatClosing; readonly text: string }
  | { readonly type: 'end'; readonly closing: ChatClosing }
  /** A countdown starts, or stops. */
  | { readonly type: 'countdown'; readonly endsAt: number | null }
  /** Give the window a moment to open. */
  | { readonly type: 'wait' }
  | { readonly type: 'showOverlay' | 'hideOverlay' }

type Step = readonly [state: GuardState, effects: readonly GuardEffect[]]

/** Pure: the next state and what is to be done. */
export function reduceGuard(state: GuardState, input: GuardInput): Step {
  const effects: GuardEffect[] = []
  const learnt = learn(state, input, effects)
  if (learnt.endsAt !== state.endsAt) effects.push({ type: 'countdown', endsAt: learnt.endsAt })
  const next = placeControls(placeNotice(learnt, effects), effects)
  const keys = Object.keys(next) as (keyof GuardState)[]
  return [keys.every((key) => Object.is(next[key], state[key])) ? state : next, effects]
}

function learn(state: GuardState, input: GuardInput, effects: GuardEffect[]): GuardState {
  switch (input.type) {
    case 'look':
      return look(state, input, effects)
    case 'injected':
      if (!state.closing || !isOf(state, input.key) || state.text === null) return state
      effects.push({ type: 'noticed', closing: state.closing, text: state.text })
      return { ...state, injecting: false, place: 'widget', seen: true }
    case 'refused':
      return isOf(state, input.key) ? { ...state, injecting: false, refused: true } : state
    case 'widgetChanged':
      return { ...state, refused: false }
    case 'patienceOver':
      return { ...state, patient: false }
    case 'dismissed':
      return state.place === 'page' ? { ...state, dismissed: true } : state
    case 'countdownStopped':
      return state.endsAt === null ? state : { ...state, endsAt: null, stopped: true }
    case 'countdownOver':
      if (state.endsAt === null || !state.closing) return state
      effects.push({ type: 'end', closing: state.closing })
      return { ...state, endsAt: null }
    case 'stopped':
      return { ...state, followUps: [...state.followUps, input.followUp] }
    case 'sending':
      // Who wants the chat to go on does not want it to end.
      return { ...state, sending: true, endsAt: null, stopped: state.stopped || state.endsAt !== null }
    case 'sendingOver':
      return { ...state, sending: false }
    case 'decided':
      return { ...state, followUps: state.followUps.filter(({ id }) => !input.ids.includes(id)) }
    case 'overlayShown':
      return state.overlay === 'asked' ? { ...state, overlay: 'shown' } : state
    case 'overlayRefused':
      return state.overlay === 'asked' ? { ...state, overlay: 'refused' } : state
    case 'overlayTaken':
      return { ...state, overlay: 'off', overlayTaken: true }
    case 'overlayFreed':
      // What the page has hidden may have been ours: then it is not wanted there.
      return state.overlayTaken ? { ...state, overlayTaken: false } : { ...state, overlay: 'refused' }
    default:
      input satisfies never
      return state
  }
}

const isOf = ({ closing }: GuardState, key: string): boolean => closing?.key === key

function look(state: GuardState, input: GuardLook, effects: GuardEffect[]): GuardState {
  const { isLive, sessionId, closing, action, text, render, canInject, canOverlay, memory } = input
  const windowChanged = canInject !== state.canInject
  let next: GuardState = {
    ...state,
    render,
    canInject,
    canOverlay,
    refused: state.refused && !windowChanged,
    // Where nothing was to be shown, nothing was seen.
    seen: state.seen && (state.render !== 'none' || render === 'none'),
    // The window was closed: what was in its transcript is gone, and so is its overlay.
    place: state.place === 'widget' && !canInject ? 'pending' : state.place,
    overlay: canInject ? state.overlay : 'off',
    overlayTaken: canInject && state.overlayTaken,
  }
  if (!isLive) {
    // A text that can be sent no more can still be copied.
    const followUps = state.followUps.some(isHeld) ? state.followUps.map(toBlocked) : state.followUps
    return { ...withoutClosing(next), sessionId: null, followUps, sending: false }
  }
  if (sessionId !== state.sessionId) {
    const followUps = memory?.held ?? idleGuard.followUps
    next = { ...withoutClosing(next), sessionId, followUps, sending: false }
  }
  if (!closing) return withoutClosing(next)
  // `Completed` after `Finalizing`: the same segment, one notice, one end.
  if (isOf(next, closing.key) && next.action === action) {
    const isSaid = next.place === 'widget' || next.injecting
    return { ...next, closing, text: isSaid ? next.text : text }
  }
  return close(withoutClosing(next), input, closing, effects)
}

const isHeld = ({ kind }: FollowUp): boolean => kind === 'held'
const toBlocked = (followUp: FollowUp): FollowUp =>
  isHeld(followUp) ? { ...followUp, kind: 'blocked' } : followUp

/** All that is about a closing goes; the session, its follow-ups and the window stay. */
const withoutClosing = (state: GuardState): GuardState => ({ ...state, ...noClosing })

function close(
  state: GuardState,
  input: GuardLook,
  closing: ChatClosing,
  effects: GuardEffect[],
): GuardState {
  const { action, text, delayMs, now, isFresh } = input
  const memory = input.memory?.key === closing.key ? input.memory : null
  const { stopped = false, dismissed = false, seen = false } = memory ?? {}
  const next: GuardState = { ...state, closing, action, stopped, dismissed, seen }
  if (action === 'close') {
    if (stopped) return next
    const endsAt = memory?.endsAt ?? now + delayMs
    if (endsAt > now) return { ...next, endsAt }
    effects.push({ type: 'end', closing })
    return next
  }
  if (action === 'none') return next
  if (isFresh) effects.push({ type: 'wait' })
  return { ...next, text, patient: isFresh }
}
