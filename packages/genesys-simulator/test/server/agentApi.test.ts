import { describe, expect, test } from 'vitest'
import { createTestCentre, inShort, postJson } from './support/client.ts'

describe('a chat by the name of newest', () => {
  test('is the one that was started last', async () => {
    const centre = createTestCentre()
    await centre.startChat()
    const joe = await centre.startChat()
    expect((await centre.agent.session('newest').join('Anna')).nickname).toBe('Anna')
    expect((await joe.chat.summary()).participants).toMatchObject([{ nickname: 'Anna' }])
  })

  test('is none before there is a chat', async () => {
    await expect(createTestCentre().agent.session('newest').join('Anna')).rejects.toThrow('newest')
  })
})

test('quick replies go over the wire as the widget draws them', async () => {
  const joe = await createTestCentre().startChat()
  await joe.chat.join('Anna')
  await joe.chat.offer({ text: 'Did that help?', quickReplies: ['Yes', { text: 'No', payload: 'no' }] })
  expect((await joe.poll()).messages.at(-1)).toMatchObject({
    type: 'Structured',
    text: 'Did that help?',
    contentType: 'quick-replies',
    content: [{ text: 'Yes' }, { text: 'No' }],
  })
})

describe('several agents in one chat', () => {
  test('the last who joined speaks, unless one is named', async () => {
    const joe = await createTestCentre().startChat()
    const anna = await joe.chat.join('Anna')
    await joe.chat.join('Bert')
    await joe.chat.say('I am Bert')
    await joe.chat.say('I am Anna', 'Anna')
    await joe.chat.say('I am Anna too', anna.participantId)
    expect(inShort((await joe.poll()).messages).slice(3)).toEqual([
      'Bert: I am Bert',
      'Anna: I am Anna',
      'Anna: I am Anna too',
    ])
  })

  test('when the last one leaves, the one before speaks again', async () => {
    const joe = await createTestCentre().startChat()
    await joe.chat.join('Anna')
    await joe.chat.join('Bert')
    await joe.chat.leave()
    expect((await joe.chat.say('me again')).from.nickname).toBe('Anna')
  })

  test('a transfer brings the new one in before the old one leaves', async () => {
    const joe = await createTestCentre().startChat()
    await joe.chat.join('Robo', 'Bot')
    await joe.chat.transfer('Anna')
    expect(inShort((await joe.poll()).messages).slice(1)).toEqual([
      'Robo: ParticipantJoined',
      'Anna: ParticipantJoined',
      'Robo: ParticipantLeft',
    ])
    expect((await joe.chat.summary()).participants).toMatchObject([{ nickname: 'Anna', type: 'Agent' }])
  })

  test('bots and supervisors say what they are', async () => {
    const joe = await createTestCentre().startChat()
    expect(await joe.chat.join('Robo', 'Bot')).toMatchObject({ type: 'Bot' })
    expect(await joe.chat.join('Sue', 'Supervisor')).toMatchObject({ type: 'Supervisor' })
  })
})

describe('segments', () => {
  test('the closing state goes over the wire as a system message', async () => {
    const joe = await createTestCentre().startChat('shop-async')
    await joe.poll()
    await joe.chat.state('Finalizing')
    expect((await joe.poll()).messages).toMatchObject([
      {
        type: 'System',
        from: { type: 'System', participantId: '00000000-0000-0000-0000-000000000000' },
        event: 'InteractionStateChange',
        data: { interactionState: 'Finalizing' },
      },
    ])
  })

  test('in an asynchronous chat a follow-up opens the next one, and wants an agent', async () => {
    const joe = await createTestCentre().startChat('shop-async')
    expect(await joe.chat.summary()).toMatchObject({ needsAgent: true, segments: { length: 1 } })
    await joe.chat.join('Anna')
    expect(await joe.chat.summary()).toMatchObject({ needsAgent: false })
    await joe.chat.state('Finalizing')
    await joe.chat.leave()
    await joe.chat.state('Completed')
    expect(await joe.chat.summary()).toMatchObject({
      needsAgent: false,
      interactionState: 'Completed',
      segments: { length: 1 },
    })
    await joe.send('thank you!')
    expect(await joe.chat.summary()).toMatchObject({
      needsAgent: true,
      interactionState: null,
      segments: [
        { number: 1, interactionState: 'Completed' },
        { number: 2, openedBy: 'customer', closedAt: null },
      ],
    })
  })

  test('typing opens none, and neither does the second closing state', async () => {
    const joe = await createTestCentre().startChat('shop-async')
    await joe.chat.state('Finalizing')
    await joe.ask('/messages', postJson({ data: { type: 'TypingStarted' } }))
    await joe.chat.state('Completed')
    expect((await joe.chat.summary()).segments).toHaveLength(1)
  })

  test('a regular chat has one only, unless an agent comes back', async () => {
    const joe = await createTestCentre().startChat('shop')
    await joe.chat.state('Completed')
    await joe.send('thanks')
    expect(await joe.chat.summary()).toMatchObject({ needsAgent: false, segments: { length: 1 } })
    await joe.chat.join('Anna')
    expect((await joe.chat.summary()).segments).toMatchObject([{}, { openedBy: 'agent' }])
  })

  test('a state that closes nothing leaves it open', async () => {
    const joe = await createTestCentre().startChat()
    await joe.chat.state('Processing')
    expect(await joe.chat.summary()).toMatchObject({ interactionState: 'Processing', needsAgent: true })
  })
})

describe('reading along', () => {
  test('takes nothing from the customer, and can go on from an index', async () => {
    const joe = await createTestCentre().startChat()
    const { messages } = await joe.chat.messages()
    await joe.send('hello')
    expect(inShort((await joe.chat.messages(messages[0]?.index)).messages)).toEqual(['Joe: hello'])
    expect((await joe.poll()).messages).toHaveLength(2)
  })

  test('news come as they happen', async () => {
    const { startChat, fetch } = createTestCentre()
    const response = await fetch('/agent/events')
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const joe = await startChat()
    await joe.chat.join('Anna')
    await joe.chat.end()
    await joe.chat.forget()
    const seen: string[] = []
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      seen.push(
        ...[...decoder.decode(chunk as Uint8Array).matchAll(/^event: (.*)$/gm)].map(([, name = '']) => name),
      )
      if (seen.includes('forgotten')) break
    }
    expect(seen).toEqual(['session', 'message', 'session', 'message', 'message', 'session', 'forgotten'])
  })
})

describe('mistakes', () => {
  const post = async (path: string, body: unknown) => {
    const { startChat, fetch } = createTestCentre()
    const joe = await startChat()
    const answer = await fetch(`/agent${path.replace('ID', joe.sessionId)}`, postJson(body))
    return { status: answer.status, ...(await answer.json()).status }
  }

  test.each([
    ['/sessions/ID/join', {}, 'name'],
    ['/sessions/ID/join', { name: '  ' }, 'name'],
    ['/sessions/ID/join', { name: 'Anna', type: 'Boss' }, 'type'],
    ['/sessions/ID/say', { txt: 'hi' }, 'txt'],
    ['/sessions/ID/say', {}, 'text or url'],
    ['/sessions/ID/say', { url: 'not a url' }, 'url'],
    ['/sessions/ID/state', { state: 'Completed' }, 'interactionState'],
    ['/sessions/ID/typing', { stopped: 'yes' }, 'stopped'],
    ['/sessions/ID/transfer', { name: 'Bert' }, 'to'],
    ['/sessions/ID/script', { steps: [{ do: 'dance', afterMs: 1 }] }, 'steps.0.do'],
    ['/script', { steps: [] }, 'steps'],
    ['/faults', { status: 500 }, 'forMs'],
    ['/faults', { status: 200, forMs: 1 }, 'status'],
    ['/faults', [], 'expected object'],
    ['/faults', 'x', 'expected object'],
  ])('POST %s %j is refused, naming %s', async (path, body, named) => {
    expect(await post(path, body)).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(named),
    })
  })

  test('acting without having joined says what to do', async () => {
    const joe = await createTestCentre().startChat()
    await expect(joe.chat.say('hi')).rejects.toThrow('Nobody is in this session yet: join first.')
    await joe.chat.join('Anna')
    await expect(joe.chat.say('hi', 'Bert')).rejects.toThrow('"Bert" is not in this session; here now: Anna.')
  })

  test('nothing can be done in a chat that has ended', async () => {
    const joe = await createTestCentre().startChat()
    await joe.chat.end()
    await joe.chat.end()
    await expect(joe.chat.join('Anna')).rejects.toThrow('This chat has ended')
    await expect(joe.chat.state('Completed')).rejects.toThrow('This chat has ended')
  })

  test('JSON that is none is refused', async () => {
    const { fetch } = createTestCentre()
    const answer = await fetch('/agent/faults', {
      method: 'POST',
      body: '{"forMs":',
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ status: { message: 'The body is not valid JSON.' } })
  })
})
