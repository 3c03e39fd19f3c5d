import { ChatCommandError } from '../../platform/commandError.ts'
import type { AskedReason, EndOutcome, EndReason, SessionStage } from '../../platform/port.ts'

/**
 * How far an end has got.
 *
 * - `preparing`: waits until it is known whether there is a session
 * - `checking`: asks the platform whether the session is still there
 * - `claiming`: asks the other tabs whether this one may end it
 * - `yielding`: another tab ends it; this one does if that tab does not
 * - `joining`: somebody's end is under way already
 * - `sending`: the request is on its way
 */
export type EndingStep = 'idle' | 'preparing' | 'checking' | 'claiming' | 'yielding' | 'joining' | 'sending'

export interface EndingState {
  readonly step: EndingStep
  readonly reason: AskedReason
  /** Why the end came about that the platform will report, as far as it is known. */
  readonly cause: EndReason | null
  /** The session was asked to end since it was joined. */
  readonly isAsked: boolean
  /** Somebody else on the page asked for the end a moment ago. */
  readonly isAskedByOthers: boolean
  /** In `joining`: send the request if the other end does not come. */
  readonly isFallback: boolean
}

/** What the reducer must know of the chat. */
export interface EndingChat {
  readonly session: SessionStage
  readonly isStarting: boolean
  /** Where the search for the vendor's product has got to. */
  readonly status: 'connecting' | 'connected' | 'unavailable'
  /** Whether the provider is mounted. */
  readonly isAttached: boolean
  readonly isSegmentClosed: boolean
}

export type EndingInput =
  | { readonly type: 'asked'; readonly reason: AskedReason }
  | { readonly type: 'chatChanged' }
  /** `isActive`: whether the platform has no end under way. */
  | { readonly type: 'checked'; readonly isAlive: boolean; readonly isActive: boolean }
  | { readonly type: 'claimed'; readonly isOurs: boolean }
  | { readonly type: 'timedOut' }
  | { readonly type: 'answered'; readonly outcome: EndOutcome }
  | { readonly type: 'othersAsked'; readonly reason: EndReason }
  | { readonly type: 'othersTimedOut' }
  /** Somebody else's end was stopped. */
  | { readonly type: 'withdrawn' }
  /** The provider had its chance to mount. */
  | { readonly type: 'mounted' }
  | { readonly type: 'joined' }

export type EndingEffect =
  | { readonly type: 'check' | 'claim' | 'watchOthers' | 'awaitMount' }
  | { readonly type: 'send'; readonly reason: AskedReason }
  | { readonly type: 'wait'; readonly for: 'answer' | 'otherTab' }
  | { readonly type: 'report'; readonly event: 'ending' | 'endFailed' }
  | { readonly type: 'finish'; readonly reason: EndReason; readonly error: ChatCommandError | null }
  | { readonly type: 'settle'; readonly error: ChatCommandError | null }

export type EndingResult = readonly [EndingState, readonly EndingEffect[]]

export const noEnding: EndingState = {
  step: 'idle',
  reason: 'customer',
  cause: null,
  isAsked: false,
  isAskedByOthers: false,
  isFallback: false,
}

/** Pure: ends a chat once each time it is joined, whoever asks for it. */
export function reduceEnding(state: EndingState, input: EndingInput, chat: EndingChat): EndingResult {
  switch (input.type) {
    case 'asked':
      return state.step === 'idle' ? begin({ ...state, reason: input.reason }, chat) : [state, []]
    case 'chatChanged':
      return followChat(state, chat)
    case 'checked':
      return state.step === 'checking' ? afterCheck(state, input, chat) : [state, []]
    case 'claimed':
      if (state.step !== 'claiming') return [state, []]
      return input.isOurs
        ? afterClaim(state, chat)
        : [{ ...state, step: 'yielding' }, [{ type: 'wait', for: 'otherTab' }]]
    case 'timedOut':
      return afterTimeout(state, chat)
    case 'answered':
      return state.step === 'sending' ? afterAnswer(state, input.outcome) : [state, []]
    case 'othersAsked':
      return [
        { ...state, isAskedByOthers: true, cause: state.cause ?? input.reason },
        [{ type: 'watchOthers' }],
      ]
    case 'othersTimedOut':
      return [{ ...state, isAskedByOthers: false }, []]
    case 'withdrawn':
      return afterWithdrawal(state, chat)
    case 'mounted':
      return state.step === 'preparing' && !chat.isAttached
        ? settle(state, new ChatCommandError('end', 'cancelled', 'the provider is not mounted'))
        : [state, []]
    case 'joined':
      return [{ ...state, isAsked: false, isAskedByOthers: false, cause: null }, []]
    default:
      return input satisfies never
  }
}

const isOver = ({ session }: EndingChat): boolean => session !== 'live' && session !== 'ending'
/** A session that is about to begin, or being restored, is one to end. */
const isOpen = ({ session, isStarting }: EndingChat): boolean =>
  isStarting || session === 'starting' || session === 'undecided'

function settle(state: EndingState, error: ChatCommandError | null = null): EndingResult {
  return [{ ...state, step: 'idle' }, [{ type: 'settle', error }]]
}

function begin(state: EndingState, chat: EndingChat): EndingResult {
  if (!isOpen(chat)) return check(state, chat)
  return prepare({ ...state, step: 'preparing' }, chat)
}

/** While the vendor's product is looked for, only that search limits the wait. */
function prepare(state: EndingState, chat: EndingChat): EndingResult {
  if (chat.status === 'unavailable') {
    return settle(state, new ChatCommandError('end', 'unavailable', 'there is no chat on this page'))
  }
  return [state, chat.status === 'connected' ? [{ type: 'wait', for: 'answer' }] : [{ type: 'awaitMount' }]]
}

/** Never without a session: the request would name none. The server may have ended it unheard. */
function check(state: EndingState, chat: EndingChat): EndingResult {
  return isOver(chat) ? settle(state) : [{ ...state, step: 'checking' }, [{ type: 'check' }]]
}

function followChat(state: EndingState, chat: EndingChat): EndingResult {
  if (state.step === 'preparing') return isOpen(chat) ? prepare(state, chat) : check(state, chat)
  if ((state.step === 'yielding' || state.step === 'joining') && isOver(chat)) return settle(state)
  return [state, []]
}

function afterCheck(
  state: EndingState,
  { isAlive, isActive }: EndingInput & { type: 'checked' },
  chat: EndingChat,
): EndingResult {
  if (!isAlive || isOver(chat)) return settle(state)
  if (state.isAsked || chat.session === 'ending' || !isActive) return join(state, false)
  const asked: EndingState = {
    ...state,
    isAsked: true,
    cause: state.isAskedByOthers ? state.cause : state.reason,
  }
  const ending: EndingEffect = { type: 'report', event: 'ending' }
  if (state.reason === 'idle' || (state.reason === 'agent' && chat.isSegmentClosed)) {
    return [{ ...asked, step: 'claiming' }, [ending, { type: 'claim' }]]
  }
  const [next, effects] = afterClaim(asked, { ...chat, session: 'ending' })
  return [next, [ending, ...effects]]
}

function join(state: EndingState, isFallback: boolean): EndingResult {
  return [{ ...state, step: 'joining', isFallback }, [{ type: 'wait', for: 'answer' }]]
}

function afterClaim(state: EndingState, chat: EndingChat): EndingResult {
  if (chat.session !== 'ending') return settle(state)
  return state.isAskedByOthers ? join(state, true) : send(state, chat)
}

function send(state: EndingState, chat: EndingChat): EndingResult {
  const { reason } = state
  if (chat.session !== 'ending') return settle(state)
  if (reason === 'agent' && !chat.isSegmentClosed) {
    return notSent(state, new ChatCommandError('end', 'cancelled', 'the segment was reopened'))
  }
  return [{ ...state, step: 'sending', cause: reason }, [{ type: 'send', reason }]]
}

function afterTimeout(state: EndingState, chat: EndingChat): EndingResult {
  switch (state.step) {
    case 'preparing':
      if (chat.session === 'undecided') return settle(state)
      return settle(state, new ChatCommandError('end', 'timeout', 'the chat has not begun'))
    case 'yielding':
      return afterClaim(state, chat)
    case 'joining':
      if (state.isFallback) return send(state, chat)
      return settle(state, new ChatCommandError('end', 'timeout', 'the chat has not ended'))
    default:
      return [state, []]
  }
}

function afterAnswer(state: EndingState, outcome: EndOutcome): EndingResult {
  const { error = null } = outcome
  switch (outcome.status) {
    case 'ended':
      return [{ ...state, step: 'idle' }, [{ type: 'finish', reason: state.reason, error }]]
    case 'not-sent':
      return notSent(state, outcome.error)
    default:
      return settle(state, error)
  }
}

/** Whoever waited for that end goes on by themselves. */
function afterWithdrawal(state: EndingState, chat: EndingChat): EndingResult {
  const alone: EndingState = { ...state, isAskedByOthers: false, cause: state.isAsked ? state.reason : null }
  return state.step === 'joining' && state.isFallback ? send(alone, chat) : [alone, []]
}

/** A request that never left has ended nothing. */
function notSent(state: EndingState, error: ChatCommandError): EndingResult {
  return [
    { ...state, step: 'idle', isAsked: false, cause: null },
    [
      { type: 'report', event: 'endFailed' },
      { type: 'settle', error },
    ],
  ]
}
