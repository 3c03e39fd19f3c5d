import { describe, expect, test } from 'vitest'
import { type RealWidget, type RealWidgetOptions, whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'
import { createStoppableClock } from './stoppableClock.ts'
import { messageShapes, recording, tell } from './story.ts'

// The recordings were made against another server. What the real widget makes of ours must be the same.

const { begin } = prepareRealWidget()

async function beginWithAnna(mode: RealWidgetOptions['mode'], server: RealWidgetOptions['server'] = {}) {
  const { widget, chat, hears } = await begin(mode, { server })
  const session = widget.simulator.centre.session(chat.sessionId)
  session.join('Anna')
  await widget.waitFor('WebChatService.agentConnected', { since: 0 })
  await hears('"Anna"')
  return { widget, chat: session, hears }
}

const PATIENTLY = { timeout: 10_000 }

async function expectSame(widget: RealWidget, name: string): Promise<void> {
  await expect.poll(() => tell(widget.events), PATIENTLY).toEqual(tell(recording(name).events))
}

describe.skipIf(whySkipped)('the same as in the recording', () => {
  test('async-finalizing-then-completed', async () => {
    const { widget, chat, hears } = await beginWithAnna('async')
    await widget.command('WebChatService.sendMessage', { message: 'my question' })
    await hears('my question')
    chat.say({ type: 'Text', text: 'Done. Bye' })
    chat.setState('Finalizing')
    chat.leave()
    await hears('Finalizing')
    chat.setState('Completed')
    await hears('Completed')
    const recorded = recording('async-finalizing-then-completed').events
    await expect.poll(() => tell(widget.events)).toEqual(tell(recorded))
    expect(messageShapes(widget.events)).toEqual(messageShapes(recorded))
  })

  test('async-restore-after-completed', async () => {
    const { widget, chat, hears } = await beginWithAnna('async')
    await widget.command('WebChatService.sendMessage', { message: 'my question' })
    await hears('my question')
    chat.say({ type: 'Text', text: 'Bye' })
    chat.setState('Finalizing')
    chat.leave()
    chat.setState('Completed')
    await hears('Completed')
    const since = await widget.reload()
    await widget.waitFor('WebChatService.messageReceived', { since })
    await expect
      .poll(() => tell(widget.events))
      .toEqual(tell(recording('async-restore-after-completed').events))
  })

  test('regular-restore-after-finalizing', async () => {
    const { widget, chat, hears } = await beginWithAnna('regular')
    chat.say({ type: 'Text', text: 'Bye' })
    chat.setState('Finalizing')
    chat.leave()
    await hears('Finalizing')
    const since = await widget.reload()
    await widget.waitFor('WebChatService.messageReceived', { since })
    await expect
      .poll(() => tell(widget.events))
      .toEqual(tell(recording('regular-restore-after-finalizing').events))
  })

  test('async-history-page-holds-old-completed', async () => {
    // The widget sorts a page by the index without its dash, so it matters what falls into one millisecond.
    const clock = createStoppableClock()
    const { widget, chat, hears } = await beginWithAnna('async', { clock })
    clock.stop()
    for (let number = 0; number < 30; number++) chat.say({ type: 'Text', text: `old ${number}` })
    chat.setState('Completed')
    chat.leave()
    clock.go()
    await hears('Completed')
    clock.stop()
    chat.write({ type: 'Text', text: 'again' })
    chat.join('Bert')
    for (let number = 0; number < 25; number++) chat.say({ type: 'Text', text: `new ${number}` })
    clock.go()
    await hears('new 24')
    const since = await widget.reload()
    await widget.waitFor('WebChatService.messageReceived', { since })
    await widget.waitFor('WebChat.opened', { since })
    const before = widget.events.length
    expect(await widget.command('WebChatService.fetchHistory')).toMatchObject({ outcome: 'resolved' })
    await widget.waitFor('WebChatService.waking', { since: before })
    const recorded = recording('async-history-page-holds-old-completed').events
    const reloaded = (events: string[]) => events.slice(events.lastIndexOf('WebChatService.restored'))
    await expect.poll(() => reloaded(tell(widget.events))).toEqual(reloaded(tell(recorded)))
  })

  test('regular-server-ends-chat', async () => {
    const { widget, chat } = await beginWithAnna('regular')
    const since = widget.events.length
    chat.say({ type: 'Text', text: 'Bye' })
    chat.setState('Finalizing')
    chat.end()
    await widget.waitFor('WebChatService.messageReceived', { since })
    await expectSame(widget, 'regular-server-ends-chat')
  })

  test('regular-session-lost', async () => {
    const { widget, chat } = await beginWithAnna('regular')
    const since = widget.events.length
    widget.simulator.centre.forget(chat.id)
    await widget.waitFor('WebChatService.pollingStopped', { since })
    await expectSame(widget, 'regular-session-lost')
  })

  test('regular-end-chat', async () => {
    const { widget } = await beginWithAnna('regular')
    expect(await widget.command('WebChatService.endChat')).toMatchObject({ outcome: 'resolved' })
    expect(await widget.command('WebChatService.endChat')).toEqual({
      outcome: 'rejected',
      value: 'There is no active chat session',
    })
    const completions = () => widget.events.filter(({ event }) => event === 'WebChat.completed')
    await expect.poll(completions).toHaveLength(2)
    expect(await widget.command('WebChat.close')).toMatchObject({ outcome: 'resolved' })
    expect(await widget.command('WebChat.close')).toEqual({ outcome: 'rejected', value: 'already closed' })
    await expectSame(widget, 'regular-end-chat')
  })

  test('regular-finalizing', async () => {
    const { widget, chat, hears } = await beginWithAnna('regular')
    chat.say({ type: 'Text', text: 'Hello, how can I help?' })
    await hears('how can I help?')
    await widget.command('WebChatService.sendMessage', { message: 'my question' })
    await hears('my question')
    chat.say({ type: 'Text', text: 'Done. Bye' })
    chat.setState('Finalizing')
    chat.leave()
    await expectSame(widget, 'regular-finalizing')
  })

  test('async-follow-up-starts-new-segment', async () => {
    const { widget, chat, hears } = await beginWithAnna('async')
    const closeWith = (text: string) => {
      chat.say({ type: 'Text', text })
      chat.setState('Finalizing')
      chat.leave()
      chat.setState('Completed')
    }
    closeWith('Bye')
    await hears('Bye')
    await widget.command('WebChatService.sendMessage', { message: 'one more thing' })
    await hears('one more thing')
    chat.join('Bert')
    await hears('Bert')
    closeWith('Sure. Bye again')
    await expectSame(widget, 'async-follow-up-starts-new-segment')
  })

  test('async-finalizing-while-closed', async () => {
    const { widget, chat, hears } = await beginWithAnna('async')
    expect(await widget.command('WebChat.close')).toMatchObject({ outcome: 'resolved' })
    chat.say({ type: 'Text', text: 'Bye' })
    chat.setState('Finalizing')
    chat.leave()
    await hears('Finalizing')
    const notice = { type: 'text', text: 'notice' }
    expect(await widget.command('WebChat.injectMessage', notice)).toEqual({
      outcome: 'rejected',
      value: 'No chat session to inject into.',
    })
    await widget.command('WebChat.open')
    await widget.waitFor('WebChatService.restored', { since: 0 })
    await expect
      .poll(async () => (await widget.command('WebChat.injectMessage', notice)).outcome)
      .toBe('resolved')
    await expectSame(widget, 'async-finalizing-while-closed')
  })

  test('regular-offline-online', async () => {
    const { widget } = await beginWithAnna('regular')
    await widget.context.setOffline(true)
    await widget.waitFor('WebChatService.disconnected', { since: 0 })
    const sent = await widget.command('WebChatService.sendMessage', { message: 'hi' }, 1000)
    expect(sent.outcome).toBe('never settled')
    await widget.context.setOffline(false)
    await expectSame(widget, 'regular-offline-online')
  })

  test('regular-server-errors', async () => {
    const { widget, chat } = await beginWithAnna('regular')
    await widget.agent.addFault({ status: 500, forMs: 1000 })
    await widget.waitFor('WebChatService.error', { since: 0 })
    chat.say({ type: 'Text', text: 'back' })
    const recorded = tell(recording('regular-server-errors').events)
    await expect.poll(() => once(tell(widget.events)), PATIENTLY).toEqual(once(recorded))
  })
})

/** How often an error comes is a matter of how long it lasts. */
function once(story: string[]): string[] {
  return story.filter((line, at) => line !== story[at - 1])
}
