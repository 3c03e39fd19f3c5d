import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { project } from '../../src/chat/project.ts'
import { type Story, stories } from './support/deliveries.ts'
import { createGuardedPage, type GuardedPage, type GuardSetup } from './support/guardedPage.ts'
import { holds } from './support/holds.ts'

interface GuardedStory extends Story {
  readonly setup: GuardSetup
}

const setup: fc.Arbitrary<GuardSetup> = fc.record({
  action: fc.constantFrom('notify', 'end', 'none'),
  noticePlacement: fc.constantFrom('auto', 'widget', 'page', 'none'),
  endDelayMs: fc.constantFrom(0, 250),
})

const guarded = (wanted: Partial<GuardSetup> = {}): fc.Arbitrary<GuardedStory> =>
  fc
    .record({
      story: stories({ loss: true, reloads: true, repeats: true, widget: true }),
      setup: setup.map((any) => ({ ...any, ...wanted })),
    })
    .map(({ story, setup }) => ({ ...story, about: `a guarded session: ${JSON.stringify(setup)}`, setup }))

const anyGuard = guarded()
const notifying = guarded({ action: 'notify' })
const ending = guarded({ action: 'end' })

function live(
  { events, setup }: GuardedStory,
  onStep: (page: GuardedPage) => void,
  onEffect: Parameters<typeof createGuardedPage>[1] = () => {},
): GuardedPage {
  const page = createGuardedPage(setup, onEffect)
  for (const entry of events) {
    page.take(entry)
    onStep(page)
  }
  return page
}

/** Whether the customer sees the notice in the page. */
const isInPage = ({ guard }: GuardedPage): boolean =>
  guard.noticePlacement === 'page' && !guard.isDismissed && guard.text !== null

describe('a notice', () => {
  holds('is injected once into a transcript, and only while the widget has one', notifying, (story) => {
    live(
      story,
      ({ transcript }) => expect(new Set(transcript).size).toBe(transcript.length),
      (effect, { guard, transcript, asked }) => {
        if (effect.type !== 'inject') return
        expect(transcript).not.toContain(effect.closedSegment.key)
        expect(asked).not.toContain(effect.closedSegment.key)
        expect(guard.canInject).toBe(true)
      },
    )
  })

  holds(
    'is never in the page and in the transcript at once',
    guarded({ action: 'notify', noticePlacement: 'auto' }),
    (story) => {
      live(story, (page) => {
        const { closedSegment } = page.guard
        if (closedSegment && page.transcript.includes(closedSegment.key)) expect(isInPage(page)).toBe(false)
      })
    },
  )

  holds(
    'is in the page while the widget refuses it, so that it is never lost',
    guarded({ action: 'notify', noticePlacement: 'auto' }),
    (story) => {
      live(story, (page) => {
        const { closedSegment } = project(page.record)
        if (!closedSegment) return
        page.tell({ type: 'patienceOver' })
        const { guard, transcript, asked } = page
        expect(guard.text).toBe('the notice')
        const isOnItsWay = asked.includes(closedSegment.key)
        // What was read in a transcript need not be shown in the page when that transcript is gone.
        expect(transcript.includes(closedSegment.key) || isInPage(page) || isOnItsWay || guard.wasSeen).toBe(
          true,
        )
      })
    },
  )

  holds(
    'does not return to the page after it was dismissed, even after a reload',
    guarded({ action: 'notify', noticePlacement: 'auto' }),
    (story) => {
      const dismissed = new Set<string>()
      live(story, (page) => {
        page.tell({ type: 'patienceOver' })
        const { closedSegment } = page.guard
        if (!closedSegment) return
        if (dismissed.has(closedSegment.key)) expect(isInPage(page)).toBe(false)
        if (!isInPage(page)) return
        page.tell({ type: 'dismissed' })
        dismissed.add(closedSegment.key)
      })
    },
  )
})

describe('an end', () => {
  holds('is asked for once per closed segment until the page is reloaded', ending, (story) => {
    let asked: string[] = []
    const page = createGuardedPage(story.setup, (effect) => {
      if (effect.type !== 'end') return
      expect(asked).not.toContain(effect.closedSegment.key)
      asked.push(effect.closedSegment.key)
    })
    for (const entry of story.events) {
      if ('mark' in entry) asked = []
      page.take(entry)
    }
  })

  holds('is asked for only while the segment is closed, under the policy "end"', anyGuard, (story) => {
    live(
      story,
      () => {},
      (effect, { record, guard }) => {
        if (effect.type !== 'end') return
        expect(story.setup.action).toBe('end')
        expect(project(record).phase).toBe('closed')
        expect(project(record).closedSegment?.key).toBe(effect.closedSegment.key)
        expect(guard.isKeptOpen).toBe(false)
      },
    )
  })

  holds(
    'is not asked for after the customer has stopped the countdown, even after a reload',
    guarded({ action: 'end', endDelayMs: 250 }),
    (story) => {
      const keptOpen = new Set<string>()
      live(
        story,
        (page) => {
          const { closedSegment, endsAt } = page.guard
          if (!closedSegment || endsAt === null || keptOpen.has(closedSegment.key)) return
          page.tell({ type: 'keptOpen' })
          keptOpen.add(closedSegment.key)
        },
        (effect) => {
          if (effect.type === 'end') expect(keptOpen).not.toContain(effect.closedSegment.key)
        },
      )
    },
  )
})

describe('an open segment', () => {
  holds('has no notice, no countdown and no end', anyGuard, (story) => {
    live(
      story,
      ({ guard, record }) => {
        const { phase } = project(record)
        if (phase === 'closed' || phase === 'ending') return
        expect(guard).toMatchObject({
          closedSegment: null,
          text: null,
          endsAt: null,
          noticePlacement: 'pending',
        })
      },
      (effect, { record }) => {
        const { phase } = project(record)
        const isAboutSegment = effect.type === 'inject' || effect.type === 'noticed' || effect.type === 'end'
        // The widget may still answer while the chat is being ended.
        if (isAboutSegment) expect(['closed', 'ending']).toContain(phase)
      },
    )
  })
})
