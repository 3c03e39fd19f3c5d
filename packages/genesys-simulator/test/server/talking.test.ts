import { describe, expect, test } from 'vitest'
import { createTestCentre, inShort, postForm } from './support/client.ts'

describe('talking', () => {
  test('delivers each message once, the customer’s own included', async () => {
    const joe = await createTestCentre().startChat()
    await joe.poll()
    await joe.send('my question')
    await joe.chat.join('Anna')
    await joe.chat.say('my answer')
    const { messages, lastDeliveredIndex } = await joe.poll()
    expect(inShort(messages)).toEqual(['Joe: my question', 'Anna: ParticipantJoined', 'Anna: my answer'])
    expect(lastDeliveredIndex).toBe(messages.at(-1)?.index)
    expect(await joe.poll()).toMatchObject({ messages: [], lastDeliveredIndex })
  })

  test('takes typing, which is delivered but is no history', async () => {
    const joe = await createTestCentre().startChat()
    await joe.poll()
    await joe.ask('/messages', postForm({ 'data[type]': 'TypingStarted', 'data[text]': '' }))
    await joe.chat.join('Anna')
    await joe.chat.typing()
    await joe.chat.typing({ stopped: true })
    expect(inShort((await joe.poll()).messages)).toEqual([
      'Joe: TypingStarted',
      'Anna: ParticipantJoined',
      'Anna: TypingStarted',
      'Anna: TypingStopped',
    ])
    expect(inShort((await joe.poll('?count=20')).messages)).toEqual([
      'Joe: ParticipantJoined',
      'Anna: ParticipantJoined',
    ])
  })

  test('refuses silence, unknown types and texts without end, saying why', async () => {
    const joe = await createTestCentre().startChat()
    const send = (fields: Record<string, string>) => joe.ask('/messages', postForm(fields))
    expect(await send({ 'data[text]': '  ' })).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('data.text'),
    })
    expect(await send({ 'data[type]': 'Shout', 'data[text]': 'hi' })).toMatchObject({
      status: 400,
      message: expect.stringContaining('data.type'),
    })
    expect(await send({ 'data[text]': 'x'.repeat(16_385) })).toMatchObject({
      status: 400,
      message: expect.stringContaining('data.text'),
    })
    expect(await send({})).toMatchObject({ status: 400, message: expect.stringContaining('data') })
  })

  test('keeps user data that comes later', async () => {
    const joe = await createTestCentre().startChat()
    await joe.ask('/userdata', postForm({ 'data[order]': '1', 'data[colour]': 'red' }, 'PUT'))
    await joe.ask('/userdata', postForm({ 'data[order]': '2' }, 'PUT'))
    expect(await joe.chat.summary()).toMatchObject({ userData: { order: '2', colour: 'red' } })
  })
})

describe('history', () => {
  const withMessages = async (count: number) => {
    const joe = await createTestCentre().startChat()
    await joe.chat.join('Anna')
    for (let number = 1; number <= count; number++) await joe.chat.say(`text ${number}`)
    return joe
  }

  test('restores the last messages, oldest first, and polls go on from there', async () => {
    const joe = await withMessages(5)
    expect(inShort((await joe.poll('?count=3')).messages)).toEqual([
      'Anna: text 3',
      'Anna: text 4',
      'Anna: text 5',
    ])
    expect((await joe.poll()).messages).toEqual([])
    await joe.chat.say('news')
    expect(inShort((await joe.poll()).messages)).toEqual(['Anna: news'])
  })

  test('an older page ends with the index that was asked for; when there is nothing older, it comes alone', async () => {
    const joe = await withMessages(5)
    const [oldest] = (await joe.poll('?count=3')).messages
    const page = (await joe.poll(`?index=${oldest?.index}&count=3`)).messages
    expect(inShort(page)).toEqual(['Anna: text 1', 'Anna: text 2', 'Anna: text 3'])
    const first = (await joe.poll(`?index=${page[0]?.index}&count=20`)).messages
    expect(inShort(first)).toEqual(['Joe: ParticipantJoined', 'Anna: ParticipantJoined', 'Anna: text 1'])
    expect(inShort((await joe.poll(`?index=${first[0]?.index}&count=20`)).messages)).toEqual([
      'Joe: ParticipantJoined',
    ])
  })

  test('an older page takes nothing away from the polls', async () => {
    const joe = await withMessages(1)
    const [oldest] = (await joe.poll('?count=1')).messages
    await joe.chat.say('news')
    await joe.poll(`?index=${oldest?.index}&count=2`)
    expect(inShort((await joe.poll()).messages)).toEqual(['Anna: news'])
  })

  test('a poll with an index brings again what came after it', async () => {
    const joe = await withMessages(2)
    const { messages } = await joe.poll()
    expect(inShort((await joe.poll(`?index=${messages.at(-2)?.index}`)).messages)).toEqual(['Anna: text 2'])
  })

  test('refuses a count or an index that is none', async () => {
    const joe = await createTestCentre().startChat()
    for (const query of [
      '?count=0',
      '?count=x',
      '?count=-1',
      '?count=10001',
      '?index=17',
      '?index=1-2-3&count=20',
    ]) {
      expect(await joe.ask(`/messages${query}`), query).toMatchObject({
        status: 400,
        code: 'INVALID_REQUEST',
      })
    }
  })
})
