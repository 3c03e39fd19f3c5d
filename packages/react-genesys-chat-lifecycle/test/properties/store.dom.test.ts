import type { ReplayAnswer } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { ChatCommandError } from '../../src/core.ts'
import { nonsense } from './support/anything.ts'
import { stories } from './support/deliveries.ts'
import { holds } from './support/holds.ts'
import { livePage } from './support/livePage.ts'
import { truthOf } from './support/truth.ts'

/** These run on a bus with a clock: one run takes as long as many of the pure ones. */
const SHARE = 0.2
const anyTrouble = stories({ loss: true, reloads: true, repeats: true, widget: true })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a chat on a bus', () => {
  holds(
    'calls onSegmentClosed once for each segment, and shows one notice in each transcript',
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
    'ends up as the rules say, whatever is repeated, paged and reloaded',
    stories({ reloads: true, repeats: true, widget: true }),
    async (story) => {
      const { chat } = await livePage(story, { asyncPolicy: 'none', regularPolicy: 'none' })
      const truth = truthOf(story.life, story.isAsync)
      const { closedSegment, phase } = chat.getState()
      expect(closedSegment?.state ?? null).toBe(truth.closed)
      expect(closedSegment ? closedSegment.key.slice(closedSegment.key.indexOf(':') + 1) : null).toBe(
        truth.key,
      )
      expect(phase === 'closed').toBe(truth.closed !== null)
    },
    SHARE,
  )

  holds(
    'sends endChat at most once each time a session is joined, never without one, and closes the window only afterwards',
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
          onEnd: ({ key }) => done.push(key),
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
      // A closed segment that ended the chat once does not end it again when a reload joins the session anew.
      expect(new Set(done).size).toBe(done.length)
    },
    SHARE,
  )

  holds(
    'sends nothing twice without the customer knowing, and tells of everything that it did not send',
    anyTrouble,
    async (story) => {
      const errors: unknown[] = []
      const outcomes = new Map<string, string>()
      const taken: string[] = []
      let asked = 0
      let refused = 0
      const answer: ReplayAnswer = ({ message }) => {
        const fate = asked++ % 3
        // Without an answer it may have been sent. Refused, it was not.
        if (fate < 2) taken.push(String(message))
        else refused++
        return fate === 0 ? { resolve: {} } : fate === 1 ? 'never' : { reject: 'not now' }
      }
      let said = 0
      const { uncaught } = await livePage(
        story,
        {
          asyncPolicy: 'notify',
          regularPolicy: 'notify',
          followUps: 'confirm',
          onError: (e) => errors.push(e),
        },
        ({ chat, guard }) => {
          const { phase, hasSession } = chat.getState()
          if (!hasSession) return
          const text = `text ${said++}`
          outcomes.set(text, 'pending')
          chat.actions.send(text).then(
            ({ status }) => outcomes.set(text, status),
            (error: unknown) => outcomes.set(text, error instanceof ChatCommandError ? 'rejected' : 'broken'),
          )
          // The customer presses the button whenever there is one.
          if (phase === 'closed') guard.sendFollowUp()
        },
        { 'WebChatService.sendMessage': answer },
        // Shorter than the time between events: the customer sees that no answer came, and goes on pressing.
        50,
      )
      expect(uncaught).toEqual([])
      expect(taken.filter((text, at) => taken.indexOf(text) !== at)).toEqual([])
      for (const [text, status] of outcomes) {
        expect(['sent', 'held', 'blocked', 'rejected']).toContain(status)
        if (status === 'sent') expect(taken).toContain(text)
        if (status === 'blocked') expect(taken).not.toContain(text)
      }
      // What the guard sent and what was refused, is told to `onError`.
      const refusedSends = [...outcomes.values()].filter((status) => status === 'rejected').length
      expect(errors.length + refusedSends).toBeGreaterThanOrEqual(refused)
    },
    SHARE,
  )

  holds(
    'never throws and settles every command, whatever the payloads hold',
    nonsense,
    async (story) => {
      const settled = vi.fn()
      let sent = 0
      const { uncaught, chat } = await livePage(story, { followUps: 'confirm' }, ({ chat }) => {
        sent++
        chat.actions.send('hi').then(settled, settled)
      })
      // An end waits for a chat that is being started.
      chat.actions.end().then(settled, settled)
      await vi.advanceTimersByTimeAsync(30_000)
      expect(uncaught).toEqual([])
      expect(settled).toHaveBeenCalledTimes(sent + 1)
    },
    SHARE,
  )
})
