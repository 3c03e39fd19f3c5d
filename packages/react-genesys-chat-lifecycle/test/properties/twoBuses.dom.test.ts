import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { type BusStory, busStories, liveOnBuses } from './support/busPage.ts'
import { holds } from './support/holds.ts'

/** Each run has several widgets and polls for a minute: it takes as long as hundreds of the pure ones. */
const SHARE = 0.05

const warnings: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  for (const kind of ['warn', 'error'] as const) {
    vi.spyOn(console, kind).mockImplementation((...words: unknown[]) => void warnings.push(words.join(' ')))
  }
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const notifying = { asyncPolicy: 'notify', regularPolicy: 'notify', followUps: 'confirm' } as const
const quiet = (): void => {}

/** Whether the widget was taken away in this story without another one in its place. */
const isRemoved = ({ events }: BusStory): boolean => events.includes('removed')

describe('a page whose bus is loaded twice, replaced or removed', () => {
  holds(
    'shows one notice in each transcript, and calls back once for each segment (rule 1)',
    busStories,
    async (story) => {
      const { closed, buses, uncaught } = await liveOnBuses(
        story,
        { ...notifying, followUps: 'allow', notice: ({ key }) => key },
        quiet,
      )
      expect(uncaught).toEqual([])
      const keys = closed.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { widget } of buses) expect(new Set(widget.notices).size).toBe(widget.notices.length)
    },
    SHARE,
  )

  holds(
    'answers in one way who is on the other side (rule 11)',
    busStories,
    async (story) => {
      await liveOnBuses(story, notifying, ({ chat }) => {
        const { phase, agents, botActive, closedSegment } = chat.getState()
        const isServed = botActive || agents.some(({ role }) => role === 'agent')
        if (phase === 'waiting') expect(isServed).toBe(false)
        if (phase === 'active') expect(isServed || agents.length > 0).toBe(true)
        expect(closedSegment !== null).toBe(
          phase === 'closed' || (phase === 'ending' && closedSegment !== null),
        )
      })
    },
    SHARE,
  )

  holds(
    'keeps to what the customer decided (rule 12)',
    busStories,
    async (story) => {
      const keptOpen = new Set<string>()
      const discarded = new Set<string>()
      let lastKey: string | undefined
      let held: readonly string[] = []
      const endings: string[] = []
      const broken: string[] = []
      const options = {
        asyncPolicy: 'end',
        regularPolicy: 'end',
        endDelayMs: 4_000,
        followUps: 'confirm',
        onEnd({ key }: { key: string }) {
          endings.push(key)
          // Only afterwards: a second widget may go on with a chat that the first one has ended, and is kept open.
          if (keptOpen.has(key)) broken.push(key)
        },
      } as const
      await liveOnBuses(story, options, ({ guard }, step) => {
        const { endsAt, closedSegment, heldFollowUps } = guard.getState()
        if (step === 'keeps open' && lastKey) keptOpen.add(lastKey)
        if (step === 'discards') for (const id of held) discarded.add(id)
        if (closedSegment && keptOpen.has(closedSegment.key)) expect(endsAt).toBeNull()
        for (const { id } of heldFollowUps) expect(discarded).not.toContain(id)
        lastKey = endsAt === null ? undefined : closedSegment?.key
        held = heldFollowUps.filter(({ status }) => status !== 'sending').map(({ id }) => id)
      })
      expect(broken).toEqual([])
      expect(new Set(endings).size).toBe(endings.length)
    },
    SHARE,
  )

  holds(
    'sends no text twice, and has an outcome for each (rule 13)',
    busStories,
    async (story) => {
      const { texts, arrived } = await liveOnBuses(story, notifying, quiet)
      expect(arrived.filter((text, at) => arrived.indexOf(text) !== at)).toEqual([])
      for (const [text, status] of texts) {
        expect(['sent', 'held', 'blocked', 'rejected']).toContain(status)
        if (status === 'sent') expect(arrived).toContain(text)
        if (status === 'blocked') expect(arrived).not.toContain(text)
      }
    },
    SHARE,
  )

  holds(
    'is never silent about it, and goes on with the widget that works (rule 14)',
    busStories,
    async (story) => {
      const { chat, errors, buses } = await liveOnBuses(story, notifying, ({ hasBus, errors }) => {
        if (!hasBus) expect(errors.map(String)).toContainEqual(expect.stringContaining('were removed'))
      })
      const told = errors.filter(({ message }) => message.includes('were removed'))
      if (!isRemoved(story)) expect(told).toEqual([])
      const last = buses.at(-1)
      const { phase } = chat.getState()
      expect(['connecting', 'unavailable', 'starting']).not.toContain(phase)
      // A chat that goes on is seen to go on.
      const isLive = last?.bus.data('WebChatService.sessionActive') === true
      if (isLive) expect(['waiting', 'active', 'closed']).toContain(phase)
    },
    SHARE,
  )
})
