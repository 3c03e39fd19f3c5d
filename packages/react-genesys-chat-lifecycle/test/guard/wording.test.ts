import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ClosedSegment } from '../../src/chat/state.ts'
import type { GuardOptions } from '../../src/guard/options.ts'
import {
  type HeldFollowUp,
  hasControls,
  idleGuard,
  isSending,
  isUndecided,
  toMemory,
} from '../../src/guard/state.ts'
import { warnAboutWindow } from '../../src/guard/warnAboutWindow.ts'
import { Wording } from '../../src/guard/wording.ts'
import { de, en } from '../../src/locales/index.ts'

afterEach(() => void vi.restoreAllMocks())

const segment = (key: string, agentName = 'Anna'): ClosedSegment => ({
  key,
  state: 'completed',
  signal: 'interactionState',
  at: 1,
  agentName,
  isAsync: true,
  sessionId: 's',
})
const wordingOf = (options: GuardOptions, languages: string[] = []) => {
  const onError = vi.fn()
  return {
    onError,
    wording: new Wording(
      () => options,
      () => languages,
      onError,
    ),
  }
}

describe('a notice', () => {
  it('made by a function is made once for a segment', () => {
    const notice = vi.fn(({ agentName }: ClosedSegment) => `Bye, ${agentName}`)
    const { wording } = wordingOf({ notice })
    expect(wording.noticeFor(segment('a'))).toBe('Bye, Anna')
    expect(wording.noticeFor(segment('a', 'Bea'))).toBe('Bye, Anna')
    expect(notice).toHaveBeenCalledTimes(1)
    expect(wording.noticeFor(segment('b', 'Bea'))).toBe('Bye, Bea')
    expect(wording.textFor(segment('b', 'Cleo'))).toBe('Bye, Cleo')
    expect(wording.noticeFor(segment('b'))).toBe('Bye, Bea')
  })

  it('that is a text may change', () => {
    const options = { notice: 'one' }
    const { wording } = wordingOf(options)
    expect(wording.noticeFor(segment('a'))).toBe('one')
    options.notice = 'two'
    expect(wording.noticeFor(segment('a'))).toBe('two')
  })

  it('of none is no notice', () => {
    const { wording, onError } = wordingOf({ notice: () => null })
    expect(wording.noticeFor(segment('a'))).toBe(null)
    expect(wordingOf({ notice: '  ' }).wording.noticeFor(segment('a'))).toBe(null)
    expect(onError).not.toHaveBeenCalled()
  })

  it.each([
    [
      () => {
        throw new Error('theirs')
      },
      'theirs',
    ],
    [() => 5 as never, 'notice: expected a text or null, got number. The default notice is shown.'],
  ])('whose function fails is the default one, and the failure is reported: %#', (notice, message) => {
    const { wording, onError } = wordingOf({ notice, locale: de })
    expect(wording.noticeFor(segment('a'))).toBe(de.notice)
    expect(wording.noticeFor(segment('a'))).toBe(de.notice)
    expect(onError.mock.calls.map(([error]) => error.message)).toEqual([message])
  })

  it('that nobody words is in the page’s language', () => {
    expect(wordingOf({}).wording.noticeFor(segment('a'))).toBe(en.notice)
    expect(wordingOf({ locale: [de] }, ['de']).wording.noticeFor(segment('a'))).toBe(de.notice)
    expect(wordingOf({ labels: { notice: 'Own' } }).wording.noticeFor(segment('a'))).toBe('Own')
  })
})

const held = (id: string, status: HeldFollowUp['status']): HeldFollowUp => ({
  id,
  status,
  kind: 'text',
  text: id,
  data: {},
  attempts: 0,
  after: null,
})

describe('what outlives a page load', () => {
  it('is nothing without a session', () => {
    expect(toMemory(idleGuard)).toBe(null)
  })

  it('is what is undecided, and what was being sent is unknown', () => {
    const heldFollowUps = (['held', 'sending', 'unknown', 'blocked'] as const).map((status) =>
      held(status, status),
    )
    expect(toMemory({ ...idleGuard, sessionId: 's', heldFollowUps })).toEqual({
      sessionId: 's',
      held: [held('held', 'held'), held('sending', 'unknown'), held('unknown', 'unknown')],
      key: null,
      endsAt: null,
      wasSeen: false,
    })
  })

  it.each([
    [5, null, 5],
    [null, 7, 7],
    [5, 7, 5],
    [null, null, null],
  ])('is when the chat is ended, or was to be: %j, %j', (endsAt, dueAt, expected) => {
    const state = { ...idleGuard, sessionId: 's', closedSegment: segment('a'), endsAt, dueAt, wasSeen: true }
    expect(toMemory(state)).toMatchObject({ key: 'a', endsAt: expected, wasSeen: true })
  })
})

describe('a guard', () => {
  it.each([
    [{}, false],
    [{ endsAt: 5 }, true],
    [{ heldFollowUps: [held('a', 'blocked')] }, true],
  ])('has something with buttons: %j', (state, expected) => {
    expect(hasControls({ ...idleGuard, ...state })).toBe(expected)
  })

  it('is sending while anything is being sent', () => {
    expect(isSending({ ...idleGuard, heldFollowUps: [held('a', 'held')] })).toBe(false)
    expect(isSending({ ...idleGuard, heldFollowUps: [held('a', 'held'), held('b', 'sending')] })).toBe(true)
    expect(
      (['held', 'sending', 'unknown', 'blocked'] as const).map((status) => isUndecided(held('a', status))),
    ).toEqual([true, true, true, false])
  })
})

describe('options that the vendor’s window cannot follow', () => {
  const able = { canInject: true, canOverlay: true, canHold: true, saysClosed: false }

  it.each<[string, Parameters<typeof warnAboutWindow>, string | null]>([
    [
      'follow-ups that cannot be held',
      [{ ...able, canHold: false }, 'open', { followUps: 'confirm' }],
      '<ChatEndGuard followUps="confirm">: what the customer types into this vendor\'s window cannot be held. Only what your page sends is held. Use a chat UI of your own, or followUps="allow".',
    ],
    ['follow-ups that are allowed', [{ ...able, canHold: false }, 'open', { followUps: 'allow' }], null],
    ['nothing', [{ ...able, canHold: false, canInject: false }, 'open', {}], null],
    [
      'no window',
      [
        { ...able, canHold: false, canInject: false },
        'absent',
        { followUps: 'block', noticePlacement: 'widget' },
      ],
      null,
    ],
    [
      'a notice that cannot be shown',
      [{ ...able, canInject: false }, 'closed', { noticePlacement: 'widget' }],
      '<ChatEndGuard noticePlacement="widget">: this vendor\'s window cannot show a notice, so none is shown. Use noticePlacement="auto" or "page".',
    ],
    ['a notice in the page', [{ ...able, canInject: false }, 'open', { noticePlacement: 'page' }], null],
    ['everything', [able, 'open', { followUps: 'block', noticePlacement: 'widget' }], null],
  ])('are told: %s', (_, options, words) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    warnAboutWindow(...options)
    expect(error.mock.calls).toEqual(words ? [[`[react-genesys-chat-lifecycle] ${words}`]] : [])
  })
})
