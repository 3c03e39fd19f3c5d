import { describe, expect, it } from 'vitest'
import type { PlacedMessage } from '../../src/chat/readMessage.ts'
import {
  advance,
  isDecided,
  type MessageAuthor,
  merge,
  newSegment,
  type SegmentMemory,
} from '../../src/chat/segment.ts'
import { interactionState } from '../../src/chat/signals/interactionState.ts'
import { detectClose } from '../../src/chat/signals/signal.ts'
import { readMessage } from '../support/read.ts'

const message = (index: string, raw: Record<string, unknown>): PlacedMessage => {
  const read = readMessage({ index, ...raw })
  if (!read?.order) throw new Error('no message')
  return { ...read, order: read.order, closes: detectClose(read, [interactionState()], () => {}) }
}
const state = (index: string, interactionState_: string) =>
  message(index, {
    type: 'System',
    event: 'InteractionStateChange',
    data: { interactionState: interactionState_ },
    from: { type: 'System' },
  })
const customer = (index: string, type = 'Text') =>
  message(index, { type, from: { type: 'Client' }, text: 'hi' })
const bot = (index: string, type = 'Text') =>
  message(index, { type, from: { type: 'Bot', name: 'Robo' }, text: 'hi' })
const agent = (index: string, type = 'Text') =>
  message(index, { type, from: { type: 'Agent', name: 'Anna' }, text: 'hi' })

/** What the reducer would say about the author: each of them has joined before, unless they join with this message. */
const authorOf = ({ type, from }: PlacedMessage): MessageAuthor | null => {
  const isBot = from.type === 'bot'
  const isOtherSide = isBot || from.type === 'agent' || from.type === 'supervisor'
  const isServing = type === 'ParticipantJoined' ? from.type !== 'supervisor' : type !== 'ParticipantLeft'
  const joins = type === 'ParticipantJoined' && isServing
  return isOtherSide ? { id: from.name, isBot, isServing, joins, beginsToServe: joins } : null
}

/** The memory after a message: {@link advance} on a copy, as the reducer does it. */
function next(
  memory: SegmentMemory,
  each: PlacedMessage,
  { isAsync = true, now = 0, author = authorOf(each) }: Partial<Parameters<typeof advance>[2]> = {},
): SegmentMemory {
  const copy = { ...memory }
  advance(copy, each, { isAsync, now, author })
  return copy
}

const after = (isAsync: boolean, ...messages: PlacedMessage[]): SegmentMemory =>
  messages.reduce((memory, each) => next(memory, each, { isAsync }), newSegment('s'))

describe('a segment', () => {
  const closed = [agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing')]

  it('keeps its key when Completed follows Finalizing, also when both come twice', () => {
    const memory = after(
      true,
      ...closed,
      state('3-0', 'Completed'),
      state('2-0', 'Finalizing'),
      state('3-0', 'Completed'),
    )
    expect(memory.closedSegment).toMatchObject({ key: 's:2-0', state: 'completed' })
  })

  it('is reopened by the customer’s text, link or file in an asynchronous chat, and by none of them in a regular one', () => {
    for (const type of ['Text', 'PushUrl', 'File', 'Image']) {
      expect(after(true, ...closed, customer('3-0', type)).closedSegment).toBeNull()
      expect(after(false, ...closed, customer('3-0', type)).closedSegment).not.toBeNull()
    }
  })

  it.each(['TypingStarted', 'TypingStopped', 'ParticipantJoined', 'ParticipantLeft', 'Notice'])(
    'is not reopened by the customer’s %s',
    (type) => {
      expect(after(true, ...closed, customer('3-0', type)).closedSegment).not.toBeNull()
    },
  )

  it('is not reopened by a last text of the agent who closed it', () => {
    expect(after(true, ...closed, agent('3-0')).closedSegment).not.toBeNull()
  })

  it('is reopened by a joining agent, also in a regular chat', () => {
    expect(after(false, ...closed, agent('3-0', 'ParticipantJoined')).closedSegment).toBeNull()
  })

  it('is reopened by a joining bot once it is completed, also in a regular chat', () => {
    const completed = state('3-0', 'Completed')
    expect(after(false, ...closed, completed, bot('4-0', 'ParticipantJoined')).closedSegment).toBeNull()
  })

  it.each(['ParticipantJoined', 'Text'])(
    'goes on after Finalizing with the survey of a bot: its %s',
    (type) => {
      const survey = after(true, ...closed, bot('3-0', type))
      expect(survey).toMatchObject({ surveyBots: ['Robo'], closedSegment: { key: 's:2-0' } })
      const answer = after(true, ...closed, bot('3-0', type), customer('4-0'))
      expect(answer).toMatchObject({ surveyBots: ['Robo'], tailDue: false, closedSegment: { key: 's:2-0' } })
      const completed = next(answer, state('5-0', 'Completed'))
      expect(completed).toMatchObject({
        surveyBots: [],
        closedSegment: { key: 's:2-0', state: 'completed' },
      })
      expect(next(completed, customer('6-0')).closedSegment).toBeNull()
    },
  )

  it('is reopened by the customer after the survey’s bot has left', () => {
    const over = after(true, ...closed, bot('3-0', 'ParticipantJoined'), bot('4-0', 'ParticipantLeft'))
    expect(over.surveyBots).toEqual([])
    expect(next(over, customer('5-0'))).toMatchObject({ closedSegment: null, tailDue: true })
  })

  it('goes on with the survey when a bot leaves that had no part in it', () => {
    const leaves = { id: 'welcome', isBot: true, isServing: false, joins: false, beginsToServe: false }
    const survey = after(true, ...closed, bot('3-0', 'ParticipantJoined'))
    const goesOn = next(survey, bot('4-0', 'ParticipantLeft'), { author: leaves })
    expect(goesOn.surveyBots).toEqual(['Robo'])
    expect(next(goesOn, customer('5-0')).closedSegment).not.toBeNull()
  })

  it('is reopened by an agent who joins during a survey', () => {
    const survey = after(true, ...closed, bot('3-0', 'ParticipantJoined'))
    expect(next(survey, agent('4-0', 'ParticipantJoined'))).toMatchObject({
      closedSegment: null,
      surveyBots: [],
    })
  })

  it('is reopened by whatever the customer sends that has content', () => {
    const image = message('3-0', {
      type: 'Structured',
      from: { type: 'Client' },
      content: [{ type: 'Image', attachment: { url: '/a.png' } }],
    })
    const unknown = message('3-0', { type: 'Wave', from: { type: 'Client' }, text: 'hi' })
    for (const each of [image, unknown]) expect(after(true, ...closed, each).closedSegment).toBeNull()
  })

  it('is reopened by a supervisor who writes, and takes part from then on', () => {
    const writes = message('3-0', { type: 'Text', from: { type: 'Supervisor' }, text: 'hi' })
    const author = { id: 's1', isBot: false, isServing: true, joins: false, beginsToServe: true }
    const memory = after(true, ...closed, state('2-5', 'Completed'))
    expect(next(memory, writes, { author }).closedSegment).toBeNull()
    expect(next(memory, writes, { author: { ...author, beginsToServe: false } }).closedSegment).not.toBeNull()
  })

  it('is reopened by a supervisor who takes over after Finalizing, and not by an agent whose joining nobody saw', () => {
    const author = { id: 's1', isBot: false, isServing: true, joins: false, beginsToServe: true }
    const by = (type: string) => message('3-0', { type: 'Text', from: { type }, text: 'bye' })
    expect(next(after(true, ...closed), by('Supervisor'), { author }).closedSegment).toBeNull()
    expect(next(after(true, ...closed), by('Agent'), { author }).closedSegment).not.toBeNull()
    const completed = after(true, ...closed, state('2-5', 'Completed'))
    expect(next(completed, by('Agent'), { author }).closedSegment).toBeNull()
  })

  it('is not reopened by a joining supervisor', () => {
    const joined = message('3-0', { type: 'ParticipantJoined', from: { type: 'Supervisor' } })
    expect(after(true, ...closed, joined).closedSegment).not.toBeNull()
  })

  it('that the customer reopened out of Finalizing ignores the first Completed, and is closed by the second', () => {
    const tail = after(true, ...closed, customer('3-0'), state('4-0', 'Completed'))
    expect(tail.closedSegment).toBeNull()
    expect(next(tail, state('5-0', 'Completed'), { isAsync: true }).closedSegment?.key).toBe('s:5-0')
  })

  it('expects no tail once an agent has joined or written', () => {
    const joined = after(
      true,
      ...closed,
      customer('3-0'),
      agent('4-0', 'ParticipantJoined'),
      state('5-0', 'Completed'),
    )
    const wrote = after(true, ...closed, customer('3-0'), agent('4-0'), state('5-0', 'Completed'))
    expect(joined.closedSegment?.key).toBe('s:5-0')
    expect(wrote.closedSegment?.key).toBe('s:5-0')
  })

  it('expects no tail after Completed', () => {
    const memory = after(
      true,
      ...closed,
      state('3-0', 'Completed'),
      customer('4-0'),
      state('5-0', 'Completed'),
    )
    expect(memory.closedSegment?.key).toBe('s:5-0')
  })

  it('is not closed by a signal from before it was reopened', () => {
    expect(
      after(true, agent('1-0', 'ParticipantJoined'), customer('5-0'), state('4-0', 'Completed'))
        .closedSegment,
    ).toBeNull()
    const reopened = after(true, ...closed, customer('5-0'), state('3-0', 'Completed'))
    expect(reopened.closedSegment).toBeNull()
    // The tail has come, if late: the next Completed is a closing.
    expect(next(reopened, state('6-0', 'Completed'), { isAsync: true }).closedSegment?.key).toBe('s:6-0')
  })

  it('is not closed by a tail that comes after an agent has written in the new segment', () => {
    const taken = after(true, ...closed, customer('3-0'), agent('5-0'), state('4-0', 'Completed'))
    expect(taken.closedSegment).toBeNull()
    expect(next(taken, state('6-0', 'Completed'), { isAsync: true }).closedSegment?.key).toBe('s:6-0')
  })

  it('is not reopened by messages from before it was closed', () => {
    const late = after(
      true,
      agent('1-0', 'ParticipantJoined'),
      state('4-0', 'Completed'),
      customer('3-0'),
      agent('2-0', 'ParticipantJoined'),
    )
    expect(late.closedSegment?.key).toBe('s:4-0')
  })

  it('is the same after all messages came a second time', () => {
    const life = [
      ...closed,
      customer('3-0'),
      state('4-0', 'Completed'),
      agent('5-0', 'ParticipantJoined'),
      state('6-0', 'Finalizing'),
    ]
    const once = after(true, ...life)
    expect(life.reduce((memory, each) => next(memory, each, { isAsync: true }), once)).toEqual(once)
  })
})

describe('the memory of a segment', () => {
  const context = { isAsync: true, now: 900 }
  const first = agent('1-0', 'ParticipantJoined')

  it('starts out empty', () => {
    expect(newSegment('s')).toEqual({
      sessionId: 's',
      closedSegment: null,
      closedThrough: null,
      openedAt: null,
      reopenedAt: null,
      tailDue: false,
      surveyBots: [],
      serving: [],
      newest: null,
      interactionState: null,
      lastAgent: null,
    })
  })

  it('is the same after a message that changes nothing', () => {
    const memory = after(true, first, agent('5-0'))
    expect(next(memory, customer('4-0', 'TypingStarted'), context)).toEqual(memory)
    expect(next(memory, agent('3-0'), context)).toEqual(memory)
  })

  it('holds the newest interaction state, by the messages’ places', () => {
    const memory = after(true, state('5-0', 'Completed'), state('4-0', 'Finalizing'))
    expect(memory.interactionState).toBe('Completed')
    const other = message('6-0', { type: 'System', event: 'Other', data: { interactionState: 'Open' } })
    expect(next(memory, other, context)).toMatchObject({ interactionState: 'Completed', newest: [6, 0] })
    const bare = message('7-0', { type: 'System', event: 'InteractionStateChange' })
    expect(next(memory, bare, context).interactionState).toBe('Completed')
  })

  it('holds the agent who was heard of last, by the messages’ places', () => {
    const bob = message('2-0', { type: 'Text', from: { type: 'Agent', name: 'Bob' } })
    expect(after(true, bob, first).lastAgent).toEqual({ name: 'Bob', order: [2, 0] })
    expect(after(true, first, bob).lastAgent).toEqual({ name: 'Bob', order: [2, 0] })
  })

  it('learns the name of the agent who was heard of last when they leave', () => {
    const nameless = message('1-0', {
      type: 'ParticipantJoined',
      from: { type: 'Agent', participantId: 'a1' },
    })
    const leaves = message('2-0', {
      type: 'ParticipantLeft',
      from: { type: 'Agent', participantId: 'a1', name: 'Anna' },
    })
    const author = { id: 'a1', isBot: false, isServing: true, joins: true, beginsToServe: true }
    const joined = next(newSegment('s'), nameless, { ...context, author })
    expect(joined.lastAgent).toEqual({ name: '', order: [1, 0] })
    const left = { ...author, isServing: false, joins: false, beginsToServe: false }
    expect(next(joined, leaves, { ...context, author: left }).lastAgent?.name).toBe('Anna')
    // Somebody else who never served is not who closes.
    expect(next(joined, leaves, { ...context, author: { ...left, id: 'b2' } }).lastAgent?.name).toBe('')
  })

  it('describes the closed segment', () => {
    const closedSegment = after(true, first, { ...state('2-0', 'Finalizing'), at: 700 }).closedSegment
    expect(closedSegment).toEqual({
      key: 's:2-0',
      state: 'finalizing',
      signal: 'interactionState',
      at: 700,
      agentName: 'Anna',
      isAsync: true,
      sessionId: 's',
    })
  })

  it('takes the page’s time for a signal without one', () => {
    expect(next(newSegment('s'), state('2-0', 'Completed'), context).closedSegment?.at).toBe(900)
  })

  it('describes a closed segment without an agent’s name and a session where neither is known', () => {
    const nobody = message('1-0', { type: 'ParticipantJoined', from: { type: 'Agent' } })
    const memory = [nobody, state('2-0', 'Completed')].reduce(
      (before, each) => next(before, each, context),
      newSegment(null),
    )
    expect(memory.closedSegment).toMatchObject({ key: '900:2-0', agentName: null, sessionId: null })
  })

  it('keeps a completed segment as it is when Finalizing comes later', () => {
    const completed = after(true, first, state('2-0', 'Completed'))
    const twice = next(completed, state('3-0', 'Completed'), context)
    expect(twice.closedSegment).toBe(completed.closedSegment)
    expect(twice.closedThrough).toEqual([3, 0])
    expect(next(completed, state('3-0', 'Finalizing'), context).closedSegment).toBe(completed.closedSegment)
  })

  it('is not changed by a signal from before the last one', () => {
    const memory = after(true, first, state('3-0', 'Finalizing'))
    const late = next(memory, state('2-0', 'Completed'), context)
    expect(late.closedSegment).toBe(memory.closedSegment)
    expect(late.closedThrough).toEqual([3, 0])
  })

  it('expects a tail only after the customer reopened, and still after further texts', () => {
    const finalizing = [first, state('2-0', 'Finalizing')]
    expect(after(true, ...finalizing, customer('3-0'), customer('4-0')).tailDue).toBe(true)
    expect(after(true, first, customer('3-0')).tailDue).toBe(false)
    expect(after(true, ...finalizing, agent('3-0', 'ParticipantJoined')).tailDue).toBe(false)
  })

  it('does not take a second Finalizing for the tail', () => {
    const memory = after(true, first, state('2-0', 'Finalizing'), customer('3-0'), state('4-0', 'Finalizing'))
    expect(memory).toMatchObject({ closedSegment: { key: 's:4-0', state: 'finalizing' }, tailDue: false })
  })

  it('expects the tail until an agent writes after the reopening', () => {
    const memory = after(true, first, state('2-0', 'Finalizing'), customer('5-0'))
    for (const each of [agent('4-0'), agent('6-0', 'TypingStarted'), customer('6-0')])
      expect(next(memory, each, context).tailDue).toBe(true)
    expect(next(memory, agent('6-0'), context)).toMatchObject({ tailDue: false, openedAt: [6, 0] })
  })

  it('is not changed by content from before the segment was opened', () => {
    const memory = after(true, first, customer('5-0'))
    expect(next(memory, customer('4-0'), context)).toEqual(memory)
  })

  it('holds where the segment was reopened, and not where it was first opened', () => {
    expect(after(true, first, customer('2-0')).reopenedAt).toBeNull()
    const memory = after(true, first, state('2-0', 'Completed'), customer('3-0'))
    expect(memory).toMatchObject({ reopenedAt: [3, 0], openedAt: [3, 0], closedSegment: null })
    expect(next(memory, customer('4-0'), context).reopenedAt).toEqual([3, 0])
  })

  it('is decided anew when the segment closed or opened, or when no tail is due any more', () => {
    const finalizing = after(true, first, state('2-0', 'Finalizing'))
    const reopened = next(finalizing, customer('3-0'), context)
    const late = next(reopened, state('2-5', 'Completed'), context)
    expect(isDecided(finalizing, finalizing)).toBe(false)
    expect(isDecided(finalizing, reopened)).toBe(true)
    expect(late.tailDue).toBe(false)
    expect(isDecided(reopened, late)).toBe(true)
    expect(isDecided(reopened, { ...reopened, openedAt: [9, 0] })).toBe(true)
    expect(isDecided(reopened, { ...reopened, newest: [9, 0] })).toBe(false)
  })
})

describe('what a message moves, and what it leaves', () => {
  const first = agent('1-0', 'ParticipantJoined')
  const finalizing = after(true, first, state('2-0', 'Finalizing'))
  const tailDue = next(finalizing, customer('5-0'))

  it.each([
    ['a goodbye', agent('3-0'), [3, 0]],
    ['typing', agent('3-0', 'TypingStarted'), [2, 0]],
    ['an earlier text', agent('1-5'), [2, 0]],
    ['a text of a survey', bot('3-0'), [3, 0]],
    ['an earlier text of a bot', bot('1-5'), [2, 0]],
  ])('%s belongs to the closed segment, or not', (_, each, closedThrough) => {
    const memory = next(finalizing, each)
    expect(memory.closedThrough).toEqual(closedThrough)
    expect(memory.closedSegment).toBe(finalizing.closedSegment)
  })

  it('an answer in a survey belongs to the closed segment', () => {
    expect(next(next(finalizing, bot('3-0')), customer('4-0')).closedThrough).toEqual([4, 0])
  })

  it('a text in an open segment belongs to none that is closed', () => {
    expect(after(true, first, agent('5-0')).closedThrough).toBeNull()
    expect(next(tailDue, agent('6-0'))).toMatchObject({ closedThrough: [2, 0] })
  })

  it('no survey begins with a bot that was there before', () => {
    expect(next(finalizing, bot('1-5', 'ParticipantJoined')).surveyBots).toEqual([])
  })

  it('no segment is taken up by who joined before it, or does not serve', () => {
    expect(next(tailDue, agent('4-0', 'ParticipantJoined'))).toMatchObject({
      tailDue: true,
      openedAt: [5, 0],
    })
    const listens = { id: 'b', isBot: false, isServing: false, joins: false, beginsToServe: false }
    expect(next(tailDue, agent('6-0'), { author: listens })).toMatchObject({
      tailDue: true,
      openedAt: [5, 0],
    })
  })

  it('a late signal is the tail only if it completes what was closed last', () => {
    expect(next(tailDue, state('4-0', 'Finalizing')).tailDue).toBe(true)
    expect(next(tailDue, state('1-5', 'Completed')).tailDue).toBe(true)
    expect(next(tailDue, state('2-0', 'Completed')).tailDue).toBe(true)
    const late = next(tailDue, state('3-0', 'Completed'))
    expect(late).toMatchObject({ tailDue: false, openedAt: [5, 0], closedSegment: null })
  })

  it('a tail opens the segment anew, so that its replay is old news', () => {
    const tail = next(tailDue, state('6-0', 'Completed'))
    expect(tail).toMatchObject({ tailDue: false, openedAt: [6, 0], closedSegment: null })
    expect(next(tail, state('6-0', 'Completed')).closedSegment).toBeNull()
  })

  it('a name that is known stays, and nobody is named by what is nobody’s', () => {
    const leaves = message('2-0', { type: 'ParticipantLeft', from: { type: 'Agent', name: 'Anna Bell' } })
    const author = { id: 'Anna', isBot: false, isServing: false, joins: false, beginsToServe: false }
    expect(next(after(true, first), leaves, { author }).lastAgent?.name).toBe('Anna')
    const nameless = after(true, message('1-0', { type: 'ParticipantJoined', from: { type: 'Agent' } }))
    expect(next(nameless, customer('2-0')).lastAgent).toEqual({ name: '', order: [1, 0] })
  })

  it.each([
    ['closedSegment', null],
    ['closedThrough', [9, 0]],
    ['tailDue', true],
    ['openedAt', [9, 0]],
    ['surveyBots', ['b']],
    ['serving', ['b']],
  ])('is decided by %s', (member, value) => {
    expect(isDecided(finalizing, { ...finalizing, [member]: value })).toBe(true)
  })
})

describe('merge', () => {
  it('takes from another tab that a survey is under way in the same segment', () => {
    const finalizing = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'))
    const survey = { ...finalizing, surveyBots: ['b1'] }
    expect(merge(finalizing, survey).surveyBots).toHaveLength(1)
    expect(merge(survey, finalizing).surveyBots).toHaveLength(1)
    const completed = { ...after(true, state('2-0', 'Completed')), newest: finalizing.newest }
    expect(merge(completed, survey).surveyBots).toHaveLength(0)
    const another = after(true, state('2-1', 'Finalizing'))
    expect(merge(another, survey).surveyBots).toHaveLength(0)
  })

  const own = after(true, agent('1-0', 'ParticipantJoined'))
  const closed = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'))
  const reopened = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'), customer('3-0'))

  it('takes what another tab knows when it is newer', () => {
    expect(merge(own, closed).closedSegment?.key).toBe('s:2-0')
    expect(merge(closed, reopened).closedSegment).toBeNull()
    expect(merge(own, reopened).tailDue).toBe(true)
  })

  it('keeps its own when the other is older or the same', () => {
    expect(merge(closed, own)).toBe(closed)
    expect(merge(reopened, closed)).toBe(reopened)
    expect(merge(closed, closed)).toBe(closed)
  })

  it('keeps the key of its closed segment when the other tab saw only the later signal', () => {
    const other = after(true, agent('1-0', 'ParticipantJoined'), state('3-0', 'Completed'))
    expect(merge(closed, other).closedSegment).toMatchObject({ key: 's:2-0', state: 'completed' })
  })

  it('takes the other’s key for a segment that was closed after a reopening we missed', () => {
    const again = after(
      true,
      agent('1-0', 'ParticipantJoined'),
      state('2-0', 'Finalizing'),
      customer('3-0'),
      agent('4-0', 'ParticipantJoined'),
      state('5-0', 'Completed'),
    )
    expect(merge(closed, again).closedSegment?.key).toBe('s:5-0')
    expect(merge(own, again).closedSegment?.key).toBe('s:5-0')
  })

  it('keeps the key also where the other tab knows of no opening', () => {
    const other = { ...after(true, state('3-0', 'Completed')), openedAt: null }
    expect(merge(closed, other).closedSegment).toMatchObject({ key: 's:2-0', state: 'completed' })
    // Its last signal is what opened the next segment there.
    const same = { ...other, openedAt: [2, 0] as const }
    expect(merge(closed, same).closedSegment?.key).toBe('s:2-0')
  })

  it('takes no survey where no segment is closed', () => {
    const survey = { ...closed, surveyBots: ['b1'] }
    expect(merge(reopened, survey)).toBe(reopened)
    expect(merge(closed, { ...own, surveyBots: ['b1'] })).toBe(closed)
    expect(merge(newSegment('s'), { ...newSegment('s'), surveyBots: ['b1'] }).surveyBots).toEqual([])
  })

  it('goes by the later of what opened and what closed', () => {
    const later = next(reopened, state('4-0', 'Completed'))
    const completed = next(later, state('6-0', 'Completed'))
    expect(merge(reopened, completed).closedSegment?.key).toBe('s:6-0')
    expect(merge(completed, reopened)).toBe(completed)
    expect(merge(newSegment('s'), own).openedAt).toEqual([1, 0])
    expect(merge(own, newSegment('s'))).toBe(own)
  })

  it('keeps the newest message of both', () => {
    const heard = { ...own, newest: [9, 0] as const }
    expect(merge(heard, closed).newest).toEqual([9, 0])
    expect(merge(own, closed).newest).toEqual([2, 0])
    expect(merge(own, { ...closed, newest: null }).newest).toEqual([1, 0])
  })
})
