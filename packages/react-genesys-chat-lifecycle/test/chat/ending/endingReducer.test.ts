import { describe, expect, it } from 'vitest'
import {
  type EndingChat,
  type EndingEffect,
  type EndingInput,
  type EndingState,
  type EndingStep,
  noEnding,
  reduceEnding,
} from '../../../src/chat/ending/endingReducer.ts'
import { ChatCommandError } from '../../../src/platform/commandError.ts'

const live: EndingChat = {
  session: 'live',
  isStarting: false,
  status: 'connected',
  isAttached: true,
  isSegmentClosed: true,
}
const ending: EndingChat = { ...live, session: 'ending' }
const over: EndingChat = { ...live, session: 'ended', isSegmentClosed: false }
const none: EndingChat = { ...over, session: 'none' }
const undecided: EndingChat = { ...none, session: 'undecided' }
const searching: EndingChat = { ...undecided, status: 'connecting' }
const missing: EndingChat = { ...undecided, status: 'unavailable' }

const at = (step: EndingStep, change: Partial<EndingState> = {}): EndingState => ({
  ...noEnding,
  step,
  ...change,
})
const error = new ChatCommandError('WebChatService.endChat', 'rejected', 'no')
const cancelled = expect.objectContaining({ command: 'end', kind: 'cancelled' })
const unavailable = expect.objectContaining({ command: 'end', kind: 'unavailable' })
const timeout = (reason: string) => expect.objectContaining({ command: 'end', kind: 'timeout', reason })

const CHECK: EndingEffect = { type: 'check' }
const CLAIM: EndingEffect = { type: 'claim' }
const AWAIT_ANSWER: EndingEffect = { type: 'wait', for: 'answer' }
const AWAIT_TAB: EndingEffect = { type: 'wait', for: 'otherTab' }
const ENDING: EndingEffect = { type: 'report', event: 'ending' }
const END_FAILED: EndingEffect = { type: 'report', event: 'endFailed' }
const AWAIT_MOUNT: EndingEffect = { type: 'awaitMount' }
const DONE: EndingEffect = { type: 'settle', error: null }
const send = (reason: 'agent' | 'customer'): EndingEffect => ({ type: 'send', reason })
const fails = (reason: unknown): EndingEffect => ({ type: 'settle', error: reason as ChatCommandError })

const ask = (reason: 'agent' | 'customer' = 'customer'): EndingInput => ({ type: 'asked', reason })
const checked = (change: object = {}): EndingInput => ({
  type: 'checked',
  isAlive: true,
  isActive: true,
  ...change,
})
const claimed = (isOurs: boolean): EndingInput => ({ type: 'claimed', isOurs })
const answered = (status: 'ended' | 'not-sent' | 'unknown', withError = true): EndingInput => ({
  type: 'answered',
  outcome: { status, ...(withError && { error }) } as never,
})
const CHANGED: EndingInput = { type: 'chatChanged' }
const MOUNTED: EndingInput = { type: 'mounted' }
const TIMED_OUT: EndingInput = { type: 'timedOut' }

type Row = [
  what: string,
  state: EndingState,
  input: EndingInput,
  chat: EndingChat,
  next: Partial<EndingState> & { step: EndingStep },
  effects: EndingEffect[],
]

/** Every row is one transition. What `next` does not name stays as it was. */
function transitions(rows: readonly Row[]): void {
  it.each(rows)('%s', (_, state, input, chat, next, effects) => {
    expect(reduceEnding(state, input, chat)).toEqual([{ ...state, ...next }, effects])
  })
}

describe('idle: an end is asked for', () => {
  transitions([
    ['checks a live session', at('idle'), ask(), live, { step: 'checking' }, [CHECK]],
    ['checks one that is ending', at('idle'), ask(), ending, { step: 'checking' }, [CHECK]],
    ['keeps the reason', at('idle'), ask('agent'), live, { step: 'checking', reason: 'agent' }, [CHECK]],
    ['is done without a session', at('idle'), ask(), none, { step: 'idle' }, [DONE]],
    ['is done when the session has ended', at('idle'), ask(), over, { step: 'idle' }, [DONE]],
    [
      'waits for a session that is being started here',
      at('idle'),
      ask(),
      { ...none, isStarting: true },
      { step: 'preparing' },
      [AWAIT_ANSWER],
    ],
    [
      'waits for a session that is being started by others',
      at('idle'),
      ask(),
      { ...none, session: 'starting' },
      { step: 'preparing' },
      [AWAIT_ANSWER],
    ],
    [
      'waits while it is undecided whether a session is restored',
      at('idle'),
      ask(),
      undecided,
      { step: 'preparing' },
      [AWAIT_ANSWER],
    ],
    [
      'waits for the platform while that is looked for, however long it takes',
      at('idle'),
      ask(),
      searching,
      { step: 'preparing' },
      [AWAIT_MOUNT],
    ],
    [
      'fails when the platform was not found',
      at('idle'),
      ask(),
      missing,
      { step: 'idle' },
      [fails(unavailable)],
    ],
  ])

  it.each(['preparing', 'checking', 'claiming', 'yielding', 'joining', 'sending'] as const)(
    'shares an end that is %s',
    (step) => {
      const state = at(step)
      expect(reduceEnding(state, ask('agent'), live)).toEqual([state, []])
    },
  )
})

describe('preparing', () => {
  transitions([
    ['checks once the session is live', at('preparing'), CHANGED, live, { step: 'checking' }, [CHECK]],
    [
      'is done once it is decided that there is none',
      at('preparing'),
      CHANGED,
      none,
      { step: 'idle' },
      [DONE],
    ],
    ['is done once the session has ended', at('preparing'), CHANGED, over, { step: 'idle' }, [DONE]],
    [
      'goes on waiting while it is undecided',
      at('preparing'),
      CHANGED,
      undecided,
      { step: 'preparing' },
      [AWAIT_ANSWER],
    ],
    [
      'goes on waiting while the platform is looked for',
      at('preparing'),
      CHANGED,
      searching,
      { step: 'preparing' },
      [AWAIT_MOUNT],
    ],
    [
      'fails once the platform is not found',
      at('preparing'),
      CHANGED,
      missing,
      { step: 'idle' },
      [fails(unavailable)],
    ],
    [
      'fails where the provider has not been mounted',
      at('preparing'),
      MOUNTED,
      { ...searching, isAttached: false },
      { step: 'idle' },
      [fails(cancelled)],
    ],
    [
      'goes on waiting once the provider is mounted',
      at('preparing'),
      MOUNTED,
      searching,
      { step: 'preparing' },
      [],
    ],
    [
      'goes on waiting while a start is under way',
      at('preparing'),
      CHANGED,
      { ...none, isStarting: true },
      { step: 'preparing' },
      [AWAIT_ANSWER],
    ],
    [
      'gives up quietly where it stays undecided',
      at('preparing'),
      TIMED_OUT,
      undecided,
      { step: 'idle' },
      [DONE],
    ],
    [
      'fails where the chat does not begin',
      at('preparing'),
      TIMED_OUT,
      { ...none, session: 'starting' },
      { step: 'idle' },
      [fails(timeout('the chat has not begun'))],
    ],
  ])
})

describe('checking', () => {
  const agent = at('checking', { reason: 'agent' })
  transitions([
    [
      'sends the request for the customer',
      at('checking'),
      checked(),
      live,
      { step: 'sending', isAsked: true, cause: 'customer' },
      [ENDING, send('customer')],
    ],
    [
      'claims the end of a closed segment among the tabs',
      agent,
      checked(),
      live,
      { step: 'claiming', isAsked: true, cause: 'agent' },
      [ENDING, CLAIM],
    ],
    [
      'does not end a chat for the agent whose segment was reopened meanwhile',
      agent,
      checked(),
      { ...live, isSegmentClosed: false },
      { step: 'idle', isAsked: false, cause: null },
      [ENDING, END_FAILED, fails(cancelled)],
    ],
    [
      'is done when the session is not there any more',
      at('checking'),
      checked({ isAlive: false }),
      live,
      { step: 'idle' },
      [DONE],
    ],
    [
      'is done when the session has ended meanwhile',
      at('checking'),
      checked(),
      over,
      { step: 'idle' },
      [DONE],
    ],
    [
      'joins an end that was asked for before',
      at('checking', { isAsked: true }),
      checked(),
      live,
      { step: 'joining', isFallback: false },
      [AWAIT_ANSWER],
    ],
    [
      'joins an end that is under way',
      at('checking'),
      checked(),
      ending,
      { step: 'joining', isFallback: false },
      [AWAIT_ANSWER],
    ],
    [
      'joins an end that the platform has under way',
      at('checking'),
      checked({ isActive: false }),
      live,
      { step: 'joining', isFallback: false },
      [AWAIT_ANSWER],
    ],
    [
      'joins the end of somebody else on the page, ready to send its own',
      at('checking', { isAskedByOthers: true, cause: 'agent' }),
      checked(),
      live,
      { step: 'joining', isAsked: true, isFallback: true, cause: 'agent' },
      [ENDING, AWAIT_ANSWER],
    ],
  ])
})

describe('claiming', () => {
  const state = at('claiming', { reason: 'agent', isAsked: true, cause: 'agent' })
  transitions([
    [
      'sends the request when the claim is ours',
      state,
      claimed(true),
      ending,
      { step: 'sending' },
      [send('agent')],
    ],
    ['lets another tab end it', state, claimed(false), ending, { step: 'yielding' }, [AWAIT_TAB]],
    ['is done when the session has ended meanwhile', state, claimed(true), over, { step: 'idle' }, [DONE]],
    ['is done when the session goes on after all', state, claimed(true), live, { step: 'idle' }, [DONE]],
    [
      'sends nothing when the segment was reopened meanwhile',
      state,
      claimed(true),
      { ...ending, isSegmentClosed: false },
      { step: 'idle', isAsked: false, cause: null },
      [END_FAILED, fails(cancelled)],
    ],
    [
      'joins the end that somebody else on the page asked for meanwhile',
      { ...state, isAskedByOthers: true },
      claimed(true),
      ending,
      { step: 'joining', isFallback: true },
      [AWAIT_ANSWER],
    ],
    ['goes on claiming when the chat changes', state, CHANGED, over, { step: 'claiming' }, []],
  ])
})

describe('yielding', () => {
  const state = at('yielding', { reason: 'agent', isAsked: true, cause: 'agent' })
  transitions([
    ['is done when the session has ended', state, CHANGED, over, { step: 'idle' }, [DONE]],
    ['goes on waiting otherwise', state, CHANGED, ending, { step: 'yielding' }, []],
    [
      'sends the request when the other tab does not',
      state,
      TIMED_OUT,
      ending,
      { step: 'sending' },
      [send('agent')],
    ],
    [
      'sends nothing when the segment was reopened meanwhile',
      state,
      TIMED_OUT,
      { ...ending, isSegmentClosed: false },
      { step: 'idle', isAsked: false, cause: null },
      [END_FAILED, fails(cancelled)],
    ],
    [
      'is done when the time is over and the session has ended',
      state,
      TIMED_OUT,
      over,
      { step: 'idle' },
      [DONE],
    ],
  ])
})

describe('joining', () => {
  const state = at('joining')
  const fallback = at('joining', { isFallback: true, isAsked: true, isAskedByOthers: true, cause: 'agent' })
  transitions([
    ['is done when the session has ended', state, CHANGED, over, { step: 'idle' }, [DONE]],
    ['goes on waiting while it is ending', state, CHANGED, ending, { step: 'joining' }, []],
    ['goes on waiting while it is live', state, CHANGED, live, { step: 'joining' }, []],
    [
      'fails when the end does not come',
      state,
      TIMED_OUT,
      ending,
      { step: 'idle' },
      [fails(timeout('the chat has not ended'))],
    ],
    [
      'sends its own request when the end of somebody else does not come',
      fallback,
      TIMED_OUT,
      ending,
      { step: 'sending', cause: 'customer' },
      [send('customer')],
    ],
    ['sends nothing when the session goes on', fallback, TIMED_OUT, live, { step: 'idle' }, [DONE]],
  ])
})

describe('sending', () => {
  const state = at('sending', { reason: 'agent', isAsked: true, cause: 'agent' })
  transitions([
    [
      'finishes when the chat has ended',
      state,
      answered('ended', false),
      ending,
      { step: 'idle' },
      [{ type: 'finish', reason: 'agent', error: null }],
    ],
    [
      'finishes with the error of a request that failed and ended the chat all the same',
      state,
      answered('ended'),
      ending,
      { step: 'idle' },
      [{ type: 'finish', reason: 'agent', error }],
    ],
    [
      'can be asked again after a request that was never sent',
      state,
      answered('not-sent'),
      ending,
      { step: 'idle', isAsked: false, cause: null },
      [END_FAILED, fails(error)],
    ],
    [
      'is not sent again after a request without an answer: it may still come',
      state,
      answered('unknown'),
      ending,
      { step: 'idle', isAsked: true, cause: 'agent' },
      [fails(error)],
    ],
    ['goes on waiting for the answer when the chat changes', state, CHANGED, over, { step: 'sending' }, []],
  ])
})

describe('others on the page', () => {
  const WATCH: EndingEffect = { type: 'watchOthers' }
  const others = (reason: 'agent' | 'customer'): EndingInput => ({ type: 'othersAsked', reason })
  transitions([
    [
      'give the cause of an end',
      at('idle'),
      others('agent'),
      live,
      { step: 'idle', isAskedByOthers: true, cause: 'agent' },
      [WATCH],
    ],
    [
      'do not change the cause of an end that was asked for before',
      at('sending', { cause: 'customer' }),
      others('agent'),
      ending,
      { step: 'sending', isAskedByOthers: true, cause: 'customer' },
      [WATCH],
    ],
    [
      'are not waited for after a while, though the end may still come for their reason',
      at('joining', { isAskedByOthers: true, cause: 'agent' }),
      { type: 'othersTimedOut' },
      live,
      { step: 'joining', isAskedByOthers: false, cause: 'agent' },
      [],
    ],
  ])
})

describe('an end of others that was stopped', () => {
  const withdrawn: EndingInput = { type: 'withdrawn' }
  transitions([
    [
      'is waited for no more',
      at('idle', { isAskedByOthers: true, cause: 'customer' }),
      withdrawn,
      live,
      { step: 'idle', isAskedByOthers: false, cause: null },
      [],
    ],
    [
      'is replaced at once by the request that waited for it',
      at('joining', {
        reason: 'agent',
        isAsked: true,
        isAskedByOthers: true,
        isFallback: true,
        cause: 'customer',
      }),
      withdrawn,
      ending,
      { step: 'sending', isAskedByOthers: false, cause: 'agent' },
      [send('agent')],
    ],
    [
      'leaves an end that only joined it waiting',
      at('joining', { isAskedByOthers: true, cause: 'agent' }),
      withdrawn,
      live,
      { step: 'joining', isAskedByOthers: false, cause: null },
      [],
    ],
    [
      'does not change the cause of an end that is on its way',
      at('sending', { reason: 'agent', isAsked: true, isAskedByOthers: true, cause: 'customer' }),
      withdrawn,
      ending,
      { step: 'sending', isAskedByOthers: false, cause: 'agent' },
      [],
    ],
  ])
})

describe('a session that is joined', () => {
  it.each(['idle', 'sending'] as const)('has not been asked to end (%s)', (step) => {
    const state = at(step, { isAsked: true, isAskedByOthers: true, cause: 'agent' })
    expect(reduceEnding(state, { type: 'joined' }, live)).toEqual([
      { ...state, isAsked: false, isAskedByOthers: false, cause: null },
      [],
    ])
  })
})

describe('an input that comes at the wrong step', () => {
  const STEPS: EndingStep[] = ['idle', 'preparing', 'checking', 'claiming', 'yielding', 'joining', 'sending']
  const expectedAt: Record<string, EndingStep[]> = {
    checked: ['checking'],
    claimed: ['claiming'],
    answered: ['sending'],
    timedOut: ['preparing', 'yielding', 'joining'],
    chatChanged: ['preparing', 'yielding', 'joining'],
  }
  const inputs = [checked(), claimed(true), claimed(false), answered('ended'), TIMED_OUT, CHANGED]
  const rows = inputs.flatMap((input) =>
    STEPS.filter((step) => !expectedAt[input.type]?.includes(step)).map(
      (step) => [input.type, step, input] as const,
    ),
  )

  it.each(rows)('changes nothing: %s while %s', (_, step, input) => {
    for (const chat of [live, ending, over]) {
      const state = at(step, { isAsked: true })
      const [next, effects] = reduceEnding(state, input, chat)
      expect(next).toBe(state)
      expect(effects).toEqual([])
    }
  })
})

describe('from the question to the end', () => {
  /** Feeds inputs in order; a step is `[input, chat]`. Returns all effects and the last state. */
  const run = (...steps: [EndingInput, EndingChat][]) => {
    const effects: EndingEffect[] = []
    const state = steps.reduce((before, [input, chat]) => {
      const [next, more] = reduceEnding(before, input, chat)
      effects.push(...more)
      return next
    }, noEnding)
    return { state, effects }
  }

  it('sends one request, however often it is asked', () => {
    const { state, effects } = run(
      [ask(), live],
      [ask('agent'), live],
      [checked(), live],
      [ask(), ending],
      [answered('unknown'), ending],
      [ask(), ending],
      [checked(), ending],
    )
    expect(effects.filter(({ type }) => type === 'send')).toEqual([send('customer')])
    expect(state.step).toBe('joining')
  })

  it('sends another request after the session was joined again', () => {
    const { effects } = run(
      [ask(), live],
      [checked(), live],
      [answered('ended', false), ending],
      [{ type: 'joined' }, live],
      [ask(), live],
      [checked(), live],
    )
    expect(effects.filter(({ type }) => type === 'send')).toHaveLength(2)
  })
})
