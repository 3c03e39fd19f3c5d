import fc from 'fast-check'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { allAgentsLeft, type ChatLifecycleStore, createChatLifecycle } from '../../src/core.ts'
import { createTestBus, type TestTransport } from '../../src/testing/index.ts'
import { holds, type Told } from './support/holds.ts'

/** Three page loads a run: one run takes as long as many of the pure ones. */
const SHARE = 0.1
/** Longer than two polls, than Genesys Cloud holds a message back, and than the grace time after that. */
const PAUSE_MS = 1_500

const PEOPLE = ['Anna', 'Ben', 'Robo'] as const
type Deed =
  | `${(typeof PEOPLE)[number]} ${'joins' | 'writes' | 'leaves'}`
  | 'the customer writes'
  | 'a page load'

interface Story extends Told {
  readonly events: readonly Deed[]
}

const deed: fc.Arbitrary<Deed> = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom('joins', 'writes', 'leaves')),
    },
    { weight: 2, arbitrary: fc.constantFrom<Deed>('the customer writes', 'a page load') },
  )
  .map((one) => (typeof one === 'string' ? one : (one.join(' ') as Deed)))

/** Only what can happen: nobody writes or leaves who has not come. */
const stories: fc.Arbitrary<Story> = fc.array(deed, { minLength: 2, maxLength: 10 }).map((deeds) => {
  const present = new Set<string>()
  const events = deeds.filter((one) => {
    const [name = '', verb] = one.split(' ')
    if (name === 'the' || name === 'a') return true
    if (present.has(name) === (verb === 'joins')) return false
    if (verb === 'joins') present.add(name)
    if (verb === 'leaves') present.delete(name)
    return true
  })
  return { about: 'a regular chat', mode: 'regular', events }
})

interface Outcome {
  readonly phase: string
  readonly botActive: boolean
  readonly agents: readonly string[]
  readonly closedSegment: { readonly by: string; readonly agent: string | null } | null
  readonly closings: number
}

/** On Genesys Cloud nobody tells the name of who has left before a page load, so it may be another one's who is known. */
const losesNames = ({ events }: Story): boolean =>
  events.slice(0, events.lastIndexOf('a page load')).some((event) => event.endsWith('leaves'))
const withoutName = ({ closedSegment, ...rest }: Outcome): object => ({ ...rest, by: closedSegment?.by })

/** What the library makes of a story on a transport. */
async function liveOn(transport: TestTransport, { events }: Story): Promise<Outcome> {
  const testBus = createTestBus({ transport, botEvents: true, advanceTimers: vi.advanceTimersByTimeAsync })
  const actors = {
    Anna: testBus.centre.createAgent('Anna'),
    Ben: testBus.centre.createAgent('Ben'),
    Robo: testBus.bot,
  }
  let closings = 0
  let chat: ChatLifecycleStore | undefined
  const load = async (): Promise<void> => {
    chat?.destroy()
    chat = createChatLifecycle({
      bus: () => testBus.bus,
      closeSignals: [allAgentsLeft({ graceMs: 500 })],
      onSegmentClosed: () => {
        closings += 1
      },
    })
    testBus.start()
    await testBus.wait(PAUSE_MS)
  }
  await load()
  testBus.customer.open()
  await testBus.wait(PAUSE_MS)
  for (const one of events) {
    const [name, verb] = one.split(' ')
    if (one === 'a page load') {
      testBus.reload()
      await load()
    } else if (one === 'the customer writes') {
      testBus.customer.say('and then?')
    } else {
      const actor = actors[name as keyof typeof actors]
      if (verb === 'joins') actor.join()
      else if (verb === 'leaves') actor.leave()
      else actor.say('hello')
    }
    await testBus.wait(PAUSE_MS)
  }
  const { phase, agents, botActive, closedSegment } = (chat as ChatLifecycleStore).getState()
  ;(chat as ChatLifecycleStore).destroy()
  testBus.dispose()
  return {
    phase,
    botActive,
    agents: agents.map(({ name }) => name).sort(),
    closedSegment: closedSegment && { by: closedSegment.signal, agent: closedSegment.agentName },
    closings,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

holds(
  'a chat comes out the same on every transport, but for names that Genesys Cloud does not tell',
  stories,
  async (story) => {
    const expected = await liveOn('digital-channels', story)
    expect(await liveOn('gms', story)).toEqual(expected)
    const cloud = await liveOn('genesys-cloud', story)
    if (losesNames(story)) expect(withoutName(cloud)).toEqual(withoutName(expected))
    else expect(cloud).toEqual(expected)
  },
  SHARE,
)
