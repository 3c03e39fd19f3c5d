import type { ChatClosing, ChatPhase } from '../lifecycle/state.ts'
import type { ClosePolicy, NoticePlace, RenderPolicy } from './policy.ts'

/** What the guard keeps about the closing it looks after. */
export interface GuardState {
  readonly closing: ChatClosing | null
  readonly action: ClosePolicy
  /** The notice, or null where there is none to show. */
  readonly text: string | null
  readonly place: NoticePlace
  /** A notice is on its way into the widget. */
  readonly injecting: boolean
  /** The customer has put the page's notice away. */
  readonly dismissed: boolean
  readonly render: RenderPolicy
  /** Epoch milliseconds at which the chat is ended, while a countdown runs. */
  readonly endsAt: number | null
}

/** What the guard learns. */
export type GuardInput =
  | {
      /** A segment is closed, and this is what the policy says about it. */
      readonly type: 'closed'
      readonly closing: ChatClosing
      readonly action: ClosePolicy
      readonly text: string | null
      readonly render: RenderPolicy
      readonly delayMs: number
      readonly now: number
      /** Whether the widget has a transcript that can take a line. */
      readonly canInject: boolean
    }
  /** The segment was reopened, or the session is over. */
  | { readonly type: 'over' }
  | { readonly type: 'injected' | 'refused'; readonly key: string }
  /** The widget may take what it refused before. */
  | { readonly type: 'widgetChanged' }
  /** The window was closed: what was in its transcript is gone. */
  | { readonly type: 'emptied' }
  | { readonly type: 'dismissed' }
  | { readonly type: 'countdownStopped' }
  | { readonly type: 'countdownOver' }

/** What is to be done about it, in this order. */
export type GuardEffect =
  | { readonly type: 'inject'; readonly closing: ChatClosing; readonly text: string }
  | { readonly type: 'noticed'; readonly closing: ChatClosing; readonly text: string }
  | { readonly type: 'end'; readonly closing: ChatClosing }
  | { readonly type: 'startCountdown'; readonly endsAt: number }
  | { readonly type: 'stopCountdown' }

/** A guard that has nothing to look after. */
export const idleGuard: GuardState = {
  closing: null,
  action: 'none',
  text: null,
  place: 'pending',
  injecting: false,
  dismissed: false,
  render: 'none',
  endsAt: null,
}

/** Phases in which a closing is to be acted upon. */
export const isGuarded = (phase: ChatPhase): boolean => phase === 'closed'

type Step = readonly [state: GuardState, effects: readonly GuardEffect[]]
const NOTHING: readonly GuardEffect[] = []

/** Pure: the next state and what is to be done. */
export function reduceGuard(state: GuardState, input: GuardInput): Step {
  switch (input.type) {
    case 'closed':
      return closed(state, input)
    case 'over':
      return state === idleGuard ? [state, NOTHING] : [idleGuard, stopCountdown(state)]
    case 'injected':
      return isOf(state, input.key)
        ? [{ ...state, injecting: false, place: 'widget' }, noticed(state)]
        : [state, NOTHING]
    case 'refused':
      if (!isOf(state, input.key)) return [state, NOTHING]
      return state.render === 'auto' && !state.dismissed
        ? [{ ...state, injecting: false, place: 'page' }, noticed(state)]
        : [{ ...state, injecting: false }, NOTHING]
    case 'widgetChanged':
      return tryWidget(state)
    case 'emptied': {
      if (state.place !== 'widget') return [state, NOTHING]
      return [{ ...state, place: state.render === 'auto' ? 'page' : 'pending' }, NOTHING]
    }
    case 'dismissed':
      return state.place === 'page' ? [{ ...state, dismissed: true }, NOTHING] : [state, NOTHING]
    case 'countdownStopped':
      return state.endsAt === null ? [state, NOTHING] : [{ ...state, endsAt: null }, stopCountdown(state)]
    case 'countdownOver':
      return state.endsAt === null || !state.closing
        ? [state, NOTHING]
        : [{ ...state, endsAt: null }, [{ type: 'end', closing: state.closing }]]
    default:
      input satisfies never
      return [state, NOTHING]
  }
}

const isOf = ({ closing }: GuardState, key: string): boolean => closing?.key === key

const stopCountdown = ({ endsAt }: GuardState): readonly GuardEffect[] =>
  endsAt === null ? NOTHING : [{ type: 'stopCountdown' }]

const noticed = ({ closing, text }: GuardState): readonly GuardEffect[] =>
  closing && text !== null ? [{ type: 'noticed', closing, text }] : NOTHING

function closed(state: GuardState, input: GuardInput & { type: 'closed' }): Step {
  const { closing, action, text, render, delayMs, now, canInject } = input
  // `Completed` after `Finalizing`: the same segment, one notice, one end.
  if (isOf(state, closing.key)) return [state.closing === closing ? state : { ...state, closing }, NOTHING]

  const next: GuardState = { ...idleGuard, closing, action, render }
  if (action === 'close') {
    if (delayMs <= 0) return [next, [...stopCountdown(state), { type: 'end', closing }]]
    const endsAt = now + delayMs
    return [{ ...next, endsAt }, [...stopCountdown(state), { type: 'startCountdown', endsAt }]]
  }
  if (action === 'none' || text === null) return [next, stopCountdown(state)]

  const withText: GuardState = { ...next, text }
  if (render === 'none' || render === 'page' || (render === 'auto' && !canInject)) {
    const shown: GuardState = { ...withText, place: render === 'none' ? 'pending' : 'page' }
    return [shown, [...stopCountdown(state), ...noticed(shown)]]
  }
  const [trying, effects] = tryWidget(withText)
  return [trying, [...stopCountdown(state), ...effects]]
}

/** A notice that the widget has not got goes there as soon as it may, unless the customer has read it and put it away. */
function tryWidget(state: GuardState): Step {
  const { closing, text, place, injecting, dismissed, render } = state
  if (!closing || text === null || place === 'widget' || injecting || dismissed) return [state, NOTHING]
  if (render !== 'auto' && render !== 'widget') return [state, NOTHING]
  return [{ ...state, injecting: true }, [{ type: 'inject', closing, text }]]
}
