import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { project } from '../../src/chat/reducer.ts'
import { type Story, stories } from './support/deliveries.ts'
import { createGuardedPage, type GuardedPage, type GuardSetup } from './support/guardedPage.ts'
import { holds } from './support/holds.ts'

interface GuardedStory extends Story {
  readonly setup: GuardSetup
}

const setup: fc.Arbitrary<GuardSetup> = fc.record({
  action: fc.constantFrom('notify', 'close', 'none'),
  render: fc.constantFrom('auto', 'widget', 'page', 'none'),
  delayMs: fc.constantFrom(0, 250),
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
const ending = guarded({ action: 'close' })

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
  guard.place === 'page' && !guard.dismissed && guard.text !== null

describe('a notice', () => {
  holds('is put into a transcript once, and only into one that can take it', notifying, (story) => {
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
    'is never in the page and in the widget at once',
    guarded({ action: 'notify', noticePlacement: 'auto' }),
    (story) => {
      live(story, (page) => {
        const { closedSegment } = page.guard
        if (closedSegment && page.transcript.includes(closedSegment.key)) expect(isInPage(page)).toBe(false)
      })
    },
  )

  holds(
    'is not lost: refused by the widget it is in the page, until the widget takes it',
    guarded({ action: 'notify', noticePlacement: 'auto' }),
    (story) => {
      live(story, (page) => {
        const { closedSegment } = project(page.lifecycle)
        if (!closedSegment) return
        page.tell({ type: 'patienceOver' })
        const { guard, transcript, asked } = page
        expect(guard.text).toBe('the notice')
        const isOnItsWay = asked.includes(closedSegment.key)
        // What was once read in a transcript need not be shown in the page when that is gone.
        expect(transcript.includes(closedSegment.key) || isInPage(page) || isOnItsWay || guard.seen).toBe(true)
      })
    },
  )

  holds(
    'stays away once it was dismissed, also after a reload',
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
  holds('is asked for once for a closing, as long as the page and the session last', ending, (story) => {
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

  holds(
    'is asked for only while the segment is closed, and only by a policy that closes',
    anyGuard,
    (story) => {
      live(
        story,
        () => {},
        (effect, { lifecycle, guard }) => {
          if (effect.type !== 'end') return
          expect(story.setup.action).toBe('close')
          expect(project(lifecycle).phase).toBe('closed')
          expect(project(lifecycle).closedSegment?.key).toBe(effect.closedSegment.key)
          expect(guard.stopped).toBe(false)
        },
      )
    },
  )

  holds(
    'does not come once the customer has stopped the countdown, also after a reload',
    guarded({ action: 'close', delayMs: 250 }),
    (story) => {
      const stopped = new Set<string>()
      live(
        story,
        (page) => {
          const { closedSegment, endsAt } = page.guard
          if (!closedSegment || endsAt === null || stopped.has(closedSegment.key)) return
          page.tell({ type: 'countdownStopped' })
          stopped.add(closedSegment.key)
        },
        (effect) => {
          if (effect.type === 'end') expect(stopped).not.toContain(effect.closedSegment.key)
        },
      )
    },
  )
})

describe('a segment that is open', () => {
  holds('has no notice, no countdown and no end', anyGuard, (story) => {
    live(
      story,
      ({ guard, lifecycle }) => {
        const { phase } = project(lifecycle)
        if (phase === 'closed' || phase === 'ending') return
        expect(guard).toMatchObject({ closedSegment: null, text: null, endsAt: null, place: 'pending' })
      },
      (effect, { lifecycle }) => {
        const { phase } = project(lifecycle)
        const isAboutClosing = effect.type === 'inject' || effect.type === 'noticed' || effect.type === 'end'
        // The answer to a question may still come while the chat is being ended.
        if (isAboutClosing) expect(['closed', 'ending']).toContain(phase)
      },
    )
  })
})
