import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, dataOf, namesSince } from './reading.ts'

/** Who ends a chat, and what is told of it. */
export function endingsContract(test: ContractTest): void {
  test('we end it: told in this order, the window stays with its input disabled', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await page.quiet()
    const since = page.events.length
    expect(await page.command('WebChatService.endChat')).toMatchObject({ outcome: 'resolved' })
    await page.quiet()
    expect(namesSince(page, since)).toEqual([
      'WebChatService.pollingStopped',
      'WebChatService.data.sessionActive',
      'WebChatService.clientDisconnected',
      'WebChatService.ended',
      'WebChatService.agentDisconnected',
      'WebChat.messageAdded',
      'WebChat.completed',
    ])
    const news = dataOf<{ agents: object; message?: unknown }>(page, 'WebChatService.agentDisconnected')
    expect(news.message).toBeUndefined()
    expect(Object.values(news.agents)).toMatchObject([{ name: 'Anna', connected: true }])
    expect(await page.see()).toMatchObject({ open: true, inputEnabled: false })
    expect((await page.see()).texts.at(-1)).toBe('Chat Ended')
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
  })

  test('we end it before anybody came: cancelled', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.command('WebChatService.endChat')
    await page.waitFor('WebChat.cancelled', { since: 0 })
    expect(namesSince(page)).not.toContain('WebChat.completed')
  })

  test('we end it when only a bot had come: cancelled, since nothing told the window of a bot', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Robo', 'Bot')
    await page.quiet()
    await page.command('WebChatService.endChat')
    await page.waitFor('WebChat.cancelled', { since: 0 })
  })

  test('we end it twice: rejected, and ended is told again', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.command('WebChatService.endChat')
    await page.quiet()
    const since = page.events.length
    expect(await page.command('WebChatService.endChat')).toEqual({
      outcome: 'rejected',
      value: 'There is no active chat session',
    })
    await page.waitFor('WebChatService.ended', { since })
    await page.quiet()
    expect(namesSince(page, since)).not.toContain('WebChatService.agentDisconnected')
  })

  test('WebChat.endChat resolves before the request is done', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.server.slow(800, 'DELETE')
    const since = page.events.length
    expect(await page.command('WebChat.endChat')).toMatchObject({ outcome: 'resolved' })
    expect(namesSince(page, since)).not.toContain('WebChatService.ended')
    await page.waitFor('WebChatService.ended', { since })
  })

  test('after the end, the window can be closed for good and opened afresh', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.command('WebChatService.endChat')
    await page.quiet()
    const since = page.events.length
    await page.command('WebChat.close')
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChat.closed'])
    expect((await page.see()).open).toBe(false)
    await page.customer.startChat()
    expect((await page.see()).texts).toEqual(['Chat Started'])
  })

  test('closed before the end has come back: the window opens again, on a session that is gone', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.server.slow(1500, 'DELETE')
    const since = page.events.length
    await page.run(({ bus }) => {
      bus.command('WebChatService.endChat')
      bus.command('WebChat.close')
    })
    await page.waitFor('WebChat.opened', { since })
    await page.waitFor('WebChatService.ended', { since })
    await page.quiet()
    expect((await page.see()).open).toBe(true)
  })

  test('the server ends it: never told, the session looks alive and is gone, and what is typed is lost', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await page.quiet()
    const since = page.events.length
    await page.agent.say('Bye')
    await page.server.end()
    await page.waitFor('WebChatService.pollingStopped', { since })
    await page.quiet()
    const told = namesSince(page, since).filter((name) => name !== 'WebChat.messageAdded')
    expect(told[told.length - 1]).toBe('WebChatService.messageReceived')
    expect(told).not.toContain('WebChatService.ended')
    expect(await page.run(({ bus }) => bus.data('WebChatService.sessionActive'))).toBe(true)
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
    expect((await page.see()).inputEnabled).toBe(true)
    await page.customer.say('hello?')
    expect((await page.see()).draft).toBe('')
    expect((await page.see()).texts).not.toContain('hello?')
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      value: 'There is already an active chat session',
    })
    expect(await page.command('WebChatService.endChat')).toMatchObject({ outcome: 'rejected' })
    await page.waitFor('WebChatService.ended', { since })
    await page.quiet()
    expect((await page.see()).inputEnabled).toBe(false)
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      outcome: 'resolved',
    })
  })

  test('the server ended it while the page was away: restored, one poll, and then nothing', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.customer.leave()
    await page.server.end()
    const since = page.events.length
    await page.customer.comeBack()
    await page.waitFor('WebChatService.restored', { since })
    await page.quiet()
    const told = page.events.slice(since).map(({ event }) => event)
    expect(told.filter((name) => name === 'WebChatService.pollingStarted')).toHaveLength(1)
    expect(told).not.toContain('WebChatService.pollingStopped')
    expect(told).not.toContain('WebChatService.ended')
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
  })

  test('the session is lost: told, once', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    const since = page.events.length
    await page.server.forget()
    await page.waitFor('WebChatService.pollingStopped', { since })
    await page.quiet()
    expect(namesSince(page, since)).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.sessionLost',
      'WebChatService.error',
      'WebChatService.pollingStopped',
    ])
    expect(dataOf(page, 'WebChatService.sessionLost')).toMatchObject({
      status: 404,
      responseJSON: { status: { code: 'INVALID_SESSION' } },
    })
  })

  test('a session that is lost at its first poll: told, but not that polling has stopped', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.server.slow(800, 'GET')
    await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    await page.server.forget()
    await page.waitFor('WebChatService.sessionLost', { since: 0 })
    await page.quiet()
    expect(namesSince(page)).not.toContain('WebChatService.pollingStopped')
  })

  test('a chat that the server ends at its first poll: nothing tells, and only its data is gone', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.server.slow(800, 'GET')
    await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    await page.server.end()
    await page.quiet()
    await page.quiet()
    expect(namesSince(page)).not.toContain('WebChatService.pollingStopped')
    expect(namesSince(page)).not.toContain('WebChatService.ended')
    expect(await page.command('WebChatService.getSessionData')).toEqual({ outcome: 'resolved', value: {} })
    expect(await page.run(({ bus }) => bus.data('WebChatService.sessionActive'))).toBe(true)
  })

  test('an asynchronous chat that the server ends during a page of history: nothing tells either', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.agent.join('Anna')
    for (let at = 0; at < 25; at += 1) await page.agent.say(`word ${at}`)
    await page.quiet()
    await page.customer.reload()
    await page.quiet()
    const since = page.events.length
    await page.server.slow(800, 'GET')
    await page.run(({ bus }) => void bus.command('WebChatService.fetchHistory'))
    await page.server.end()
    await page.quiet()
    await page.server.recover()
    await page.quiet()
    expect(namesSince(page, since)).toContain('WebChatService.waking')
    expect(namesSince(page, since)).not.toContain('WebChatService.pollingStopped')
    expect(namesSince(page, since)).not.toContain('WebChatService.ended')
    expect(await page.command('WebChatService.getSessionData')).toEqual({ outcome: 'resolved', value: {} })
    expect(await page.run(({ bus }) => bus.data('WebChatService.sessionActive'))).toBe(true)
  })

  test('an asynchronous chat that the server has ended: a start is refused, again without the token, and not after a page load', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.quiet()
    await page.server.end()
    await page.quiet()
    await page.command('WebChatService.endChat')
    const start = () => page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    expect(await start()).toMatchObject({ outcome: 'rejected', value: { status: 404 } })
    expect(await start()).toMatchObject({ outcome: 'rejected', value: { status: 404 } })
    await page.customer.reload()
    expect(await start()).toMatchObject({ outcome: 'resolved' })
  })

  test('an asynchronous chat that we ended is joined again by the next start, with its old state', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    const first = dataOf<{ data: { sessionId: string } }>(page, 'WebChatService.started').data.sessionId
    await page.agent.join('Anna')
    await page.agent.state('Completed')
    await page.quiet()
    await page.command('WebChatService.endChat')
    await page.waitFor('WebChatService.ended', { since: 0 })
    await page.command('WebChat.close')
    await page.waitFor('WebChat.closed', { since: 0 })
    const since = page.events.length
    await page.command('WebChat.open')
    await page.waitFor('WebChatService.restored', { since })
    await page.quiet()
    expect(batchesSince(page, since).flat()).toContain('Completed')
    expect(await page.command('WebChatService.getSessionData')).toMatchObject({ value: { sessionId: first } })
  })

  test('an asynchronous chat that we ended is joined again by startChat, too', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    const { sessionId } = dataOf<{ data: { sessionId: string } }>(page, 'WebChatService.started').data
    await page.command('WebChatService.endChat')
    await page.waitFor('WebChatService.ended', { since: 0 })
    await page.quiet()
    const since = page.events.length
    await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    const started = await page.waitFor('WebChatService.started', { since })
    expect(started.data).toMatchObject({ data: { sessionId } })
  })

  test('a chat started while the end of the one before is under way is ended by it', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.server.slow(1000, 'DELETE')
    const since = page.events.length
    await page.run(({ bus }) => void bus.command('WebChatService.endChat'))
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      outcome: 'resolved',
    })
    await page.waitFor('WebChatService.ended', { since })
    await page.quiet()
    expect(namesSince(page, since).filter((name) => /started|ended/.test(name))).toEqual([
      'WebChatService.started',
      'WebChatService.ended',
    ])
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
  })
}
