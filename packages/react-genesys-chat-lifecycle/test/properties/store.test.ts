import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { nonsense } from './support/anything.ts'
import { stories } from './support/deliveries.ts'
import { holds } from './support/holds.ts'
import { livePage } from './support/livePage.ts'
import { truthOf } from './support/truth.ts'

/** These go over a bus with a clock: each run takes as long as many of the others. */
const SHARE = 0.2
const anyTrouble = stories({ loss: true, reloads: true, repeats: true, widget: true })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('on a bus', () => {
  holds(
    'each segment is told of once, and noticed once in each transcript',
    anyTrouble,
    async (story) => {
      const { closed, reopened, transcripts, uncaught } = await livePage(story, {
        asyncPolicy: 'notify',
        regularPolicy: 'notify',
        notice: ({ key }) => key,
      })
      expect(uncaught).toEqual([])
      const { segmentOf } = truthOf(story.life, story.isAsync)
      const segments = closed.map(({ key }) => segmentOf.get(key.slice(key.indexOf(':') + 1)))
      expect(new Set(segments).size).toBe(segments.length)
      expect(new Set(reopened.map(({ key }) => key)).size).toBe(reopened.length)
      for (const notices of transcripts) expect(new Set(notices).size).toBe(notices.length)
    },
    SHARE,
  )

  holds(
    'a chat stands as the rules say, whatever is repeated, paged and loaded again',
    stories({ reloads: true, repeats: true, widget: true }),
    async (story) => {
      const { chat } = await livePage(story, { asyncPolicy: 'none', regularPolicy: 'none' })
      const truth = truthOf(story.life, story.isAsync)
      const { closedSegment, phase } = chat.getState()
      expect(closedSegment?.state ?? null).toBe(truth.closed)
      expect(closedSegment ? closedSegment.key.slice(closedSegment.key.indexOf(':') + 1) : null).toBe(truth.key)
      expect(phase === 'closed').toBe(truth.closed !== null)
    },
    SHARE,
  )

  holds(
    'endChat is sent once for each time the session is joined, never without one, and the window closed only after it',
    anyTrouble,
    async (story) => {
      const done: string[] = []
      const { bus, uncaught } = await livePage(
        story,
        {
          asyncPolicy: 'end',
          regularPolicy: 'end',
          closeWindow: true,
          endDelayMs: story.isAsync ? 150 : 0,
          onClose: ({ key }) => done.push(key),
        },
        ({ bus }) => {
          const ends = bus.commandsNamed('WebChatService.endChat')
          expect(ends.every(({ outcome }) => outcome !== 'rejected')).toBe(true)
          const over = ends.filter(({ settledAt }) => settledAt !== undefined).length
          expect(bus.commandsNamed('WebChat.close').length).toBeLessThanOrEqual(over)
        },
      )
      expect(uncaught).toEqual([])
      const joins = story.events.filter(
        (entry) => 'event' in entry && /\.(started|restored)$/.test(entry.event),
      )
      expect(bus.commandsNamed('WebChatService.endChat').length).toBeLessThanOrEqual(joins.length)
      // What was acted upon is not acted upon again, also where a reload joins the session anew.
      expect(new Set(done).size).toBe(done.length)
    },
    SHARE,
  )

  holds(
    'anything may come: nothing throws, and every command settles',
    nonsense,
    async (story) => {
      const settled = vi.fn()
      let sent = 0
      const { uncaught, chat } = await livePage(story, { followUps: 'confirm' }, ({ chat }) => {
        sent++
        chat.actions.send('hi').then(settled, settled)
      })
      // A chat that is being started is waited for before it is ended.
      chat.actions.end().then(settled, settled)
      await vi.advanceTimersByTimeAsync(30_000)
      expect(uncaught).toEqual([])
      expect(settled).toHaveBeenCalledTimes(sent + 1)
    },
    SHARE,
  )
})
