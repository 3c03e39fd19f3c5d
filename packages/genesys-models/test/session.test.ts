import { ContactCentre, createManualClock, type ManualClock } from 'genesys-models/centre'
import { beforeEach, describe, expect, it } from 'vitest'
import { inShort } from './support/inShort.ts'

const ANNA = { participantId: 'anna', type: 'Agent', nickname: 'Anna' }

let clock: ManualClock
let centre: ContactCentre

const open = (endpoint = 'shop-async') => centre.open({ nickname: 'Joe', endpoint })

beforeEach(() => {
  clock = createManualClock(5000)
  centre = new ContactCentre({ clock, seed: 1 })
})

describe('what is delivered as it is', () => {
  it('changes who is there and which segment is open, as if it had been done', () => {
    const chat = open()
    chat.deliver({ type: 'ParticipantJoined', from: ANNA }, { type: 'ParticipantJoined', from: ANNA })
    expect(chat.summary()).toMatchObject({ participants: [{ nickname: 'Anna' }], needsAgent: false })
    chat.deliver({ type: 'System', from: ANNA, data: { interactionState: 'Completed' } })
    expect(chat.summary()).toMatchObject({ interactionState: 'Completed', segments: [{ number: 1 }] })
    chat.deliver({ type: 'ParticipantLeft', from: ANNA })
    chat.write({ type: 'Text', text: 'thanks' })
    expect(chat.summary()).toMatchObject({ participants: [], needsAgent: true, segments: { length: 2 } })
  })

  it('keeps an index of its own, and is new to the next poll, however old it says it is', async () => {
    const chat = open()
    chat.inbox.take()
    chat.deliver({ type: 'Text', from: ANNA, text: 'late', index: '4000-3' })
    const { messages, lastDeliveredIndex } = await chat.inbox.poll()
    expect(messages).toMatchObject([{ text: 'late', index: '4000-3', utcTime: new Date(4000).toISOString() }])
    expect(lastDeliveredIndex).toBe('4000-3')
    expect((await chat.inbox.poll()).messages).toEqual([])
  })

  it('may come from nobody, with an index that is none, and after the end', () => {
    const chat = open('shop')
    chat.end()
    const [message] = chat.deliver({ type: 'Telepathy', from: null as never, index: 'soon' })
    expect(message).toMatchObject({ type: 'Telepathy', index: 'soon', utcTime: new Date(0).toISOString() })
    expect(chat.summary().segments).toHaveLength(1)
  })
})

describe('the last agent who leaves', () => {
  it.each([
    ['digital-channels', true],
    ['gms', false],
    ['genesys-cloud', false],
  ] as const)('on %s, somebody else is needed: %s', (transport, needsAgent) => {
    const chat = centre.open({ nickname: 'Joe', endpoint: 'shop-async', transport })
    chat.join('Anna')
    chat.leave()
    expect(chat.summary().needsAgent).toBe(needsAgent)
  })
})

describe('the end by the server', () => {
  it('takes everybody with it, unless told otherwise', () => {
    const [left, stayed] = [open(), open()]
    for (const chat of [left, stayed]) chat.join('Anna')
    left.end()
    stayed.end({ staffLeaves: false })
    expect(inShort(left.messages).at(-1)).toBe('Anna: ParticipantLeft')
    expect(inShort(stayed.messages).at(-1)).toBe('Anna: ParticipantJoined')
    expect(stayed.ended).toBe(true)
  })
})

describe('a customer who comes back', () => {
  it.each([
    [true, ['Joe: ParticipantJoined', 'Joe: ParticipantLeft', 'Joe: ParticipantJoined']],
    [false, ['Joe: ParticipantLeft', 'Joe: ParticipantJoined']],
  ])('gets everything again where replayOnReturn is %s', async (replayOnReturn, expected) => {
    centre = new ContactCentre({ clock, seed: 1, replayOnReturn })
    const chat = open()
    chat.inbox.take()
    chat.depart()
    chat.arrive()
    expect(inShort((await chat.inbox.poll()).messages)).toEqual(expected)
  })
})

describe('a poll', () => {
  it('that only waits takes nothing', async () => {
    const chat = open()
    chat.inbox.take()
    const news = chat.inbox.waitForNews({ holdMs: 1000 })
    chat.join('Anna')
    await news
    expect(chat.inbox.undelivered).toBe(1)
    expect(clock.pending).toBe(0)
  })

  it('continues after an index that no message has', async () => {
    const chat = open()
    clock.advance(1000)
    chat.join('Anna')
    expect(inShort((await chat.inbox.poll({ after: '5500-0' })).messages)).toEqual([
      'Anna: ParticipantJoined',
    ])
  })
})
