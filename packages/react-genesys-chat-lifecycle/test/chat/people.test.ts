import { describe, expect, it } from 'vitest'
import {
  agentsOf,
  follow,
  isAnyServing,
  isBot,
  isOtherSide,
  isServing,
  type People,
  presentSince,
} from '../../src/chat/people.ts'
import type { ServerMessage } from '../../src/platform/message.ts'
import { readMessage } from '../support/read.ts'

const NOBODY: People = new Map()
const says = (index: string | undefined, type: string, from: object, utcTime?: string): ServerMessage => {
  const message = readMessage({ index, type, from, utcTime })
  if (!message) throw new Error('expected a message')
  return message
}
const anna = { type: 'Agent', participantId: 'a', name: 'Anna' }
const boss = { type: 'Supervisor', participantId: 's', name: 'Sue' }
const robo = { type: 'Bot', participantId: 'b', name: 'Robo' }
const NOON = '2026-11-22T12:00:00.000Z'

describe('follow', () => {
  it('learns of a person when they join, leave, or write for the first time', () => {
    const joined = follow(NOBODY, says('1-0', 'ParticipantJoined', anna, NOON))
    expect([...joined.values()]).toEqual([
      {
        id: 'a',
        name: 'Anna',
        type: 'agent',
        isHere: true,
        hasWritten: false,
        joinedAt: Date.parse(NOON),
        order: [1, 0],
      },
    ])
    expect(follow(joined, says('2-0', 'ParticipantLeft', anna)).get('a')).toMatchObject({
      isHere: false,
      order: [2, 0],
    })
    expect(follow(NOBODY, says('1-0', 'Text', anna)).get('a')).toMatchObject({ isHere: true })
  })

  it('ignores typing, and whatever the customer, the system and unknown senders do', () => {
    expect(follow(NOBODY, says('1-0', 'TypingStarted', anna))).toBe(NOBODY)
    for (const type of ['Client', 'System', 'External', undefined]) {
      expect(follow(NOBODY, says('1-0', 'ParticipantJoined', { ...anna, type }))).toBe(NOBODY)
    }
  })

  it('brings back somebody who left and writes afterwards, by the places of the messages', () => {
    const left = [says('1-0', 'ParticipantJoined', anna), says('3-0', 'ParticipantLeft', anna)].reduce(
      follow,
      NOBODY,
    )
    expect(follow(left, says('2-0', 'Text', anna))).toBe(left)
    expect(follow(left, says('4-0', 'TypingStarted', anna))).toBe(left)
    expect(follow(left, says('4-0', 'Text', anna)).get('a')).toMatchObject({ isHere: true, hasWritten: true })
  })

  it('goes by the newest joining or leaving, in whatever order messages come', () => {
    const here = follow(NOBODY, says('5-0', 'ParticipantJoined', anna))
    expect(follow(here, says('4-0', 'ParticipantLeft', anna))).toBe(here)
    expect(follow(here, says('5-0', 'ParticipantLeft', anna))).toBe(here)
    expect(follow(here, says('6-0', 'ParticipantLeft', anna)).get('a')?.isHere).toBe(false)
  })

  it('keeps the place of the joining when they write, so that a late leaving still counts', () => {
    const wrote = [says('1-0', 'ParticipantJoined', anna), says('9-0', 'Text', anna)].reduce(follow, NOBODY)
    expect(wrote.get('a')).toMatchObject({ hasWritten: true, order: [1, 0] })
    expect(follow(wrote, says('10-0', 'Text', anna))).toBe(wrote)
    expect(follow(wrote, says('8-0', 'ParticipantLeft', anna)).get('a')?.isHere).toBe(false)
  })

  it('goes on as before when somebody who is there is announced once more', () => {
    const eve = { type: 'Supervisor', participantId: 's', name: 'Eve' }
    const wrote = [says('1-0', 'ParticipantJoined', eve), says('2-0', 'Text', eve)].reduce(follow, NOBODY)
    expect(follow(wrote, says('3-0', 'ParticipantJoined', eve)).get('s')?.hasWritten).toBe(true)
    const left = follow(wrote, says('3-0', 'ParticipantLeft', eve))
    expect(follow(left, says('4-0', 'ParticipantJoined', eve)).get('s')?.hasWritten).toBe(false)
  })

  it('learns of people whom the platform knows without a message, and does not let that contradict messages', () => {
    const known = says(undefined, 'ParticipantJoined', anna)
    expect(follow(NOBODY, known).get('a')).toMatchObject({ isHere: true, order: null })
    const left = follow(NOBODY, says('5-0', 'ParticipantLeft', anna))
    expect(follow(left, known)).toBe(left)
    expect(follow(follow(NOBODY, known), says('1-0', 'ParticipantLeft', anna)).get('a')?.isHere).toBe(false)
  })

  it('keeps a name that a later message lacks, and uses the name or the type where there is no id', () => {
    const joined = follow(NOBODY, says('1-0', 'ParticipantJoined', anna))
    const left = follow(joined, says('2-0', 'ParticipantLeft', { ...anna, name: '' }))
    expect(left.get('a')?.name).toBe('Anna')
    expect(follow(NOBODY, says('1-0', 'Text', { type: 'Bot' })).get('bot ')).toMatchObject({ name: '' })
    expect(follow(NOBODY, says('1-0', 'Text', { type: 'Bot', name: 'Robo' })).has('bot Robo')).toBe(true)
  })
})

describe('leftAt', () => {
  const leftAt = (...messages: ServerMessage[]) => messages.reduce(follow, NOBODY).get('a')?.leftAt

  it('is the time of the message, until they join again', () => {
    const left = says('2-0', 'ParticipantLeft', anna, NOON)
    expect(leftAt(says('1-0', 'ParticipantJoined', anna), left)).toBe(Date.parse(NOON))
    expect(leftAt(left, says('3-0', 'ParticipantJoined', anna, NOON))).toBeUndefined()
    expect(leftAt(says('2-0', 'ParticipantLeft', anna))).toBeUndefined()
  })
})

describe('joinedAt', () => {
  const joinedAt = (...messages: ServerMessage[]) => messages.reduce(follow, NOBODY).get('a')?.joinedAt

  it('is the time of the joining', () => {
    expect(joinedAt(says('1-0', 'ParticipantJoined', anna, NOON))).toBe(Date.parse(NOON))
  })

  it('is null where nobody saw the joining, or it has no time', () => {
    expect(joinedAt(says('1-0', 'Text', anna, NOON))).toBeNull()
    expect(joinedAt(says('1-0', 'ParticipantJoined', anna))).toBeNull()
    expect(joinedAt(says('1-0', 'ParticipantLeft', anna, NOON))).toBeNull()
  })

  it('is kept when they leave, and replaced when they join again', () => {
    const joined = says('1-0', 'ParticipantJoined', anna, NOON)
    expect(joinedAt(joined, says('2-0', 'ParticipantLeft', anna, '2026-11-22T13:00:00.000Z'))).toBe(
      Date.parse(NOON),
    )
    const again = '2026-11-22T14:00:00.000Z'
    expect(joinedAt(joined, says('3-0', 'ParticipantJoined', anna, again))).toBe(Date.parse(again))
  })

  it('is known once the joining is seen, though they wrote before', () => {
    expect(joinedAt(says('1-0', 'Text', anna), says('2-0', 'ParticipantJoined', anna, NOON))).toBe(
      Date.parse(NOON),
    )
  })
})

describe('agentsOf', () => {
  it('lists others among the agents once they write', () => {
    const expert = { type: 'Expert', participantId: 'e', name: 'Eve' }
    const joined = follow(NOBODY, says('1-0', 'ParticipantJoined', expert))
    expect(agentsOf(joined, [])).toEqual([])
    expect(agentsOf(follow(joined, says('2-0', 'Text', expert)), [])).toMatchObject([
      { id: 'e', role: 'agent' },
    ])
  })

  it('lists agents and supervisors who are here, with their role, and no bot', () => {
    const people = [
      says('1-0', 'ParticipantJoined', anna, NOON),
      says('2-0', 'ParticipantJoined', boss),
      says('3-0', 'ParticipantJoined', robo),
      says('4-0', 'ParticipantLeft', { ...anna, participantId: 'gone' }),
    ].reduce(follow, NOBODY)
    expect(agentsOf(people, [])).toEqual([
      { id: 'a', name: 'Anna', role: 'agent', joinedAt: Date.parse(NOON) },
      { id: 's', name: 'Sue', role: 'supervisor', joinedAt: null },
    ])
  })

  it('returns the same array until an agent differs', () => {
    const people = follow(NOBODY, says('1-0', 'ParticipantJoined', anna, NOON))
    const agents = agentsOf(people, [])
    const withBot = follow(people, says('2-0', 'ParticipantJoined', robo))
    expect(agentsOf(withBot, agents)).toBe(agents)
    for (const change of [
      says('3-0', 'ParticipantJoined', anna, '2026-11-22T13:00:00.000Z'),
      says('3-0', 'ParticipantJoined', { ...anna, name: 'Anne' }, NOON),
      says('3-0', 'ParticipantJoined', { ...anna, type: 'Supervisor' }, NOON),
      says('3-0', 'ParticipantLeft', anna),
      says('3-0', 'ParticipantJoined', boss),
    ]) {
      expect(agentsOf(follow(people, change), agents)).not.toBe(agents)
    }
  })
})

describe('isOtherSide', () => {
  it.each([
    ['Agent', true],
    ['Supervisor', true],
    ['Bot', true],
    ['Expert', true],
    ['Client', false],
    ['System', false],
    ['External', false],
    [undefined, false],
  ])('%s: %s', (type, expected) => {
    expect(isOtherSide(says('1-0', 'Text', { type }))).toBe(expected)
  })
})

describe('who serves the customer', () => {
  const servesAfter = (type: string, ...kinds: string[]): boolean => {
    const from = { type, participantId: 'p' }
    const messages = kinds.map((kind, i) => says(`${i + 1}-0`, kind, from))
    return isServing(messages.reduce(follow, NOBODY).get('p'))
  }

  it.each([
    ['Agent', true, true],
    ['Bot', true, true],
    ['Supervisor', false, true],
    ['Expert', false, true],
    ['External', false, false],
    ['System', false, false],
    ['Client', false, false],
  ])('%s: by joining %s, by writing %s', (type, byJoining, byWriting) => {
    expect(servesAfter(type, 'ParticipantJoined')).toBe(byJoining)
    expect(servesAfter(type, 'ParticipantJoined', 'Text')).toBe(byWriting)
    expect(servesAfter(type, 'Text')).toBe(byWriting)
    expect(servesAfter(type, 'ParticipantJoined', 'Text', 'ParticipantLeft')).toBe(false)
  })

  it('a supervisor who comes back has to write again', () => {
    expect(servesAfter('Supervisor', 'Text', 'ParticipantLeft', 'ParticipantJoined')).toBe(false)
  })

  it('is nobody whom nobody knows', () => {
    expect(isServing(undefined)).toBe(false)
  })

  it('is anybody who serves, or anybody of a kind', () => {
    const silent = follow(NOBODY, says('1-0', 'ParticipantJoined', boss))
    expect(isAnyServing(silent)).toBe(false)
    const withBot = follow(silent, says('2-0', 'ParticipantJoined', robo))
    expect(isAnyServing(withBot)).toBe(true)
    expect(isAnyServing(withBot, isBot)).toBe(true)
    const withBoss = follow(silent, says('2-0', 'Text', boss))
    expect(isAnyServing(withBoss)).toBe(true)
    expect(isAnyServing(withBoss, isBot)).toBe(false)
  })

  it('since a place in the session: who is here, or left after it', () => {
    const people = [
      says('5-0', 'ParticipantLeft', anna),
      says('1-0', 'ParticipantJoined', robo),
      says('9-0', 'ParticipantJoined', boss),
      says(undefined, 'ParticipantLeft', { ...anna, participantId: 'x' }),
    ].reduce(follow, NOBODY)
    const ids = (since: [number, number] | null) => presentSince(people, since).map(({ id }) => id)
    expect(ids(null)).toEqual(['a', 'b', 'x'])
    expect(ids([4, 0])).toEqual(['a', 'b', 'x'])
    expect(ids([5, 0])).toEqual(['b', 'x'])
  })

  it('since a place in the session: a supervisor who wrote, also after they left', () => {
    const people = [says('1-0', 'Text', boss), says('2-0', 'ParticipantLeft', boss)].reduce(follow, NOBODY)
    expect(presentSince(people, null).map(({ id }) => id)).toEqual(['s'])
    expect(presentSince(people, [2, 0])).toEqual([])
  })
})
