import { describe, expect, it } from 'vitest'
import {
  hasSession,
  isWithoutSession,
  readAgents,
  readSessionId,
} from '../../../src/platform/genesys-widgets/answers.ts'

describe('the id of a session', () => {
  it.each([
    [{ sessionId: 's' }, 's'],
    [{ conversationId: 'c' }, 'c'],
    [{ chatId: 'k' }, 'k'],
    [{ sessionId: 's', conversationId: 'c', chatId: 'k' }, 's'],
    [{ sessionId: null, conversationId: 'c', chatId: 'k' }, 'c'],
    [{ sessionId: '' }, null],
    [{ sessionId: 7 }, null],
    [{}, null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('in %j is %j', (data, id) => {
    expect(readSessionId(data)).toBe(id)
  })
})

describe('a session’s data', () => {
  it.each([
    [{ sessionId: 's' }, true, false],
    [{}, false, true],
    ['', false, true],
    [null, false, true],
    [undefined, false, false],
  ])('%j: something in it, %s; nothing, %s', (data, something, nothing) => {
    expect([hasSession(data), isWithoutSession(data)]).toEqual([something, nothing])
  })
})

describe('who is there', () => {
  it('is who is connected, by the id and the name that are told', () => {
    const agents = {
      a: { name: 'Anna', connected: true, supervisor: false },
      b: { name: 'Bob', connected: false, supervisor: false },
      s: { name: 'Sue', connected: true, supervisor: true },
    }
    expect(readAgents({ agents }).map(({ from }) => from)).toMatchObject([
      { id: 'a', name: 'Anna', type: 'agent' },
      { id: 's', name: 'Sue', type: 'supervisor' },
    ])
  })

  it.each([
    undefined,
    null,
    'Anna',
    {},
    { agents: null },
    { agents: 'Anna' },
    { agents: 7 },
    { agents: [] },
    { agents: { a: null } },
    { agents: { a: 'Anna' } },
    { agents: { a: {} } },
    { agents: { a: { name: 'Anna' } } },
    { agents: { a: { name: 'Anna', connected: 'true' } } },
  ])('is nobody in %j', (answer) => {
    expect(readAgents(answer)).toEqual([])
  })

  it('is an agent without a name where the name is none, and a supervisor only where that is said plainly', () => {
    const agents = {
      a: { connected: true, name: 7 },
      b: { connected: true, name: 'Bob', supervisor: 'true' },
    }
    expect(readAgents({ agents }).map(({ from }) => from)).toMatchObject([
      { id: 'a', type: 'agent' },
      { id: 'b', name: 'Bob', type: 'agent' },
    ])
  })
})
