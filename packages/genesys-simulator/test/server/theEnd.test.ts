import { describe, expect, test } from 'vitest'
import { createTestCentre, inShort } from './support/client.ts'

describe('the end', () => {
  test('of a regular chat is when the customer leaves', async () => {
    const joe = await createTestCentre().startChat('shop')
    await joe.chat.join('Anna')
    expect(await joe.leave()).toMatchObject({ status: 200, data: { chatEnded: true } })
    const { messages, chatEnded } = await joe.poll()
    expect(inShort(messages).slice(2)).toEqual(['Joe: ParticipantLeft', 'Anna: ParticipantLeft'])
    expect(chatEnded).toBe(true)
    expect(await joe.send('too late')).toMatchObject({ status: 200, data: { chatEnded: true } })
    expect((await joe.chat.messages()).messages).toHaveLength(4)
  })

  test('an asynchronous chat stays when the customer leaves, and can be joined again', async () => {
    const { startChat, ask } = createTestCentre()
    const joe = await startChat('shop-async')
    await joe.poll()
    expect(await joe.leave()).toMatchObject({ data: { chatEnded: false } })
    expect(await joe.chat.summary()).toMatchObject({ ended: false, customer: { present: false } })
    await ask('', { method: 'POST', headers: { 'x-nexus-client-key': joe.token } })
    expect(inShort((await joe.poll()).messages)).toEqual(['Joe: ParticipantLeft', 'Joe: ParticipantJoined'])
  })

  test('by the server comes with the last messages, and no token opens that chat again', async () => {
    const { startChat, ask } = createTestCentre()
    const joe = await startChat('shop-async')
    await joe.poll()
    await joe.chat.join('Anna')
    await joe.chat.end()
    const delivery = await joe.poll()
    expect(inShort(delivery.messages)).toEqual(['Anna: ParticipantJoined', 'Anna: ParticipantLeft'])
    expect(delivery.chatEnded).toBe(true)
    expect(await joe.poll('?count=20')).toMatchObject({ chatEnded: true, messages: { length: 3 } })
    const rejoin = await ask('', { method: 'POST', headers: { 'x-nexus-client-key': joe.token } })
    expect(rejoin).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
  })

  test('after which a forgotten chat is no session any more', async () => {
    const joe = await createTestCentre().startChat()
    await joe.chat.forget()
    expect(await joe.ask('/messages')).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
    expect(await joe.send('hello?')).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
    await expect(joe.chat.summary()).rejects.toThrow('There is no such session.')
  })

  test('nobody can be thrown out by a customer', async () => {
    const joe = await createTestCentre().startChat()
    const { participantId } = await joe.chat.join('Anna')
    expect(await joe.ask(`/participants/${participantId}`, { method: 'DELETE' })).toMatchObject({
      status: 400,
    })
    expect(await joe.chat.summary()).toMatchObject({ participants: [{ nickname: 'Anna' }] })
  })

  test('the widget’s second DELETE, to "undefined", is refused without harm', async () => {
    const { ask } = createTestCentre()
    const headers = { 'x-nexus-client-key': 'undefined' }
    const answer = await ask('/undefined/participants/undefined', { method: 'DELETE', headers })
    expect(answer).toMatchObject({ status: 401 })
  })
})
