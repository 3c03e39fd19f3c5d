import { beforeEach, describe, expect, it } from 'vitest'
import { MessageLog } from '../../src/platform/genesys-messenger/messageLog.ts'

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
