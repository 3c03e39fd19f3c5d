import { ContactCentre, compareIndex, createManualClock } from 'genesys-models/centre'
import { expect, test } from 'vitest'
import { inShort } from './support/inShort.ts'

test('the same seed and the same clock give the same chat, to the last id', () => {
  const tellStory = () => {
    const clock = createManualClock()
    const chat = new ContactCentre({ clock, seed: 7 }).open({ nickname: 'Joe' })
    chat.join('Anna')
    clock.advance(1500)
    chat.say({ type: 'Text', text: 'hello' })
    return JSON.stringify([chat.summary(), chat.read()])
  }
  expect(tellStory()).toBe(tellStory())
})

test('without a seed no two sessions share an id', () => {
  const open = () => new ContactCentre().open({ nickname: 'Joe' }).id
  expect(open()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(open()).not.toBe(open())
})

test('indexes rise within a millisecond, over many of them, and when the clock is set back', () => {
  let now = 1000
  const clock = { ...createManualClock(), now: () => now }
  const chat = new ContactCentre({ clock, seed: 1 }).open({ nickname: 'Joe' })
  const indexes = [1000, 1000, 999, 1001].map((time) => {
    now = time
    return chat.write({ type: 'Text', text: 'x' })?.index ?? ''
  })
  expect(indexes).toEqual(['1000-1', '1000-2', '1000-3', '1001-0'])
  expect(indexes.every((index, at) => at === 0 || compareIndex(index, indexes[at - 1] ?? '') > 0)).toBe(true)
})

test('indexes order as numbers, not as text', () => {
  expect(['10-2', '9-11', '10-10', '9-2'].toSorted(compareIndex)).toEqual(['9-2', '9-11', '10-2', '10-10'])
})

test('whoever subscribes hears of everything, until they stop', () => {
  const centre = new ContactCentre({ clock: createManualClock(), seed: 1 })
  const heard: string[] = []
  const stop = centre.subscribe((news) => heard.push(news.kind))
  const chat = centre.open({ nickname: 'Joe', endpoint: 'shop-async' })
  chat.setState('Completed')
  chat.write({ type: 'Text', text: 'thanks' })
  stop()
  chat.end()
  expect(heard).toEqual(['opened', 'message', 'segment', 'message', 'message', 'segment'])
})

test('an abandoned chat can be joined by nobody once it has ended', () => {
  const centre = new ContactCentre({ clock: createManualClock(), seed: 1 })
  const chat = centre.open({ nickname: 'Joe' })
  chat.depart()
  chat.depart()
  expect(inShort(chat.read())).toEqual(['Joe: ParticipantJoined', 'Joe: ParticipantLeft'])
  expect(() => chat.arrive()).toThrow('This chat has ended.')
  expect(() => centre.session('nobody')).toThrow('There is no such session.')
})

test('the oldest sessions are forgotten when all together are too large, but never the one that grows', () => {
  const centre = new ContactCentre({ clock: createManualClock(), seed: 1, maxBytes: 100_000 })
  const names = () => centre.sessions.map(({ nickname }) => nickname)
  const [joe, eve, bob] = ['Joe', 'Eve', 'Bob'].map((nickname) => centre.open({ nickname }))
  const write = (chat = joe) => chat?.write({ type: 'Text', text: 'x'.repeat(16_000) })
  for (const chat of [joe, eve, bob]) for (let n = 0; n < 2; n++) write(chat)
  expect(names()).toEqual(['Joe', 'Eve', 'Bob'])
  write(joe)
  expect(names()).toEqual(['Joe', 'Bob'])
  for (let n = 0; n < 10; n++) write(joe)
  expect(names()).toEqual(['Joe'])
  expect(joe?.bytes).toBeGreaterThan(200_000)
  centre.open({ nickname: 'Ann' })
  expect(names()).toEqual(['Ann'])
})

test('the images of a chat count', () => {
  const centre = new ContactCentre({ clock: createManualClock(), seed: 1 })
  const chat = centre.open({ nickname: 'Joe' })
  const before = chat.bytes
  chat.sendImage({ mime: 'image/png', name: 'cat.png', bytes: new Uint8Array(50_000) })
  expect(chat.bytes).toBeGreaterThan(before + 50_000)
})

test('what is no JSON is delivered all the same', () => {
  const chat = new ContactCentre({ clock: createManualClock(), seed: 1 }).open({ nickname: 'Joe' })
  const cycle: Record<string, unknown> = {}
  cycle.itself = cycle
  chat.deliver({ type: 'Custom', from: chat.customer, data: cycle })
  expect(chat.read().at(-1)).toMatchObject({ type: 'Custom' })
})
