import type { ClosedSegment } from '../chat/state.ts'
import { decide, isLeftToWindow, type RuleOptions } from './rule.ts'
import {
  type GuardMemory,
  type GuardState,
  type HeldFollowUp,
  hasControls,
  idleGuard,
  isUndecided,
  noSegment,
} from './state.ts'

/** What the chat is like, and what the options say. */
export interface GuardLook {
  readonly type: 'look'
  /** Null when there is no session, or none any more. */
  readonly sessionId: string | null
  readonly isLive: boolean
  /** There is no chat, and the next one is about to begin: what the last one left is not for its customer. */
  readonly isBeginning: boolean
  readonly closedSegment: ClosedSegment | null
  readonly options: RuleOptions
  readonly now: number
  readonly canInject: boolean
  readonly canOverlay: boolean
  /** Whether the vendor's window, which is open, says itself that the segment was closed. */
  readonly isSaidByWindow: boolean
  /** Whether the page was just loaded. */
  readonly isFresh: boolean
  readonly memory: GuardMemory | null
  /** What the customer decided about the closed segment, in whichever tab. */
  readonly isKeptOpen: boolean
  readonly isDismissed: boolean
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
  | { readonly type: 'keptOpen' }
  | { readonly type: 'countdownOver' }
  /** The customer sent something that was not let through. */
  | { readonly type: 'held'; readonly followUp: HeldFollowUp }
  | { readonly type: 'sending'; readonly ids: readonly string[] }
  /** It was not sent, or nobody knows. */
  | { readonly type: 'notSent'; readonly id: string; readonly status: 'held' | 'unknown' }
  /** The customer has left. */
  | { readonly type: 'forgotten' }
  /** Follow-ups that are settled: sent, discarded, or read. */
  | { readonly type: 'settled'; readonly ids: readonly string[] }
  | { readonly type: 'overlayShown' | 'overlayRefused' }
  /** The page started or stopped to use the overlay. */
  | { readonly type: 'overlayTaken' | 'overlayFreed' }

/** What is to be done, in this order. */
export type GuardEffect =
  | { readonly type: 'inject'; readonly closedSegment: ClosedSegment }
  | { readonly type: 'noticed'; readonly closedSegment: ClosedSegment; readonly text: string }
  | { readonly type: 'end'; readonly closedSegment: ClosedSegment; readonly dueAt: number }
  /** What was to be ended is not any more, or is over. */
  | { readonly type: 'cancelEnd' }
  /** A countdown starts, or stops. */
  | { readonly type: 'countdown'; readonly endsAt: number | null }
  /** Give the window a moment to open. */
  | { readonly type: 'wait' }
  | { readonly type: 'showOverlay' | 'hideOverlay' }

type Effects = GuardEffect[]

/** Pure: the next state, and what is to be done. */
export function reduceGuard(
  state: GuardState,
  input: GuardInput,
): readonly [state: GuardState, effects: readonly GuardEffect[]] {
  const effects: Effects = []
  const learnt = learn(state, input, effects)
  const isOtherEnd = learnt.dueAt === null || learnt.closedSegment?.key !== state.closedSegment?.key
  if (state.dueAt !== null && isOtherEnd) effects.unshift({ type: 'cancelEnd' })
  if (learnt.endsAt !== state.endsAt) effects.push({ type: 'countdown', endsAt: learnt.endsAt })
  const next = placeControls(placeNotice(learnt, effects), effects)
  const keys = Object.keys(next) as (keyof GuardState)[]
  return [keys.every((key) => Object.is(next[key], state[key])) ? state : next, effects]
}

function learn(state: GuardState, input: GuardInput, effects: Effects): GuardState {
  const { closedSegment } = state
  switch (input.type) {
    case 'look':
      return look(state, input, effects)
    case 'injected':
      if (!closedSegment || !isAbout(state, input.key) || state.text === null) return state
      effects.push({ type: 'noticed', closedSegment, text: state.text })
      return { ...state, isInjecting: false, noticePlacement: 'widget', wasSeen: true }
    case 'refused':
      return isAbout(state, input.key) ? { ...state, isInjecting: false, isRefused: true } : state
    case 'widgetChanged':
      return { ...state, isRefused: false }
    case 'patienceOver':
      return { ...state, isPatient: false }
    case 'dismissed':
      return state.noticePlacement === 'page' ? { ...state, isDismissed: true } : state
    case 'keptOpen':
      if (state.endsAt === null && state.dueAt === null) return state
      return { ...state, endsAt: null, dueAt: null, isKeptOpen: true }
    case 'countdownOver':
      if (state.endsAt === null || !closedSegment) return state
      effects.push({ type: 'end', closedSegment, dueAt: state.endsAt })
      return { ...state, endsAt: null, dueAt: state.endsAt }
    case 'held':
      return { ...state, heldFollowUps: [...state.heldFollowUps, input.followUp] }
    case 'sending':
      return withStatus(state, input.ids, 'sending')
    case 'notSent':
      return withStatus(state, [input.id], input.status)
    case 'forgotten':
      return { ...state, heldFollowUps: idleGuard.heldFollowUps }
    case 'settled':
      return { ...state, heldFollowUps: state.heldFollowUps.filter(({ id }) => !input.ids.includes(id)) }
    case 'overlayShown':
      return state.overlay === 'asked' ? { ...state, overlay: 'shown' } : state
    case 'overlayRefused':
      return state.overlay === 'asked' ? { ...state, overlay: 'refused' } : state
    case 'overlayTaken':
      return { ...state, overlay: 'off', isOverlayTaken: true }
    case 'overlayFreed':
      // What the page has hidden may have been ours: then it is not wanted there.
      return state.isOverlayTaken ? { ...state, isOverlayTaken: false } : { ...state, overlay: 'refused' }
    default:
      return input satisfies never
  }
}

function withStatus(state: GuardState, ids: readonly string[], status: HeldFollowUp['status']): GuardState {
  const heldFollowUps = state.heldFollowUps.map((each): HeldFollowUp => {
    if (!ids.includes(each.id)) return each
    return { ...each, status, attempts: each.attempts + (status === 'sending' ? 1 : 0) }
  })
  return { ...state, heldFollowUps }
}

const isAbout = ({ closedSegment }: GuardState, key: string): boolean => closedSegment?.key === key

function look(state: GuardState, input: GuardLook, effects: Effects): GuardState {
  const { isLive, sessionId, closedSegment, memory } = input
  const next = lookAtWindow(state, input)
  if (!isLive) return afterEnd(next, input.isBeginning)
  // A session without an id is the same as before only while it goes on.
  const session = state.isLive && sessionId === state.sessionId ? next : beginSession(next, sessionId, memory)
  if (!closedSegment) return { ...session, ...noSegment }
  const { action } = decide(closedSegment, input.options, session)
  // `Completed` after `Finalizing`: the same segment, one notice, one end.
  if (isAbout(session, closedSegment.key) && session.action === action)
    return lookAgain(session, input, closedSegment)
  return close({ ...session, ...noSegment }, input, closedSegment, effects)
}

function lookAtWindow(
  state: GuardState,
  { options, canInject, canOverlay, isSaidByWindow }: GuardLook,
): GuardState {
  const isWindowChanged = canInject !== state.canInject
  const wasHeadless = state.options.noticePlacement === 'none'
  return {
    ...state,
    options,
    canInject,
    canOverlay,
    isSaidByWindow,
    isRefused: state.isRefused && !isWindowChanged,
    // Where nothing was shown, nothing was seen.
    wasSeen: state.wasSeen && (!wasHeadless || options.noticePlacement === 'none'),
    // With the window its transcript is gone, and so is its overlay.
    noticePlacement: state.noticePlacement === 'widget' && !canInject ? 'pending' : state.noticePlacement,
    overlay: canInject ? state.overlay : 'off',
    isOverlayTaken: canInject && state.isOverlayTaken,
  }
}

/** A text that cannot be sent any more can still be copied. */
function afterEnd(state: GuardState, isBeginning: boolean): GuardState {
  const before = isBeginning ? idleGuard.heldFollowUps : state.heldFollowUps
  const heldFollowUps = before.some(isUndecided)
    ? before.map((each): HeldFollowUp => ({ ...each, status: 'blocked' }))
    : before
  return { ...state, ...noSegment, isLive: false, sessionId: null, heldFollowUps }
}

function beginSession(state: GuardState, sessionId: string | null, memory: GuardMemory | null): GuardState {
  const heldFollowUps = memory?.held ?? idleGuard.heldFollowUps
  return { ...state, ...noSegment, isLive: true, sessionId, heldFollowUps }
}

/** The customer may have decided in another tab. */
function lookAgain(state: GuardState, input: GuardLook, closedSegment: ClosedSegment): GuardState {
  const isKeptOpen = state.isKeptOpen || input.isKeptOpen
  return {
    ...state,
    closedSegment,
    isKeptOpen,
    isDismissed: state.isDismissed || input.isDismissed,
    ...(isKeptOpen && { endsAt: null, dueAt: null }),
  }
}

function close(
  state: GuardState,
  { options, now, isFresh, ...input }: GuardLook,
  closedSegment: ClosedSegment,
  effects: Effects,
): GuardState {
  const memory = input.memory?.key === closedSegment.key ? input.memory : null
  const { isKeptOpen, isDismissed } = input
  const wasSeen = memory?.wasSeen ?? false
  const { action, endDelayMs } = decide(closedSegment, options, state)
  const next: GuardState = { ...state, closedSegment, action, isKeptOpen, isDismissed, wasSeen }
  if (action === 'end' && !isKeptOpen) {
    const endsAt = memory?.endsAt ?? now + endDelayMs
    // `Infinity` means never: there is nothing to count down.
    if (endsAt > now) return { ...next, endsAt: Number.isFinite(endsAt) ? endsAt : null }
    effects.push({ type: 'end', closedSegment, dueAt: endsAt })
    return { ...next, dueAt: endsAt }
  }
  if (action !== 'notify') return next
  if (isFresh) effects.push({ type: 'wait' })
  return { ...next, isPatient: isFresh }
}

/** Brings the notice to where it belongs. */
function placeNotice(state: GuardState, effects: Effects): GuardState {
  const { closedSegment, options, noticePlacement: current } = state
  if (!closedSegment) return state
  const { text, shouldInject, shouldShowInPage } = decide(closedSegment, options, state)
  // What is in the transcript, or on its way there, keeps its words.
  const isSaid = current === 'widget' || state.isInjecting
  const next: GuardState = { ...state, text: isSaid ? state.text : text }
  if (next.text === null) return next
  if (options.noticePlacement === 'none') return handOver(next, closedSegment, next.text, effects)
  if (shouldInject) effects.push({ type: 'inject', closedSegment })
  if (shouldShowInPage && current !== 'page')
    effects.push({ type: 'noticed', closedSegment, text: next.text })
  return {
    ...next,
    isInjecting: state.isInjecting || shouldInject,
    wasSeen: state.wasSeen || isLeftToWindow(options, state),
    noticePlacement: current === 'widget' ? current : shouldShowInPage ? 'page' : 'pending',
  }
}

/** With `noticePlacement: 'none'` the page shows the notice itself, and is told that there is one. */
function handOver(
  state: GuardState,
  closedSegment: ClosedSegment,
  text: string,
  effects: Effects,
): GuardState {
  if (!state.wasSeen) effects.push({ type: 'noticed', closedSegment, text })
  const noticePlacement = state.noticePlacement === 'page' ? 'pending' : state.noticePlacement
  return { ...state, wasSeen: true, noticePlacement }
}

/** Brings what has buttons to where it can be seen: into the widget's overlay, or out of it. */
function placeControls(state: GuardState, effects: Effects): GuardState {
  const { overlay, isOverlayTaken, canOverlay, options } = state
  const isForWidget = options.noticePlacement === 'auto' || options.noticePlacement === 'widget'
  if (hasControls(state) && isForWidget && canOverlay && !isOverlayTaken) {
    if (overlay !== 'off') return state
    effects.push({ type: 'showOverlay' })
    return { ...state, overlay: 'asked' }
  }
  if (overlay === 'off') return state
  if (overlay !== 'refused') effects.push({ type: 'hideOverlay' })
  return { ...state, overlay: 'off' }
}
