import { describe, expect, it } from 'vitest'
import { agentsOf, follow, isAnyHere, isServing, type People, servingSince } from '../../src/chat/people.ts'
import { readMessage } from '../../src/platform/genesys-widgets/readMessages.ts'
import type { ServerMessage } from '../../src/platform/message.ts'

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
    const joined = follow(NOBODY, [says('1-0', 'ParticipantJoined', anna, NOON)])
    expect([...joined.values()]).toEqual([
      { id: 'a', name: 'Anna', type: 'agent', isHere: true, joinedAt: Date.parse(NOON), order: [1, 0] },
    ])
    expect(follow(joined, [says('2-0', 'ParticipantLeft', anna)]).get('a')).toMatchObject({
      isHere: false,
      order: [2, 0],
    })
    expect(follow(NOBODY, [says('1-0', 'Text', anna)]).get('a')).toMatchObject({ isHere: true })
  })

  it('ignores typing, and whatever the customer, the system and unknown senders do', () => {
    expect(follow(NOBODY, [says('1-0', 'TypingStarted', anna)])).toBe(NOBODY)
    for (const type of ['Client', 'System', 'nobody']) {
      expect(follow(NOBODY, [says('1-0', 'ParticipantJoined', { ...anna, type })])).toBe(NOBODY)
    }
  })

  it('does not bring back somebody who left and writes afterwards', () => {
    const left = follow(NOBODY, [
      says('1-0', 'ParticipantJoined', anna),
      says('3-0', 'ParticipantLeft', anna),
    ])
    expect(follow(left, [says('4-0', 'Text', anna)])).toBe(left)
  })

  it('goes by the newest message, in whatever order messages come', () => {
    const here = follow(NOBODY, [says('5-0', 'ParticipantJoined', anna)])
    expect(follow(here, [says('4-0', 'ParticipantLeft', anna)])).toBe(here)
    expect(follow(here, [says('5-0', 'ParticipantLeft', anna)])).toBe(here)
    expect(follow(here, [says(undefined, 'ParticipantLeft', anna)]).get('a')?.isHere).toBe(false)
  })

  it('keeps a name that a later message lacks, and uses the name or the type where there is no id', () => {
    const joined = follow(NOBODY, [says('1-0', 'ParticipantJoined', anna)])
    const left = follow(joined, [says('2-0', 'ParticipantLeft', { ...anna, name: '' })])
    expect(left.get('a')?.name).toBe('Anna')
    expect(follow(NOBODY, [says('1-0', 'Text', { type: 'Bot' })]).get('bot')).toMatchObject({ name: '' })
    expect(follow(NOBODY, [says('1-0', 'Text', { type: 'Bot', name: 'Robo' })]).has('Robo')).toBe(true)
  })
})

describe('joinedAt', () => {
  const joinedAt = (...messages: ServerMessage[]) => follow(NOBODY, messages).get('a')?.joinedAt

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
  it('lists agents and supervisors who are here, with their role, and no bot', () => {
    const people = follow(NOBODY, [
      says('1-0', 'ParticipantJoined', anna, NOON),
      says('2-0', 'ParticipantJoined', boss),
      says('3-0', 'ParticipantJoined', robo),
      says('4-0', 'ParticipantLeft', { ...anna, participantId: 'gone' }),
    ])
    expect(agentsOf(people, [])).toEqual([
      { id: 'a', name: 'Anna', role: 'agent', joinedAt: Date.parse(NOON) },
      { id: 's', name: 'Sue', role: 'supervisor', joinedAt: null },
    ])
  })

  it('returns the same array until an agent differs', () => {
    const people = follow(NOBODY, [says('1-0', 'ParticipantJoined', anna, NOON)])
    const agents = agentsOf(people, [])
    const withBot = follow(people, [says('2-0', 'ParticipantJoined', robo)])
    expect(agentsOf(withBot, agents)).toBe(agents)
    for (const change of [
      says('3-0', 'ParticipantJoined', anna, '2026-11-22T13:00:00.000Z'),
      says('3-0', 'ParticipantJoined', { ...anna, name: 'Anne' }, NOON),
      says('3-0', 'ParticipantJoined', { ...anna, type: 'Supervisor' }, NOON),
      says('3-0', 'ParticipantLeft', anna),
      says('3-0', 'ParticipantJoined', boss),
    ]) {
      expect(agentsOf(follow(people, [change]), agents)).not.toBe(agents)
    }
  })
})

describe('who serves the customer', () => {
  it('is an agent or a bot, and no supervisor', () => {
    expect(
      (['agent', 'bot', 'supervisor', 'customer', 'system', 'unknown'] as const).filter(isServing),
    ).toEqual(['agent', 'bot'])
  })

  it('is somebody who is here', () => {
    const people = follow(NOBODY, [
      says('1-0', 'ParticipantJoined', boss),
      says('2-0', 'ParticipantLeft', anna),
    ])
    expect(isAnyHere(people, isServing)).toBe(false)
    expect(isAnyHere(people, (type) => type === 'supervisor')).toBe(true)
    expect(isAnyHere(follow(people, [says('3-0', 'ParticipantJoined', robo)]), isServing)).toBe(true)
  })

  it('since a place in the session is who is here, or left after it', () => {
    const people = follow(NOBODY, [
      says('5-0', 'ParticipantLeft', anna),
      says('1-0', 'ParticipantJoined', robo),
      says('9-0', 'ParticipantJoined', boss),
      says(undefined, 'ParticipantLeft', { ...anna, participantId: 'x' }),
    ])
    const ids = (since: [number, number] | null) => servingSince(people, since).map(({ id }) => id)
    expect(ids(null)).toEqual(['a', 'b', 'x'])
    expect(ids([4, 0])).toEqual(['a', 'b', 'x'])
    expect(ids([5, 0])).toEqual(['b', 'x'])
  })
})
