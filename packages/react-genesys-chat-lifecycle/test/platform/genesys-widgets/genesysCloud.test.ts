import { describe, expect, it } from 'vitest'
import { createGenesysCloud } from '../../../src/platform/genesys-widgets/transports/genesysCloud.ts'

const timestamp = '2026-11-25T19:31:40.031Z'
const at = Date.parse(timestamp)
const LONG_ID = 'ffffffff-ffff-4fff-bfff-ffffffffffff'

const message = (id: string, bodyType = 'standard', more: object = {}) => ({
  id,
  sender: { id: 'm1' },
  body: bodyType === 'standard' ? 'hello' : '',
  bodyType,
  timestamp,
  ...more,
})

const ordersOf = (...originalMessages: object[]) =>
  createGenesysCloud()
    .readBatch({ originalMessages, messages: [] })
    .map(({ order }) => order)

describe('the place of a message on Genesys Cloud', () => {
  it('is its time, then joins, the rest and leaves, then its id', () => {
    expect(ordersOf(message('ab'), message('ab', 'member-join'), message('ab', 'member-leave'))).toEqual([
      [at, 1_003_105],
      [at, 3_105],
      [at, 2_003_105],
    ])
  })

  it('is that of the rest for any other type, whatever its name', () => {
    const messages = [{ id: 'ab', type: 'constructor' }]
    const [read] = createGenesysCloud().readBatch({ originalMessages: [message('ab')], messages })
    expect(read?.order).toEqual([at, 1_003_105])
  })

  it('differs for ids that are alike, and is the same in each reading', () => {
    const [one, other] = ordersOf(message('ab'), message('ba'))
    expect(one).not.toEqual(other)
    expect(ordersOf(message('ab'))).toEqual([one])
  })

  it('never gets out of its rank, however long the id is', () => {
    for (const [bodyType, rank] of [
      ['member-join', 0],
      ['standard', 1],
      ['member-leave', 2],
    ] as const) {
      const [order] = ordersOf(message(LONG_ID, bodyType))
      expect(Math.floor((order?.[1] ?? -1) / 1_000_000)).toBe(rank)
      expect(Number.isInteger(order?.[1])).toBe(true)
    }
  })
})

describe('a message on Genesys Cloud', () => {
  const read = (data: object, transport = createGenesysCloud()) => transport.readBatch(data)

  it('is the server’s, with the words and the sender of its copy by id, or else by place', () => {
    const originalMessages = [
      message('1', 'standard', { sender: { id: 'a' } }),
      message('2', 'standard', { sender: { id: 'b' } }),
    ]
    const copies = [
      { id: '2', type: 'Text', text: 'two', from: { type: 'Agent', name: 'Bea' } },
      { id: '1', type: 'Text', text: 'one', from: { type: 'Client', name: 'Joe' } },
    ]
    expect(read({ originalMessages, messages: copies })).toMatchObject([
      { id: '1', text: 'hello', from: { type: 'customer', id: 'a', name: 'Joe' }, raw: originalMessages[0] },
      { id: '2', text: 'hello', from: { type: 'agent', id: 'b', name: 'Bea' } },
    ])
    const withoutIds = copies.map(({ id: _, ...copy }) => copy)
    expect(read({ originalMessages, messages: withoutIds })).toMatchObject([
      { from: { name: 'Bea' } },
      { from: { name: 'Joe' } },
    ])
    expect(read({ originalMessages, messages: ['x', withoutIds[0]] })).toMatchObject([
      { from: { name: 'Bea' } },
      { from: { type: 'unknown', name: '' } },
    ])
  })

  it('is the copy’s where there is no original', () => {
    const copy = { type: 'Text', text: 'hello', from: { type: 'Agent', name: 'Bea', id: 'b' } }
    for (const originalMessages of [undefined, [], 'x']) {
      expect(read({ originalMessages, messages: [copy] })).toMatchObject([
        { type: 'Text', text: 'hello', from: { type: 'agent', name: 'Bea' } },
      ])
    }
  })

  it('without an id is none, nor is what is no message', () => {
    const originalMessages = [{ ...message('1'), id: '' }, null, 7, message('2')]
    expect(read({ originalMessages, messages: [] }).map(({ id }) => id)).toEqual(['2'])
  })

  it('has the words of the copy where the original has none', () => {
    const { body: _, ...wordless } = message('1')
    const messages = [{ type: 'Text', text: 'changed' }]
    expect(read({ originalMessages: [wordless], messages })).toMatchObject([{ text: 'changed' }])
  })

  it.each([
    ['standard', 'Text'],
    ['member-join', 'ParticipantJoined'],
    ['member-leave', 'ParticipantLeft'],
  ])('of the kind %s is a %s, unless its copy says something else', (bodyType, type) => {
    expect(read({ originalMessages: [message('1', bodyType)], messages: [] })).toMatchObject([{ type }])
    const messages = [{ id: '1', type: 'Other' }]
    expect(read({ originalMessages: [message('1', bodyType)], messages })).toMatchObject([{ type: 'Other' }])
  })

  it('has the time of the original, else of the copy, else none, and then no place', () => {
    const { timestamp: _, ...timeless } = message('1')
    expect(read({ originalMessages: [timeless], messages: [{ id: '1', timestamp }] })).toMatchObject([{ at }])
    expect(read({ originalMessages: [timeless], messages: [] })).toMatchObject([{ at: 0, order: null }])
  })

  it('of another conversation than this one is none', () => {
    const transport = createGenesysCloud()
    const of = (id: string | undefined) => message('1', 'standard', id ? { conversation: { id } } : {})
    const count = (id?: string) => read({ originalMessages: [of(id)], messages: [] }, transport).length
    expect([count('c1'), count('c2'), count()]).toEqual([1, 1, 1])
    transport.learn?.({ conversationId: 'c2' })
    expect([count('c1'), count('c2'), count()]).toEqual([0, 1, 1])
    transport.learn?.({})
    expect([count('c1'), count('c2')]).toEqual([0, 1])
  })

  it('announces the end where it is the customer who leaves', () => {
    const { announcesEnd } = createGenesysCloud()
    const leaves = (type: string, from: string) => announcesEnd?.({ type, from: { type: from } } as never)
    expect(leaves('ParticipantLeft', 'customer')).toBe(true)
    expect(leaves('ParticipantLeft', 'agent')).toBe(false)
    expect(leaves('ParticipantJoined', 'customer')).toBe(false)
  })
})

describe('who a member is on Genesys Cloud', () => {
  const senderOf = (
    transport: ReturnType<typeof createGenesysCloud>,
    id: string,
    copy: object = {},
    more = {},
  ) =>
    transport.readBatch({
      originalMessages: [message('1', 'standard', { sender: { id }, ...more })],
      messages: [copy],
    })[0]?.from

  it('is unknown until something tells', () => {
    expect(senderOf(createGenesysCloud(), 'm')).toEqual({ type: 'unknown', id: 'm', name: '' })
  })

  it('is unknown with a role that is named like a member of every object', () => {
    for (const role of ['constructor', '__proto__'])
      expect(senderOf(createGenesysCloud(), 'm', {}, { role })?.type).toBe('unknown')
  })

  it('is told by the copy, then by the role, then by what was learnt', () => {
    const transport = createGenesysCloud()
    transport.learn?.({ message: { id: 'm', displayName: 'Bea', role: 'WORKFLOW' } })
    expect(senderOf(transport, 'm')).toEqual({ type: 'bot', id: 'm', name: 'Bea' })
    expect(senderOf(transport, 'm', {}, { role: 'CUSTOMER' })).toEqual({
      type: 'customer',
      id: 'm',
      name: 'Bea',
    })
    expect(senderOf(transport, 'm', { from: { type: 'Agent', name: 'Ann' } }, { role: 'CUSTOMER' })).toEqual({
      type: 'agent',
      id: 'm',
      name: 'Ann',
    })
    // From now on they are known as that.
    expect(senderOf(transport, 'm')).toEqual({ type: 'agent', id: 'm', name: 'Ann' })
  })

  it('is not learnt of the system, nor of somebody unknown', () => {
    const transport = createGenesysCloud()
    senderOf(transport, 'm', { from: { type: 'System', name: 'Queue' } })
    senderOf(transport, 'm', { from: { type: '', name: 'Who' } })
    expect(senderOf(transport, 'm')).toEqual({ type: 'unknown', id: 'm', name: '' })
  })

  it('is the customer, where the session says so, unless more is known', () => {
    const transport = createGenesysCloud()
    transport.learn?.({ memberId: 'me' })
    expect(senderOf(transport, 'me')).toEqual({ type: 'customer', id: 'me', name: '' })
    senderOf(transport, 'me', { from: { type: 'Client', name: 'Joe' } })
    transport.learn?.({ memberId: 'me' })
    expect(senderOf(transport, 'me')).toEqual({ type: 'customer', id: 'me', name: 'Joe' })
    transport.learn?.({ memberId: '' })
    expect(senderOf(transport, '')).toEqual({ type: 'unknown', id: '', name: '' })
  })

  it('is an agent, where the session lists them so, unless more is known', () => {
    const transport = createGenesysCloud()
    transport.learn?.({ message: { id: 'b', displayName: 'Bo', role: 'WORKFLOW' } })
    transport.learn?.({ agents: { a: { name: 'Ann' }, b: { name: 'Agent' }, c: null } })
    expect(senderOf(transport, 'a')).toEqual({ type: 'agent', id: 'a', name: 'Ann' })
    expect(senderOf(transport, 'b')).toEqual({ type: 'bot', id: 'b', name: 'Bo' })
    expect(senderOf(transport, 'c')).toEqual({ type: 'agent', id: 'c', name: '' })
  })

  it.each([
    ['AGENT', 'agent'],
    ['CUSTOMER', 'customer'],
    ['WORKFLOW', 'bot'],
    ['SOMETHING', 'agent'],
    ['constructor', 'agent'],
    [undefined, 'agent'],
  ])('with the role %s is %s', (role, type) => {
    const transport = createGenesysCloud()
    transport.learn?.({ message: { id: 'm', displayName: 'Bea', role } })
    expect(senderOf(transport, 'm')).toEqual({ type, id: 'm', name: 'Bea' })
  })

  it('is not learnt without a name', () => {
    const transport = createGenesysCloud()
    expect(transport.learn?.({ message: { id: 'm', role: 'AGENT', state: 'CONNECTED' } })).toBe(undefined)
    expect(senderOf(transport, 'm')).toEqual({ type: 'unknown', id: 'm', name: '' })
  })
})

describe('a join or leave whose message gets lost on Genesys Cloud', () => {
  const event = (state: string | undefined, role = 'AGENT') => ({
    message: { id: 'm', displayName: 'Bea', role, state },
  })
  const saw = (transport: ReturnType<typeof createGenesysCloud>, bodyType: string) =>
    void transport.readBatch({
      originalMessages: [message('1', bodyType, { sender: { id: 'm' } })],
      messages: [],
    })

  it.each([
    ['CONNECTED', 'AGENT', 'ParticipantJoined', 'agent'],
    ['DISCONNECTED', 'AGENT', 'ParticipantLeft', 'agent'],
    ['CONNECTED', 'WORKFLOW', 'ParticipantJoined', 'bot'],
    ['DISCONNECTED', 'WORKFLOW', 'ParticipantLeft', 'bot'],
  ])('is made up for once: %s, %s', (state, role, type, from) => {
    const lost = createGenesysCloud().learn?.(event(state, role))
    expect(lost?.()).toMatchObject({ type, from: { type: from, id: 'm', name: 'Bea' } })
    expect(lost?.()).toBe(null)
  })

  it.each(['OTHER', 'constructor', '', undefined])('is nothing else: %j', (state) => {
    expect(createGenesysCloud().learn?.(event(state))).toBe(undefined)
  })

  it('is not made up for where the message came, before or after', () => {
    const transport = createGenesysCloud()
    const lost = transport.learn?.(event('CONNECTED'))
    saw(transport, 'member-join')
    expect(lost?.()).toBe(null)
    expect(transport.learn?.(event('CONNECTED'))?.()).toBe(null)
    expect(transport.learn?.(event('DISCONNECTED'))?.()).toMatchObject({ type: 'ParticipantLeft' })
  })

  it('is not made up for where the opposite was announced, or said, meanwhile', () => {
    const transport = createGenesysCloud()
    const joined = transport.learn?.(event('CONNECTED'))
    const left = transport.learn?.(event('DISCONNECTED'))
    expect(joined?.()).toBe(null)
    expect(left?.()).toMatchObject({ type: 'ParticipantLeft' })
    const again = transport.learn?.(event('CONNECTED'))
    saw(transport, 'member-leave')
    expect(again?.()).toBe(null)
  })
})
