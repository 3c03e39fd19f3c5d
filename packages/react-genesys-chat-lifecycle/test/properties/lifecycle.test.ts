import { describe, expect } from 'vitest'
import { isAfter } from '../../src/chat/order.ts'
import { presentSince } from '../../src/chat/people.ts'
import { project } from '../../src/chat/project.ts'
import type { SegmentMemory } from '../../src/chat/segment.ts'
import { allAgentsLeft } from '../../src/chat/signals/allAgentsLeft.ts'
import { followUpPolicyFor } from '../../src/guard/rule.ts'
import type { MessageOrder } from '../../src/platform/message.ts'
import { type Story, stories } from './support/deliveries.ts'
import { holds } from './support/holds.ts'
import { BY, contentOf } from './support/life.ts'
import { createPurePage, messagesEvent, type PurePage } from './support/purePage.ts'
import { truthOf } from './support/truth.ts'

function live(
  { events }: Story,
  onStep: (page: PurePage, before: PurePage['state']) => void = () => {},
): PurePage {
  const page = createPurePage()
  for (const entry of events) {
    const before = page.state
    page.take(entry)
    onStep(page, before)
  }
  return page
}

/** The index in a closed segment's key. */
const indexOf = (key: string): string => key.slice(key.indexOf(':') + 1)

const isBot = (name: keyof typeof BY): boolean => BY[name].type === 'Bot'

const decidedAt = ({ closedThrough, openedAt }: SegmentMemory): MessageOrder | null =>
  openedAt && isAfter(openedAt, closedThrough) ? openedAt : closedThrough

describe('a session that is received once and in order', () => {
  holds('ends up as the rules say, however it is cut into batches', stories({}), (story) => {
    const { closedSegment, interactionState } = project(live(story).state)
    const truth = truthOf(story.life, story.isAsync)
    expect(closedSegment?.state ?? null).toBe(truth.closed)
    expect(closedSegment ? indexOf(closedSegment.key) : null).toBe(truth.key)
    expect(interactionState).toBe(truth.interactionState)
  })

  holds('is served by the same people, whoever asks', stories({}), (story) => {
    const { state: record } = live(story)
    const { phase, agents, botActive, closedSegment } = project(record)
    const { serving, listening, hasSurvey } = truthOf(story.life, story.isAsync)
    expect(phase).toBe(closedSegment ? 'closed' : serving.length > 0 ? 'active' : 'waiting')
    expect(botActive).toBe(serving.some(isBot))
    const people = [...serving, ...listening].filter((name) => !isBot(name))
    expect(agents.map(({ id }) => id).sort()).toEqual(people.map((name) => BY[name].participantId).sort())
    expect(record.segment.surveyBots.length > 0).toBe(hasSurvey)
    const isLeftAlone = allAgentsLeft().detectAbsence?.(
      presentSince(record.people, record.segment.reopenedAt),
    )
    if (isLeftAlone) expect(serving).toEqual([])
    if (serving.length > 0) expect(isLeftAlone).toBe(false)
  })

  holds('holds what the customer writes only where it would open a new segment', stories({}), (story) => {
    const page = live(story)
    const { closedSegment } = project(page.state)
    if (!closedSegment) return
    const hasSurvey = page.state.segment.surveyBots.length > 0
    const policy = followUpPolicyFor(closedSegment, 'confirm', hasSurvey)
    const text = { ...contentOf('customer writes'), index: '1795343399999-0' }
    page.dispatch(messagesEvent({ originalMessages: [text] }))
    const isReopened = project(page.state).closedSegment === null
    expect(policy).toBe(isReopened ? 'confirm' : hasSurvey ? 'allow' : 'block')
  })

  holds('ends up the same as on a page that receives all of it at once, as history', stories({}), (story) => {
    const lived = live(story).state
    for (const messages of [story.life.messages, [...story.life.messages].reverse()]) {
      const page = createPurePage()
      for (const entry of story.events) {
        if ('event' in entry && entry.event !== 'WebChatService.messageReceived') page.take(entry)
      }
      page.dispatch(messagesEvent({ originalMessages: messages }))
      expect(page.state).toEqual(lived)
    }
  })
})

describe('messages that were received before', () => {
  holds(
    'change nothing when they come again, in any pieces, live or as an older page',
    stories({}),
    (story) => {
      const page = live(story)
      const before = page.state
      for (const entry of story.events) {
        if (!('event' in entry) || entry.event !== 'WebChatService.messageReceived') continue
        page.take(entry)
        page.dispatch(messagesEvent({ ...(entry.data as object), oldMessages: true }))
      }
      expect(page.state).toBe(before)
    },
  )

  holds(
    'decide nothing: after repeats, pages and reloads the segment is as the rules say',
    stories({ reloads: true, repeats: true, widget: true }),
    (story) => {
      const truth = truthOf(story.life, story.isAsync)
      const { closedSegment } = project(live(story).state)
      expect(closedSegment ? indexOf(closedSegment.key) : null).toBe(truth.key)
      expect(closedSegment?.state ?? null).toBe(truth.closed)
    },
  )

  holds(
    'do not undo a decision that was made after them',
    stories({ loss: true, reloads: true, repeats: true }),
    (story) => {
      const page = live(story)
      const { segment } = page.state
      for (const message of story.life.messages) {
        const [ms = 0, seq = 0] = message.index.split('-').map(Number)
        if (isAfter([ms, seq], decidedAt(segment))) continue
        page.dispatch(messagesEvent({ originalMessages: [message] }))
        expect(page.state.segment.closedSegment).toBe(segment.closedSegment)
        expect(page.state.segment.openedAt).toBe(segment.openedAt)
      }
    },
  )
})

describe('a closed segment', () => {
  holds(
    'has one key, whatever is lost, late, repeated or reloaded',
    stories({ loss: true, reloads: true, repeats: true, widget: true }),
    (story) => {
      const { segmentOf } = truthOf(story.life, story.isAsync)
      const keys = new Map<number | undefined, string>()
      live(story, ({ state }) => {
        const { closedSegment } = project(state)
        if (!closedSegment) return
        const segment = segmentOf.get(indexOf(closedSegment.key))
        expect(segment).toBeTypeOf('number')
        expect(closedSegment.key).toBe(keys.get(segment) ?? closedSegment.key)
        keys.set(segment, closedSegment.key)
      })
    },
  )

  holds(
    'was closed after it was opened, and makes the phase "closed"',
    stories({ loss: true, reloads: true, repeats: true, widget: true }),
    (story) => {
      live(story, ({ state }) => {
        const { phase, closedSegment, canSend, isAsync } = project(state)
        const { closedThrough, openedAt } = state.segment
        expect(phase === 'closed').toBe(closedSegment !== null)
        if (!closedSegment) return
        expect(closedThrough && isAfter(closedThrough, openedAt)).toBe(true)
        if (!isAsync) expect(canSend).toBe(false)
      })
    },
  )
})
