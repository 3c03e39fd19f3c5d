import { beforeEach, describe, expect, it } from 'vitest'
import { keyOf, MessageLog } from '../../src/platform/genesys-messenger/messageLog.ts'
import { EMPTY_MESSAGE } from '../support/read.ts'

type Source = Parameters<MessageLog['read']>[1]

/** A text of an agent, `second` seconds after ten; without it, a text that has no time. */
const says = (nickname: string, second?: number, id?: string): object => ({
  id,
  direction: 'Outbound',
  type: 'Text',
  text: `${nickname} at ${second}`,
  originatingEntity: 'Human',
  channel: {
    ...(second !== undefined && { time: new Date(Date.UTC(2026, 5, 1, 10, 0, second)).toISOString() }),
    from: { nickname },
  },
})

let log: MessageLog
beforeEach(() => {
  log = new MessageLog()
})
/** What a list adds, in short. */
const take = (source: Source, ...list: object[]): string[] =>
  log.read(list, source, false).messages.map(({ type, from }) => `${type} ${from.name}`)

describe('who takes over sends away who was there', () => {
  it('live, from one message to the next', () => {
    expect(take('live', says('Anna', 1))).toEqual(['Text Anna'])
    expect(take('live', says('Bert', 2))).toEqual(['ParticipantLeft Anna', 'Text Bert'])
    expect(take('live', says('Bert', 3))).toEqual(['Text Bert'])
  })

  it('after a history, who wrote last in it', () => {
    expect(take('history', says('Bert', 2), says('Anna', 1))).toEqual([
      'Text Anna',
      'ParticipantLeft Anna',
      'Text Bert',
    ])
    expect(take('live', says('Cleo', 3))).toEqual(['ParticipantLeft Bert', 'Text Cleo'])
  })

  it('but not by a message that comes late, nor by an older page', () => {
    take('live', says('Bert', 5))
    expect(take('live', says('Anna', 3))).toEqual(['Text Anna'])
    expect(take('page', says('Cleo', 1))).toEqual(['Text Cleo'])
    expect(take('live', says('Bert', 6))).toEqual(['Text Bert'])
  })

  it('nor by a list of which a part is late', () => {
    take('live', says('Bert', 5))
    take('live', says('Anna', 3), says('Anna', 7))
    expect(take('live', says('Bert', 8))).toEqual(['Text Bert'])
  })

  it('by one of the same time, and by one without a time, which is new', () => {
    take('live', says('Anna', 5))
    expect(take('live', says('Bert', 5))).toEqual(['ParticipantLeft Anna', 'Text Bert'])
    expect(take('live', says('Cleo'))).toEqual(['ParticipantLeft Bert', 'Text Cleo'])
  })

  it('anew after everything was forgotten', () => {
    take('live', says('Anna', 50))
    log.hasOlder = true
    log.clear()
    expect(log.hasOlder).toBe(false)
    expect(log.all).toEqual([])
    expect(take('live', says('Bert', 1))).toEqual(['Text Bert'])
    expect(take('live', says('Cleo', 2))).toEqual(['ParticipantLeft Bert', 'Text Cleo'])
  })
})

describe('a message that comes again', () => {
  it('is kept once, by its time, in the shape that came first', () => {
    const live = says('Anna', 2, 'a')
    take('live', live)
    take('history', { ...says('Anna', 2, 'b') }, says('Bert', 1))
    expect(log.all.map(({ type, from }) => `${type} ${from.name}`)).toEqual([
      'Text Bert',
      'ParticipantLeft Bert',
      'Text Anna',
    ])
    expect(log.all.at(-1)?.raw).toBe(live)
  })

  it('is told again where its time says that it is old, and not where only its id does', () => {
    take('live', says('Anna', 2, 'a'))
    expect(take('live', says('Anna', 2, 'a'))).toEqual(['Text Anna'])
    expect(take('live', says('Anna', undefined, 'x'))).toEqual(['Text Anna'])
    expect(take('live', says('Anna', undefined, 'x'))).toEqual([])
    // Without either nothing tells.
    expect(take('live', says('Anna'), says('Anna'))).toEqual(['Text Anna', 'Text Anna'])
    expect(take('live', says('Anna'))).toEqual(['Text Anna'])
  })
})

const START = Date.UTC(2026, 5, 1, 10)
const leaves = (second: number, more: object = {}): object => ({
  direction: 'Outbound',
  type: 'Event',
  events: [{ eventType: 'Presence', presence: { type: 'Disconnect' } }],
  channel: { time: new Date(START + second * 1_000).toISOString() },
  ...more,
})
const customer = (second: number): object => ({ ...says('Zoe', second), direction: 'Inbound' })
const bot = (nickname: string, second: number): object => ({
  ...says(nickname, second),
  originatingEntity: 'Bot',
})

describe('a departure', () => {
  it('is a message that holds nothing but who left, right before who takes over', () => {
    take('live', says('Anna', 1))
    const raw = says('Bert', 2)
    expect(log.read([raw], 'live', false).messages[0]).toEqual({
      ...EMPTY_MESSAGE,
      type: 'ParticipantLeft',
      from: { type: 'agent', id: '', name: 'Anna' },
      order: [START + 2_000, -1],
      at: START + 2_000,
      raw,
    })
  })

  it('is right behind a Disconnect', () => {
    take('live', says('Anna', 1))
    const { messages } = log.read([leaves(2)], 'live', false)
    expect(messages.map(({ type, order }) => [type, order])).toEqual([
      ['Presence', [START + 2_000, 1]],
      ['ParticipantLeft', [START + 2_000, 2]],
    ])
  })

  it('has no place where the message has none', () => {
    take('live', says('Anna', 1))
    expect(log.read([says('Bert')], 'live', false).messages[0]).toMatchObject({ order: null, at: 0 })
  })

  it('is that of everybody at a Disconnect, after which nobody is there', () => {
    expect(take('live', says('Anna', 1), bot('Robo', 2), bot('Robo', 3), leaves(4))).toEqual([
      'Text Anna',
      'Text Robo',
      'Text Robo',
      'Presence ',
      'ParticipantLeft Anna',
      'ParticipantLeft Robo',
    ])
    expect(take('live', says('Bert', 5))).toEqual(['Text Bert'])
  })

  it('is not brought about by the customer, nor by a bot, nor by who writes nothing', () => {
    take('live', says('Anna', 1))
    expect(take('live', customer(2), bot('Robo', 3))).toEqual(['Text ', 'Text Robo'])
    const joins = { type: 'Event', text: '', events: [{ presence: { type: 'Join' } }] }
    expect(take('live', { ...says('Cleo', 4), ...joins })).toEqual(['ParticipantJoined Cleo'])
    expect(take('live', says('Bert', 5))).toEqual([
      'ParticipantLeft Anna',
      'ParticipantLeft Robo',
      'Text Bert',
    ])
  })

  it('is that of a bot, also where the agent has its name', () => {
    take('live', bot('Anna', 1))
    expect(log.read([says('Anna', 2)], 'live', false).messages).toMatchObject([
      { type: 'ParticipantLeft', from: { type: 'bot', name: 'Anna' } },
      { type: 'Text', from: { type: 'agent', name: 'Anna' } },
    ])
  })
})

describe('a list', () => {
  it('tells its newest Disconnect', () => {
    const isReadOnly = { metadata: { readOnly: 'true' } }
    const read = (...list: object[]): object | undefined => log.read(list, 'live', true).disconnect
    expect(read(says('Anna', 1))).toBe(undefined)
    expect(read(leaves(3, isReadOnly), says('Anna', 4), leaves(2))).toMatchObject({
      at: START + 3_000,
      isReadOnly: true,
      interactionState: 'Completed',
    })
    expect(read(leaves(5, { originatingEntity: 'Human' }))).toMatchObject({ interactionState: 'Finalizing' })
  })

  it('is read without what cannot be, and what is no list is empty', () => {
    const hostile = {
      get type(): string {
        throw new Error('theirs')
      },
    }
    expect(take('live', hostile, says('Anna', 1), 'text' as never)).toEqual(['Text Anna'])
    expect(log.read({ 0: says('Anna', 1) }, 'live', false)).toEqual({ messages: [], disconnect: undefined })
  })

  it('is put in order, what has no time last, in its own order', () => {
    expect(take('page', says('Dora'), bot('Cleo', 3), says('Emma'), bot('Anna', 1), bot('Bert', 2))).toEqual([
      'Text Anna',
      'Text Bert',
      'Text Cleo',
      'ParticipantLeft Anna',
      'ParticipantLeft Bert',
      'ParticipantLeft Cleo',
      'Text Dora',
      'ParticipantLeft Dora',
      'Text Emma',
    ])
  })

  it('of a page or a late one changes nobody who is there', () => {
    take('history', says('Anna', 5))
    take('page', says('Bert', 9))
    take('live', says('Cleo', 8))
    expect(take('live', says('Dora', 9))).toEqual(['ParticipantLeft Anna', 'Text Dora'])
  })

  it('of a history begins anew', () => {
    take('live', says('Anna', 1))
    expect(take('history', says('Bert', 2))).toEqual(['Text Bert'])
    expect(take('history')).toEqual([])
    expect(take('live', says('Cleo', 3))).toEqual(['Text Cleo'])
  })
})

describe('what is kept', () => {
  it('is 2000 messages: the oldest to come are forgotten', () => {
    const list = Array.from({ length: 2_000 }, (_, index) => says('Anna', index, String(index)))
    take('live', ...list)
    expect(log.all).toHaveLength(2_000)
    expect(log.all[0]).toMatchObject({ at: START })
    take('live', says('Anna', 1_999))
    expect(log.all[0]).toMatchObject({ at: START })
    take('live', says('Anna', 2_000))
    expect(log.all).toHaveLength(2_000)
    expect(log.all[0]).toMatchObject({ at: START + 1_000 })
  })

  it('of a conversation has no older messages that anybody knows of', () => {
    expect(log.hasOlder).toBe(false)
    expect(log.all).toEqual([])
  })

  it.each([
    [[7, 1] as const, 'a', '7-1'],
    [null, 'a', 'a'],
    [null, '', ''],
  ])('has its place for a key, or its id: %j %j', (order, id, key) => {
    expect(keyOf({ order, id } as Parameters<typeof keyOf>[0])).toBe(key)
  })
})
