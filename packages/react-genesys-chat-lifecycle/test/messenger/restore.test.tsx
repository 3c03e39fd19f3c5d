import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mountTalk, notice, settled } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a reload, which brings everything in the other shape of a message', () => {
  it('finds the closed segment, and shows and tells nothing a second time', async () => {
    const app = await mountTalk()
    app.messenger.agent.disconnect()
    await app.settle()
    const before = app.chat()
    app.callbacks.splice(0)
    await app.reload()
    await app.wait(1_000)
    expect(app.chat()).toMatchObject({ phase: 'closed', isRestored: true, sessionId: before.sessionId })
    expect(app.chat().closedSegment).toEqual(before.closedSegment)
    expect(app.callbacks).toEqual([])
    expect(notice(app)).toMatch(/^Thank you/)
  })

  it('tells of a closing that happened meanwhile, once, with the name of the agent', async () => {
    const app = await mountTalk()
    app.page.unmount()
    app.messenger.agent.disconnect()
    app.callbacks.splice(0)
    await app.reload()
    await app.wait(1_000)
    expect(app.chat().closedSegment).toMatchObject({ agentName: 'Anna', signal: 'interactionState' })
    expect(app.callbacks).toEqual(['closed', 'notice'])
    await app.reload()
    await app.wait(1_000)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it.each([
    ['the customer', (app: Awaited<ReturnType<typeof mountTalk>>) => app.messenger.customer.say('Thanks')],
    [
      'another agent',
      (app: Awaited<ReturnType<typeof mountTalk>>) =>
        app.messenger.centre.createAgent('Bert').say('Me again'),
    ],
    ['a bot', (app: Awaited<ReturnType<typeof mountTalk>>) => app.messenger.bot.say('Hello')],
  ])('does not close again what %s has reopened', async (_, reopen) => {
    const app = await mountTalk()
    app.messenger.agent.disconnect()
    await app.settle()
    reopen(app)
    await app.settle()
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
    const { phase } = app.chat()
    expect(phase).not.toBe('closed')
    await app.reload()
    expect(app.chat().phase).toBe(phase)
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
  })

  it('keeps the ids of messages, so that a list keeps its keys', async () => {
    const app = await mountTalk()
    const before = app.messages().map(({ id, text, from, at }) => ({ id, text, from, at }))
    expect(before.map(({ text }) => text)).toEqual(['Hello', 'Hello Joe'])
    await app.reload()
    expect(app.messages().map(({ id, text, from, at }) => ({ id, text, from, at }))).toEqual(before)
    expect(app.messages().every(({ isHistoric }) => isHistoric)).toBe(true)
  })

  it('knows who is there, in the order of the conversation, although history comes newest first', async () => {
    const app = await mountTalk()
    app.messenger.agent.disconnect()
    app.messenger.customer.say('One more thing')
    await app.settle()
    app.messenger.centre.createAgent('Bert').say('Yes?')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Bert' }] })
    await app.reload()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Bert' }] })
  })
})

it('a reconnect brings what was said meanwhile, and no old closing', async () => {
  const app = await mountTalk()
  app.messenger.agent.disconnect()
  await app.settle()
  app.messenger.customer.say('One more thing')
  await app.settle()
  app.messenger.server.offline()
  await app.settle()
  expect(app.chat()).toMatchObject({ connection: 'offline', canSend: false })
  await expect(app.chat().send('Hello?')).rejects.toMatchObject({ kind: 'unavailable' })
  app.messenger.agent.say('I am back')
  app.messenger.server.online()
  await app.wait(2_000)
  expect(app.chat()).toMatchObject({ connection: 'online', phase: 'active', canSend: true })
  expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
  expect(app.messages().map(({ text }) => text)).toEqual([
    'Hello',
    'Hello Joe',
    'One more thing',
    // It was not sent.
    'Hello?',
    'I am back',
  ])
  expect(app.messages()[3]).toMatchObject({ delivery: 'failed', error: { kind: 'unavailable' } })
})

it('a closing while the network was away is told when it is back', async () => {
  const app = await mountTalk()
  app.messenger.server.offline()
  await app.settle()
  app.messenger.agent.disconnect()
  app.messenger.server.online()
  await app.wait(2_000)
  expect(app.callbacks).toEqual(['closed', 'notice'])
})

it('an older page with a Disconnect closes nothing', async () => {
  const app = await mountTalk()
  app.messenger.agent.disconnect()
  await app.settle()
  for (let n = 0; n < 30; n++) app.messenger.agent.say(`Line ${n}`)
  await app.settle()
  app.callbacks.splice(0)
  sessionStorage.clear()
  await app.reload()
  expect(app.chat().phase).toBe('active')
  expect(app.messages()).toHaveLength(25)
  app.messenger.genesys('command', 'MessagingService.fetchHistory', {})
  await app.settle()
  expect(app.messages()).toHaveLength(32)
  expect(app.messages()[0]?.text).toBe('Hello')
  expect(app.chat().phase).toBe('active')
  expect(app.callbacks).toEqual([])
})

it('a provider that is mounted anew knows what the page heard meanwhile', async () => {
  const app = await mountTalk()
  app.page.unmount()
  app.messenger.agent.say('Are you there?')
  app.messenger.agent.disconnect()
  await app.settle()
  app.callbacks.splice(0)
  app.mount()
  await app.wait(2_000)
  expect(app.chat()).toMatchObject({ phase: 'closed' })
  expect(app.messages().map(({ text }) => text)).toEqual(['Hello', 'Hello Joe', 'Are you there?'])
  expect(app.callbacks).toEqual(['closed', 'notice'])
})

it('a provider that is mounted while the network is away knows it', async () => {
  const app = await mountTalk()
  app.messenger.server.offline()
  await app.settle()
  app.page.unmount()
  app.mount()
  await app.settle()
  expect(app.chat()).toMatchObject({ phase: 'active', connection: 'offline', canSend: false })
  app.messenger.server.online()
  await app.wait(2_000)
  expect(app.chat()).toMatchObject({ phase: 'active', connection: 'online' })
})

it.each(['resume', 'end-closed', 'end'] as const)('restorePolicy %s', async (restorePolicy) => {
  const app = await mountTalk({ provider: { restorePolicy } })
  app.messenger.agent.disconnect()
  await app.settle()
  await app.reload()
  await app.wait(1_000)
  expect(app.chat().phase).toBe(restorePolicy === 'resume' ? 'closed' : 'ended')
  expect(app.messenger.commandsNamed('MessagingService.clearConversation')).toHaveLength(
    restorePolicy === 'resume' ? 0 : 1,
  )
})

it('a conversation that the library did not see begin is restored under the id of its deployment', async () => {
  const app = await mountTalk()
  localStorage.removeItem('react-genesys-chat-lifecycle/messenger')
  await app.reload()
  expect(app.chat()).toMatchObject({ phase: 'active', sessionId: expect.stringMatching(/^deployment-\d+$/) })
})

it('the id of a conversation stays through reloads, and is another one for the next', async () => {
  const app = await mountTalk()
  const first = app.chat().sessionId
  expect(first).toMatch(/^deployment-\d+:\d{13}$/)
  await app.reload()
  expect(app.chat().sessionId).toBe(first)
  await settled(app, app.chat().end())
  await app.wait(1_000)
  await settled(app, app.chat().start())
  expect(app.chat().sessionId).not.toBe(first)
  expect(app.chat().phase).toBe('waiting')
})

it('the id of a conversation stays where another deployment of the same origin has one too', async () => {
  const app = await mountTalk()
  const { sessionId } = app.chat()
  app.messenger.agent.disconnect()
  await app.settle()
  const other = await mountTalk()
  await app.reload()
  await app.wait(1_000)
  expect(app.chat()).toMatchObject({ phase: 'closed', sessionId })
  expect(app.callbacks).toEqual(['closed', 'notice'])
  await settled(other, other.chat().end())
  await app.reload()
  expect(app.chat().sessionId).toBe(sessionId)
  await settled(app, app.chat().end())
  expect(localStorage.getItem('react-genesys-chat-lifecycle/messenger')).toBe('{}')
})
