import type { GuardEffect } from './reducer.ts'
import { type GuardState, hasControls } from './state.ts'

const inWidget = ({ render }: GuardState): boolean => render === 'auto' || render === 'widget'

/** Brings the notice to where it belongs: the widget while it can take it, else the page if it may be shown there. */
export function placeNotice(state: GuardState, effects: GuardEffect[]): GuardState {
  const { closing, text, place, render, dismissed, canInject } = state
  if (!closing || text === null) return state
  if (render === 'none') {
    // The look is somebody else's; they are told that there is something to show.
    if (!state.seen) effects.push({ type: 'noticed', closing, text })
    return { ...state, seen: true, place: place === 'page' ? 'pending' : place }
  }
  let next = state
  if (
    inWidget(state) &&
    place !== 'widget' &&
    canInject &&
    !dismissed &&
    !state.injecting &&
    !state.refused
  ) {
    effects.push({ type: 'inject', closing })
    next = { ...next, injecting: true }
  }
  if (place === 'widget') return next
  const widgetCannot = !canInject || next.refused
  const mayShow =
    render === 'page' || (render === 'auto' && (place === 'page' || (!state.seen && widgetCannot)))
  const isShown = mayShow && !dismissed && (place === 'page' || render === 'page' || !state.patient)
  if (isShown && place !== 'page') effects.push({ type: 'noticed', closing, text })
  return isShown === (place === 'page') ? next : { ...next, place: isShown ? 'page' : 'pending' }
}

/** Brings what has buttons to where it can be seen: into the widget's overlay, or out of it. */
export function placeControls(state: GuardState, effects: GuardEffect[]): GuardState {
  const { overlay, overlayTaken, canOverlay } = state
  const isWanted = hasControls(state) && inWidget(state) && canOverlay && !overlayTaken
  if (isWanted) {
    if (overlay !== 'off') return state
    effects.push({ type: 'showOverlay' })
    return { ...state, overlay: 'asked' }
  }
  if (overlay === 'off') return state
  if (overlay !== 'refused') effects.push({ type: 'hideOverlay' })
  return { ...state, overlay: 'off' }
}
