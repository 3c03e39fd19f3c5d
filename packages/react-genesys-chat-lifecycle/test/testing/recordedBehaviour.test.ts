import type { Recording } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BusEnvelope } from '../../src/platform/genesys-widgets/busTypes.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'
import { recordings } from './recordings.ts'

/** The test bus, led through what was done when a recording was made, publishes what the real widget published. */

const recordingNamed = (name: string): Recording => {
  const found = recordings.find(([file]) => file === name)
  if (!found) throw new Error(`There is no recording ${name}.`)
  return found[1]
}

/** Left out of recordings when it repeats. */
const NOISE = new Set(['WebChatService.pollingStarted', 'WebChatService.capabilitiesChanged'])
const isEvent = (entry: object): entry is BusEnvelope => 'event' in entry

function recordedEvents(recording: Recording): BusEnvelope[] {
  return recording.events.filter(isEvent).filter(({ event }) => !NOISE.has(event))
}

let testBus: TestBus
let heard: BusEnvelope[]

function listen(recording: Recording): void {
  for (const event of new Set(recordedEvents(recording).map((envelope) => envelope.event))) {
    testBus.cxbus.subscribe(event, (envelope) => heard.push(JSON.parse(JSON.stringify(envelope))))
  }
}

async function say(act: () => void): Promise<void> {
  act()
  await testBus.settle()
}

async function startAsRecorded(joinsAtOnce: boolean): Promise<void> {
  testBus.start()
  await testBus.settle()
  await say(() => testBus.customer.open())
  if (joinsAtOnce) await say(() => testBus.agent.join())
}

/** What happens between the start and the end of each recording. */
const plays: Record<
  string,
  Pick<TestBusOptions, 'transport' | 'async' | 'pageSize' | 'botEvents'> & {
    joinsLater?: true
    /** From this event on, the answer of a request and the event stream race. */
    racesAfter?: string
    play(recording: Recording): Promise<void>
  }
> = {
  'async-follow-up-starts-new-segment': {
    async: true,
    async play() {
      testBus.agent.closeSegment('Bye')
      await say(() => testBus.server.setState('Completed'))
      await say(() => testBus.customer.say('one more thing'))
      await say(() => testBus.agent.join())
      testBus.agent.closeSegment('Sure. Bye again')
      await say(() => testBus.server.setState('Completed'))
    },
  },
  'async-history-page-holds-old-completed': {
    async: true,
    joinsLater: true,
    async play(recording) {
      const { agent, server, centre } = testBus
      agent.join()
      for (let at = 0; at < 30; at += 1) agent.say(`old ${at}`)
      agent.setState('Completed')
      await say(() => agent.leave())
      server.deliver({ type: 'Text', text: 'again', from: centre.session.customer })
      agent.join()
      for (let at = 0; at < 25; at += 1) agent.say(`new ${at}`)
      await testBus.settle()
      testBus.reload()
      listen(recording)
      await say(() => testBus.start())
      await say(() => testBus.bus.command('WebChatService.fetchHistory'))
    },
  },
  'async-finalizing-then-completed': {
    async: true,
    async play() {
      await say(() => testBus.customer.say('my question'))
      await say(() => testBus.agent.closeSegment('Done. Bye'))
      await say(() => testBus.server.setState('Completed'))
    },
  },
  'async-finalizing-while-closed': {
    async: true,
    async play() {
      await say(() => testBus.customer.close())
      await say(() => testBus.agent.closeSegment('Bye'))
      await say(() => testBus.bus.command('WebChat.injectMessage', { type: 'text', text: 'notice' }))
      await say(() => testBus.bus.command('WebChat.open', {}))
      await say(() => testBus.bus.command('WebChat.injectMessage', { type: 'text', text: 'notice' }))
    },
  },
  'async-restore-after-completed': {
    async: true,
    async play(recording) {
      await say(() => testBus.customer.say('my question'))
      testBus.agent.closeSegment('Bye')
      await say(() => testBus.server.setState('Completed'))
      testBus.reload()
      listen(recording)
      await say(() => testBus.start())
    },
  },
  'regular-finalizing': {
    async: false,
    async play() {
      await say(() => testBus.agent.say('Hello, how can I help?'))
      await say(() => testBus.customer.say('my question'))
      await say(() => testBus.agent.closeSegment('Done. Bye'))
    },
  },
  'regular-end-chat': {
    async: false,
    async play() {
      await say(() => testBus.customer.end())
      await say(() => testBus.customer.end())
      await say(() => testBus.customer.close())
      await say(() => testBus.customer.close())
    },
  },
  'regular-server-ends-chat': {
    async: false,
    async play() {
      testBus.agent.closeSegment('Bye')
      await say(() => testBus.server.end())
    },
  },
  'regular-session-lost': {
    async: false,
    async play() {
      await say(() => testBus.server.forget())
    },
  },
  'regular-server-errors': {
    async: false,
    async play() {
      testBus.server.fail(500, { message: 'boom', times: 3 })
      await testBus.wait(600)
      await say(() => testBus.agent.say('back'))
    },
  },
  'regular-offline-online': {
    async: false,
    async play() {
      testBus.server.offline()
      await testBus.wait(600)
      await say(() => testBus.customer.say('hi'))
      await say(() => testBus.server.online())
    },
  },
}

/** The recordings of GMS and Genesys Cloud begin with a talk. */
async function converse(): Promise<void> {
  await say(() => testBus.agent.say('Hello, how can I help?'))
  await say(() => testBus.customer.say('my order is late'))
}

const gmsPlays: typeof plays = {
  'gms-start-converse-agent-leaves': {
    async play() {
      await converse()
      await say(() => testBus.agent.type())
      await say(() => testBus.agent.closeSegment('Done. Bye'))
    },
  },
  'gms-server-ends': {
    async play() {
      await converse()
      testBus.agent.leave()
      await say(() => testBus.server.end())
      await say(() => testBus.customer.close())
      await say(() => testBus.customer.open())
      await say(() => testBus.agent.join())
      await say(() => testBus.agent.say('Hello again'))
    },
  },
  'gms-customer-ends': {
    async play() {
      await converse()
      await say(() => testBus.customer.end())
      await say(() => testBus.customer.end())
      await say(() => testBus.customer.close())
    },
  },
  'gms-restore': {
    async play(recording) {
      await converse()
      testBus.reload()
      listen(recording)
      await say(() => testBus.start())
      await say(() => testBus.agent.leave())
    },
  },
  'gms-same-name-transfer': {
    async play() {
      await converse()
      const second = testBus.centre.createAgent('Anna')
      await say(() => second.join())
      await say(() => testBus.agent.leave())
      await say(() => second.say('Hi, I took over'))
    },
  },
  'gms-bot-then-agent': {
    joinsLater: true,
    async play() {
      await say(() => testBus.bot.join())
      await say(() => testBus.bot.say('I am a bot'))
      testBus.bot.leave()
      await say(() => testBus.agent.join())
      await say(() => testBus.agent.say('Hello'))
      await say(() => testBus.agent.leave())
    },
  },
}
const cloudPlays: typeof plays = {
  'cloud-start-converse-agent-leaves': {
    async play() {
      await converse()
      testBus.agent.type()
      await testBus.wait(4000)
      await say(() => testBus.agent.closeSegment('Done. Bye'))
    },
  },
  'cloud-server-ends': {
    async play() {
      await converse()
      testBus.agent.leave()
      await say(() => testBus.server.end())
      await say(() => testBus.customer.close())
      await say(() => testBus.customer.open())
      await say(() => testBus.agent.join())
      await say(() => testBus.agent.say('Hello again'))
    },
  },
  'cloud-customer-ends': {
    racesAfter: 'WebChatService.ended',
    async play() {
      await converse()
      await say(() => testBus.centre.createAgent('Zoe').join())
      await say(() => testBus.customer.end())
      await say(() => testBus.customer.end())
      await say(() => testBus.customer.close())
    },
  },
  'cloud-restore': {
    async play(recording) {
      await converse()
      testBus.reload()
      listen(recording)
      await say(() => testBus.start())
      await say(() => testBus.agent.leave())
    },
  },
  'cloud-late-history': {
    pageSize: 4,
    async play(recording) {
      for (let line = 0; line < 6; line += 1) {
        // No two messages of one millisecond.
        await testBus.wait(10)
        testBus.agent.say(`line ${line}`)
      }
      await testBus.settle()
      testBus.reload()
      listen(recording)
      await say(() => testBus.start())
      await say(() => testBus.bus.command('WebChatService.fetchHistory'))
      await say(() => testBus.bus.command('WebChatService.fetchHistory'))
    },
  },
  'cloud-same-name-transfer': {
    async play() {
      await converse()
      const second = testBus.centre.createAgent('Anna')
      await say(() => second.join())
      await say(() => testBus.agent.leave())
      await say(() => second.say('Hi, I took over'))
    },
  },
  'cloud-bot-then-agent': {
    joinsLater: true,
    botEvents: true,
    async play() {
      const { bot, server } = testBus
      await say(() => bot.join())
      await say(() => bot.say('I am a bot'))
      const from = { type: 'Bot', participantId: bot.participantId, nickname: bot.name }
      await say(() => server.deliver({ type: 'Notice', from, text: 'You are number 3' }))
      bot.leave()
      await say(() => testBus.agent.join())
      await say(() => testBus.agent.say('Hello'))
      await say(() => testBus.agent.leave())
    },
  },
}
for (const [name, play] of Object.entries(cloudPlays)) plays[name] = { transport: 'genesys-cloud', ...play }
for (const [name, play] of Object.entries(gmsPlays)) plays[name] = { transport: 'gms', ...play }

const RACES = /\.ready$|data\.sessionActive$/
const RACES_ON_CLOUD = /\.ready$|data\.sessionActive$|^WebChat\.opened$/

/** The paths of everything in a payload: `messages[].from.name`. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [path]
  // `html` is an element of jQuery's.
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'html' ? [] : pathsOf(item, `${path}.${/^([0-9a-f]{8}-|\d+$)/.test(key) ? '<id>' : key}`),
  )
}

function shapesOf(events: BusEnvelope[]): Record<string, string[]> {
  const shapes: Record<string, Set<string>> = {}
  for (const { event, data } of events) {
    shapes[event] ??= new Set()
    for (const path of pathsOf(data)) shapes[event].add(path)
  }
  return Object.fromEntries(Object.entries(shapes).map(([event, paths]) => [event, [...paths].sort()]))
}

interface Words {
  data?: { text?: string }
  messages?: { text?: string; type: string; data?: { interactionState: string } }[]
}

function wordsOf(events: BusEnvelope[]): string[][] {
  return events.flatMap(({ data }) => {
    const { data: added, messages } = data as Words
    if (messages)
      return [messages.map((message) => message.text ?? message.data?.interactionState ?? message.type)]
    return added?.text === undefined ? [] : [[added.text]]
  })
}

beforeEach(() => {
  vi.useFakeTimers()
  heard = []
})
afterEach(() => {
  testBus.dispose()
  vi.useRealTimers()
})

describe.each(Object.entries(plays))('as in %s', (name, { joinsLater, racesAfter, play, ...options }) => {
  const beforeRaces = (events: BusEnvelope[]): BusEnvelope[] =>
    racesAfter === undefined
      ? events
      : events.slice(
          0,
          events.findIndex(({ event }) => event === racesAfter),
        )

  async function perform(): Promise<Recording> {
    const recording = recordingNamed(name)
    testBus = createTestBus({ ...options, advanceTimers: vi.advanceTimersByTimeAsync })
    listen(recording)
    await startAsRecorded(!joinsLater)
    await play(recording)
    return recording
  }

  test('the same events come in the same order', async () => {
    const recorded = recordedEvents(await perform())
    // While it starts, the real widget's plugins race each other for the network. So does a window on Genesys Cloud that is
    // opened by a restore.
    const races = options.transport === 'genesys-cloud' ? RACES_ON_CLOUD : RACES
    const names = (events: BusEnvelope[]): string[] =>
      events.map(({ event }) => event).filter((event) => !races.test(event))
    expect(names(beforeRaces(heard))).toEqual(names(beforeRaces(recorded)))
    expect(names(heard).sort()).toEqual(names(recorded).sort())
  })

  test('the same words are in them, in the same order', async () => {
    const recorded = recordedEvents(await perform())
    expect(wordsOf(beforeRaces(heard))).toEqual(wordsOf(beforeRaces(recorded)))
  })

  test('and carry the same kinds of things', async () => {
    const recorded = recordedEvents(await perform())
    expect(shapesOf(heard)).toEqual(shapesOf(recorded))
  })
})
