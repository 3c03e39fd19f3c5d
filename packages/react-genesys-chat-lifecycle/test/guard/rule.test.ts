import { describe, expect, it, vi } from 'vitest'
import type { ClosedSegment } from '../../src/chat/state.ts'
import {
  type ClosedSegmentPolicy,
  type CurrentNoticePlacement,
  decide,
  followUpPolicyFor,
  type NoticePlacement,
  type NoticeSituation,
  type RuleOptions,
} from '../../src/guard/rule.ts'

const POLICIES: readonly ClosedSegmentPolicy[] = ['notify', 'end', 'none']
const PLACEMENTS: readonly NoticePlacement[] = ['auto', 'widget', 'page', 'none']
const CURRENT: readonly CurrentNoticePlacement[] = ['pending', 'widget', 'page']

const segment: ClosedSegment = {
  key: 's:1-1',
  state: 'completed',
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
  endDelayMs: 500,
  noticeFor: ({ agentName }) => `Bye from ${agentName}`,
}
/** A page without a window, some time after it was loaded. */
const nothingYet: NoticeSituation = {
  noticePlacement: 'pending',
  canInject: false,
  isInjecting: false,
  isRefused: false,
  wasSeen: false,
  isDismissed: false,
  isPatient: false,
  isSaidByWindow: false,
}

function* everySituation(): Generator<NoticeSituation> {
  for (const noticePlacement of CURRENT) {
    for (let bits = 0; bits < 128; bits++) {
      yield {
        noticePlacement,
        canInject: (bits & 1) > 0,
        isInjecting: (bits & 2) > 0,
        isRefused: (bits & 4) > 0,
        wasSeen: (bits & 8) > 0,
        isDismissed: (bits & 16) > 0,
        isPatient: (bits & 32) > 0,
        isSaidByWindow: (bits & 64) > 0,
      }
    }
  }
}

/** Every situation with every placement, under these options. */
function* everything(
  change: Partial<RuleOptions> = {},
): Generator<[wanted: NoticePlacement, situation: NoticeSituation, decision: ReturnType<typeof decide>]> {
  for (const noticePlacement of PLACEMENTS) {
    for (const situation of everySituation()) {
      yield [
        noticePlacement,
        situation,
        decide(segment, { ...options, noticePlacement, ...change }, situation),
      ]
    }
  }
}

describe('the policy', () => {
  it.each(POLICIES.flatMap((asyncPolicy) => POLICIES.map((regularPolicy) => [asyncPolicy, regularPolicy])))(
    'asyncPolicy "%s" applies to asynchronous chats, regularPolicy "%s" to regular ones',
    (asyncPolicy, regularPolicy) => {
      const chosen = { ...options, asyncPolicy, regularPolicy } as RuleOptions
      expect(decide({ ...segment, isAsync: true }, chosen, nothingYet).action).toBe(asyncPolicy)
      expect(decide({ ...segment, isAsync: false }, chosen, nothingYet).action).toBe(regularPolicy)
    },
  )

  it('"end" waits for endDelayMs and shows no notice, wherever a notice could go', () => {
    for (const [, , decision] of everything({ asyncPolicy: 'end' })) {
      expect(decision).toEqual({
        action: 'end',
        endDelayMs: 500,
        text: null,
        shouldInject: false,
        shouldShowInPage: false,
      })
    }
  })

  it('"none" neither ends the chat nor shows a notice', () => {
    for (const [, , decision] of everything({ asyncPolicy: 'none' })) {
      expect(decision).toEqual({
        action: 'none',
        endDelayMs: 0,
        text: null,
        shouldInject: false,
        shouldShowInPage: false,
      })
    }
  })

  it('"notify" never ends the chat', () => {
    for (const [, , decision] of everything())
      expect(decision).toMatchObject({ action: 'notify', endDelayMs: 0 })
  })
})

describe('the words of the notice', () => {
  it('come from noticeFor, and are known for every placement', () => {
    for (const [, , { text }] of everything()) expect(text).toBe('Bye from Anna')
  })

  it('are not asked for unless the policy is "notify"', () => {
    const noticeFor = vi.fn(() => 'Bye')
    for (const _ of everything({ asyncPolicy: 'end', noticeFor }));
    for (const _ of everything({ asyncPolicy: 'none', noticeFor }));
    expect(noticeFor).not.toHaveBeenCalled()
  })

  it('decide that nothing is shown anywhere when there are none', () => {
    for (const [, , decision] of everything({ noticeFor: () => null })) {
      expect(decision).toMatchObject({ text: null, shouldInject: false, shouldShowInPage: false })
    }
  })
})

type Expected = 'inject' | 'page' | 'inject + page' | '-'

describe('where the notice goes, for noticePlacement auto, widget, page and none', () => {
  it.each<
    [string, Partial<NoticeSituation>, [auto: Expected, widget: Expected, page: Expected, none: Expected]]
  >([
    // Not shown yet.
    ['without a window', {}, ['page', '-', 'page', '-']],
    ['with a window', { canInject: true }, ['inject', 'inject', 'page', '-']],
    ['while the widget is being asked', { canInject: true, isInjecting: true }, ['-', '-', 'page', '-']],
    ['after the widget refused it', { canInject: true, isRefused: true }, ['page', '-', 'page', '-']],
    // The page was just loaded.
    ['before a restored window had its time to open', { isPatient: true }, ['-', '-', 'page', '-']],
    [
      'when a restored window opens in time',
      { isPatient: true, canInject: true },
      ['inject', 'inject', 'page', '-'],
    ],
    [
      'when a restored window refuses it at first',
      { isPatient: true, canInject: true, isRefused: true },
      ['-', '-', 'page', '-'],
    ],
    // It was in a transcript before.
    ['when it was read in a window that is gone', { wasSeen: true }, ['-', '-', 'page', '-']],
    [
      'when it was read in a window that opens again',
      { wasSeen: true, canInject: true },
      ['inject', 'inject', 'page', '-'],
    ],
    [
      'when it was read in a window that now refuses it',
      { wasSeen: true, canInject: true, isRefused: true },
      ['-', '-', 'page', '-'],
    ],
    // It is in the transcript.
    ['once it is in the transcript', { noticePlacement: 'widget', canInject: true }, ['-', '-', '-', '-']],
    [
      'once it is in the transcript and was read',
      { noticePlacement: 'widget', canInject: true, wasSeen: true },
      ['-', '-', '-', '-'],
    ],
    ['once it is in a transcript that is gone', { noticePlacement: 'widget' }, ['-', '-', '-', '-']],
    // It is in the page.
    ['while it is in the page, without a window', { noticePlacement: 'page' }, ['page', '-', 'page', '-']],
    [
      'while it is in the page and a window opens',
      { noticePlacement: 'page', canInject: true },
      ['inject + page', 'inject', 'page', '-'],
    ],
    [
      'while it is in the page and the widget is being asked',
      { noticePlacement: 'page', canInject: true, isInjecting: true },
      ['page', '-', 'page', '-'],
    ],
    [
      'while it is in the page and the widget refused it',
      { noticePlacement: 'page', canInject: true, isRefused: true },
      ['page', '-', 'page', '-'],
    ],
    [
      'while it is in the page, although it was read and the window may open',
      { noticePlacement: 'page', isPatient: true, wasSeen: true },
      ['page', '-', 'page', '-'],
    ],
    // The customer dismissed it.
    ['after it was dismissed', { isDismissed: true }, ['-', '-', '-', '-']],
    ['after it was dismissed, with a window', { isDismissed: true, canInject: true }, ['-', '-', '-', '-']],
    [
      'when it is dismissed in the page',
      { isDismissed: true, noticePlacement: 'page' },
      ['-', '-', '-', '-'],
    ],
  ])('%s', (_, change, expected) => {
    const found = PLACEMENTS.map((noticePlacement): Expected => {
      const { shouldInject, shouldShowInPage } = decide(
        segment,
        { ...options, noticePlacement },
        { ...nothingYet, ...change },
      )
      if (shouldInject) return shouldShowInPage ? 'inject + page' : 'inject'
      return shouldShowInPage ? 'page' : '-'
    })
    expect(found).toEqual(expected)
  })
})

describe('in every situation', () => {
  it('only a window that can take the notice is asked, once, and only by "auto" or "widget"', () => {
    for (const [wanted, situation, { shouldInject }] of everything()) {
      if (!shouldInject) continue
      expect(situation).toMatchObject({
        canInject: true,
        isInjecting: false,
        isRefused: false,
        isDismissed: false,
      })
      expect(situation.noticePlacement).not.toBe('widget')
      expect(['auto', 'widget']).toContain(wanted)
    }
  })

  it('only "auto" and "page" show the notice in the page, never beside the one in the transcript', () => {
    for (const [wanted, situation, { shouldShowInPage }] of everything()) {
      if (!shouldShowInPage) continue
      expect(situation.isDismissed).toBe(false)
      expect(situation.noticePlacement).not.toBe('widget')
      expect(['auto', 'page']).toContain(wanted)
    }
  })

  it('"auto" leaves it to a window that says the same by itself, and shows nothing beside it', () => {
    for (const [wanted, situation, { shouldInject, shouldShowInPage }] of everything()) {
      if (wanted !== 'auto' || !situation.isSaidByWindow || situation.noticePlacement === 'widget') continue
      expect(shouldInject || shouldShowInPage).toBe(false)
    }
  })

  it('"page" shows it until it is dismissed, and "auto" never leaves the customer without it', () => {
    for (const [wanted, situation, { shouldInject, shouldShowInPage }] of everything()) {
      const { noticePlacement, isDismissed, isPatient, isInjecting, isRefused, isSaidByWindow, wasSeen } =
        situation
      if (isDismissed || noticePlacement === 'widget') continue
      if (wanted === 'page') expect(shouldShowInPage).toBe(true)
      if (wanted !== 'auto' || isPatient || isSaidByWindow || wasSeen || (isInjecting && !isRefused)) continue
      expect(shouldInject || shouldShowInPage).toBe(true)
    }
  })
})

describe('what happens to follow-ups', () => {
  it.each([
    ['an asynchronous chat', true, { allow: 'allow', confirm: 'confirm', block: 'block' }],
    [
      'a regular chat, where there is no new request to confirm',
      false,
      { allow: 'allow', confirm: 'block', block: 'block' },
    ],
  ] as const)('of %s', (_, isAsync, expected) => {
    for (const policy of ['allow', 'confirm', 'block'] as const) {
      expect(followUpPolicyFor({ ...segment, isAsync }, policy, false)).toBe(expected[policy])
      expect(followUpPolicyFor({ ...segment, isAsync }, policy, true)).toBe('allow')
    }
  })
})
