import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useGenesysChatMessages } from '../../src/index.ts'
import { mountMessenger, mountTalk, settled } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

let messages: ReturnType<typeof useGenesysChatMessages>
function Watch() {
  messages = useGenesysChatMessages()
  return null
}

describe('updateUserData()', () => {
  it('rides on the next message, and keeps what was attached before', async () => {
    const app = await mountTalk()
    await settled(app, app.chat().updateUserData({ basket: '42' }))
    await settled(app, app.chat().updateUserData({ page: 'checkout' }))
    await settled(app, app.chat().send('Here I am'))
    await app.settle()
    expect(app.messenger.centre.session.userData).toMatchObject({ basket: '42', page: 'checkout' })
  })

  it.each([
    ['nested values', { basket: { id: 42 } }, 'Nested object is not supported for custom attributes'],
    ['more than Messenger takes', { basket: 'x'.repeat(3_000) }, /2048 bytes/],
  ])('rejects %s', async (_, data, reason) => {
    const app = await mountTalk()
    await expect(settled(app, app.chat().updateUserData(data))).rejects.toMatchObject({
      kind: 'rejected',
      reason: expect.stringMatching(reason),
    })
  })
})

it('reset() takes back what was attached for the next message', async () => {
  const app = await mountTalk()
  await settled(app, app.chat().updateUserData({ customer: 'Joe' }))
  await settled(app, app.chat().reset())
  await settled(app, app.chat().send('I am Ann'))
  await app.settle()
  expect(app.messenger.centre.session.userData).toEqual({})
})

describe('loadOlder()', () => {
  async function mountLong() {
    const app = await mountMessenger({ children: <Watch /> })
    app.messenger.customer.say('Message 1')
    await app.settle()
    for (let n = 2; n <= 60; n++) app.messenger.agent.say(`Message ${n}`)
    await app.settle()
    await app.reload()
    return app
  }

  it('brings one page after the other, until there are no more', async () => {
    const app = await mountLong()
    expect([messages.messages.length, messages.hasOlder]).toEqual([25, true])
    await settled(app, messages.loadOlder())
    expect([messages.messages.length, messages.hasOlder]).toEqual([50, true])
    await settled(app, messages.loadOlder())
    expect([messages.messages.length, messages.hasOlder]).toEqual([60, false])
    expect(messages.messages[0]?.text).toBe('Message 1')
  })

  it('rejects without a network, where Messenger says that there are no more', async () => {
    const app = await mountLong()
    app.messenger.server.offline()
    await app.settle()
    await expect(settled(app, messages.loadOlder())).rejects.toMatchObject({ kind: 'unavailable' })
    app.messenger.server.online()
    await app.wait(2_000)
    expect(messages.hasOlder).toBe(true)
    await settled(app, messages.loadOlder())
    expect(messages.messages).toHaveLength(50)
  })
})
