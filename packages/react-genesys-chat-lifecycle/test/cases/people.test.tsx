import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { allAgentsLeft, interactionState } from '../../src/index.ts'
import { type App, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, say } from '../support/guarded.tsx'
import { openRaw } from '../support/rawMessenger.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const leaves = [interactionState(), allAgentsLeft({ graceMs: 1_500 })]
const regular = { provider: { closeSignals: leaves } }
const asynchronous = { bus: { async: true } }
const confirming = { bus: { async: true }, guard: { followUps: 'confirm' as const } }

/** What an end request looks like on the bus. */
const ends = (app: App): number => app.sent('WebChatService.endChat')

async function closeAs(app: App, state: 'Finalizing' | 'Completed'): Promise<void> {
  app.testBus.agent.setState(state)
  app.testBus.agent.leave()
  await app.settle()
}

describe('a supervisor', () => {
  it('who takes the chat over keeps it going when the agent leaves', async () => {
    const app = await mountConversation(regular)
    const sue = app.testBus.centre.createAgent('Sue', 'Supervisor')
    sue.join()
    sue.say('I take over')
    await app.settle()
    app.testBus.agent.leave()
    await app.settle()
    sue.say('How can I help?')
    await app.wait(10_000)
    expect(app.chat().phase).toBe('active')
    expect(ends(app)).toBe(0)
  })

  it('who only listens serves nobody: the chat is over when the agent leaves', async () => {
    const app = await mountConversation(regular)
    app.testBus.centre.createAgent('Sue', 'Supervisor').join()
    await app.settle()
    app.testBus.agent.leave()
    await app.settle()
    expect(app.chat().phase).toBe('waiting')
    await app.wait(10_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('who asks a question reopens a closed segment, and the answer is sent', async () => {
    const app = await mountConversation(confirming)
    await closeAs(app, 'Completed')
    const sue = app.testBus.centre.createAgent('Sue', 'Supervisor')
    sue.join()
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    sue.say('Is there anything else?')
    await app.settle()
    expect(app.chat().phase).toBe('active')
    await say(app, 'yes')
    expect(arrived(app)).toContain('yes')
  })

  it('alone in the chat makes it active by writing, not by joining', async () => {
    const app = await mountConversation(asynchronous)
    app.testBus.agent.leave()
    const sue = app.testBus.centre.createAgent('Sue', 'Supervisor')
    sue.join()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'waiting', agents: [{ name: 'Sue', role: 'supervisor' }] })
    sue.say('Hello')
    await app.settle()
    expect(app.chat().phase).toBe('active')
  })
})

describe('who else writes', () => {
  const from = (type: string) => ({ type, participantId: 'x1', nickname: 'Nobody' })
  const deliver = async (app: App, type: string, text: string) => {
    app.testBus.server.deliver({ type: 'Text', text, from: from(type) })
    await app.settle()
  }

  it('is nobody where it is the routing strategy: queue messages reopen nothing', async () => {
    const app = await mountConversation(asynchronous)
    await closeAs(app, 'Completed')
    await deliver(app, 'External', 'You are number 3.')
    expect(app.chat()).toMatchObject({ phase: 'closed', agents: [] })
  })

  it('serves, also under a type that is not known', async () => {
    const app = await mountConversation(asynchronous)
    await closeAs(app, 'Completed')
    await deliver(app, 'Expert', 'Hello, I am the expert.')
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ id: 'x1', role: 'agent' }] })
  })
})

describe('allAgentsLeft', () => {
  it('waits for the first agent: a bot that puts the customer through ends nothing', async () => {
    const app = await mountConversation({ ...regular, provider: { closeSignals: leaves } })
    app.testBus.agent.leave()
    await app.wait(5_000)
    expect(app.chat().phase).toBe('ended')

    const other = await mountBotOnly()
    await other.wait(300_000)
    expect(other.chat()).toMatchObject({ phase: 'waiting', endReason: null })
    expect(ends(other)).toBe(0)
  })

  it.each([
    ['an agent', 'Agent', 'Supervisor', 'ended'],
    ['a supervisor who only listened', 'Supervisor', 'Agent', 'waiting'],
  ])('%s leaves under another type: they have left as what they were', async (_, type, leavesAs, phase) => {
    const app = await mountApp({ provider: { closeSignals: leaves } })
    app.testBus.customer.open()
    await app.settle()
    const from = { participantId: 'p1', nickname: 'Sue' }
    const deliver = async (event: string, as: string): Promise<void> => {
      app.testBus.server.deliver({ type: event, from: { ...from, type: as } } as never)
      await app.settle()
    }
    await deliver('ParticipantJoined', type)
    await deliver('ParticipantLeft', leavesAs)
    await app.wait(5_000)
    expect(app.chat().phase).toBe(phase)
  })

  it('closes when the agent left and a bot took over and left, too', async () => {
    const app = await mountConversation(regular)
    app.testBus.bot.join()
    app.testBus.agent.leave()
    await app.wait(5_000)
    expect(app.chat().phase).toBe('active')
    app.testBus.bot.leave()
    await app.wait(5_000)
    expect(app.chat().phase).toBe('ended')
  })

  async function mountBotOnly(): Promise<App> {
    const { mountApp } = await import('../support/app.tsx')
    const app = await mountApp(regular)
    app.testBus.customer.open()
    await app.settle()
    app.testBus.bot.join()
    app.testBus.bot.say('I put you through')
    app.testBus.bot.leave()
    await app.settle()
    return app
  }
})

describe('a survey of a bot after Finalizing', () => {
  async function survey(app: App, joins: boolean): Promise<void> {
    await closeAs(app, 'Finalizing')
    if (joins) app.testBus.bot.join()
    app.testBus.bot.say('How was it, from 1 to 5?')
    await app.settle()
    await say(app, '5')
    app.testBus.bot.say('Thank you')
    if (joins) app.testBus.bot.leave()
    await app.settle()
    app.testBus.server.setState('Completed')
    await app.settle()
  }

  it.each([true, false])(
    'belongs to the segment: one notice, one callback (bot joins: %s)',
    async (joins) => {
      const app = await mountConversation(asynchronous)
      await survey(app, joins)
      expect(app.callbacks).toEqual(['closed', 'notice'])
      expect(app.testBus.widget.notices).toHaveLength(1)
      expect(app.chat().closedSegment?.state).toBe('completed')
    },
  )

  it.each([true, false])('gets its answer, which is no follow-up (bot joins: %s)', async (joins) => {
    const app = await mountConversation(confirming)
    await survey(app, joins)
    expect(arrived(app)).toContain('5')
    await say(app, 'one more thing')
    expect(arrived(app)).not.toContain('one more thing')
  })

  it('is over when the bot has left: what the customer writes then opens a new segment', async () => {
    const app = await mountConversation(asynchronous)
    await closeAs(app, 'Finalizing')
    app.testBus.bot.join()
    app.testBus.bot.say('How was it?')
    app.testBus.bot.leave()
    await app.settle()
    await say(app, 'I have another question')
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
  })

  it('survives a reload', async () => {
    const app = await mountConversation(confirming)
    await closeAs(app, 'Finalizing')
    app.testBus.bot.join()
    app.testBus.bot.say('How was it?')
    await app.settle()
    await app.reload()
    await say(app, '4')
    expect(arrived(app)).toContain('4')
    expect(app.chat().phase).toBe('closed')
  })
})

describe('after a reload whose history does not reach back to the joining', () => {
  const long = async (options: Parameters<typeof mountConversation>[0] = {}): Promise<App> => {
    const app = await mountConversation({ bus: { async: true, pageSize: 16 }, ...options })
    for (let n = 0; n < 20; n++) app.testBus.agent.say(`line ${n}`)
    await app.settle()
    return app
  }

  it.each(['Finalizing', 'Completed'] as const)(
    'the goodbye of who was there reopens nothing after %s',
    async (state) => {
      const app = await long()
      app.testBus.agent.setState(state)
      await app.settle()
      for (let n = 0; n < 17; n++) app.testBus.server.setState(state)
      await app.settle()
      await app.reload()
      await app.reload()
      app.testBus.agent.say('Goodbye')
      await app.settle()
      expect(app.callbacks).toEqual(['closed', 'notice'])
      expect(app.chat().phase).toBe('closed')
    },
  )

  it('who joins, or was never there before, reopens as ever', async () => {
    const app = await long()
    app.testBus.agent.setState('Completed')
    await app.settle()
    for (let n = 0; n < 17; n++) app.testBus.server.setState('Completed')
    await app.settle()
    await app.reload()
    const ben = app.testBus.centre.createAgent('Ben')
    app.testBus.server.deliver({
      type: 'Text',
      text: 'Hello',
      from: { type: 'Agent', participantId: 'new', nickname: 'New' },
    })
    await app.settle()
    expect(app.chat().phase).toBe('active')
    app.testBus.agent.setState('Completed')
    await app.settle()
    ben.join()
    await app.settle()
    expect(app.callbacks.filter((each) => each === 'reopened')).toHaveLength(2)
  })

  it('who left before it reopens by writing again', async () => {
    const app = await long()
    app.testBus.agent.leave()
    app.testBus.agent.setState('Completed')
    await app.settle()
    for (let n = 0; n < 17; n++) app.testBus.server.setState('Completed')
    await app.settle()
    await app.reload()
    app.testBus.agent.say('I am back')
    await app.settle()
    expect(app.chat().phase).toBe('active')
  })
})

describe('a supervisor who is announced once more, as after a reconnect', () => {
  it('goes on serving, and reopens nothing by it', async () => {
    const app = await mountConversation(regular)
    const sue = app.testBus.centre.createAgent('Sue', 'Supervisor')
    sue.join()
    sue.say('I take over')
    await app.settle()
    const [joined] = app.testBus.centre.session.messages.filter(({ from }) => from.type === 'Supervisor')
    const again = () => app.testBus.server.deliver({ type: 'ParticipantJoined', from: joined?.from } as never)
    again()
    app.testBus.agent.leave()
    await app.wait(10_000)
    expect(app.chat().phase).toBe('active')
  })
})

it('a welcome bot that leaves during the survey of another one does not end it', async () => {
  const app = await mountConversation(confirming)
  const from = { type: 'Bot', participantId: 'welcome', nickname: 'Welcome' }
  app.testBus.server.deliver({ type: 'ParticipantJoined', from })
  await closeAs(app, 'Finalizing')
  app.testBus.bot.join()
  app.testBus.bot.say('How was it?')
  app.testBus.server.deliver({ type: 'ParticipantLeft', from })
  await app.settle()
  await say(app, '5')
  expect(arrived(app)).toContain('5')
  expect(app.chat().phase).toBe('closed')
})

it('a bot with the name of an agent is another one, also on Messenger, where nobody has an id', async () => {
  const { publish, chat } = await openRaw()
  const says = (originatingEntity: string, second: number): [string, object] => {
    const channel = {
      time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
      from: { nickname: 'Anna' },
    }
    const message = { direction: 'Outbound', type: 'Text', text: 'hello', originatingEntity, channel }
    return ['messagesReceived', { messages: [message] }]
  }
  await publish(['started', { newSession: true }], says('Human', 1), says('Bot', 2))
  expect(chat()).toMatchObject({ agents: [{ name: 'Anna' }], botActive: true })
  await publish(says('Human', 3))
  expect(chat()).toMatchObject({ agents: [{ name: 'Anna' }], botActive: false })
})
