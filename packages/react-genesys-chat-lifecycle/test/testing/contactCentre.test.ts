import { decodeClientToken, type SessionKey } from 'genesys-models/widget'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ContactCentre, createContactCentre } from '../../src/testing/index.ts'

async function startSession(centre: ContactCentre): Promise<SessionKey> {
  const { clientToken } = await soon(
    centre.servers.digitalChannels.create({ token: undefined, data: { nickname: 'Zoë' } }),
  )
  const { sessionId, participantId } = decodeClientToken(clientToken) || {}
  return { sessionId, participantId, token: clientToken }
}

/** Lets the time pass that an answer takes. */
async function soon<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {})
  await vi.advanceTimersByTimeAsync(1)
  return promise
}

const poll = (
  centre: ContactCentre,
  key: SessionKey,
  signal = new AbortController().signal,
): Promise<string[]> =>
  centre.servers.digitalChannels
    .poll(key, { signal })
    .then(({ messages }) => messages.map(({ type, text }) => text ?? type))

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_343_500_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a contact centre in memory', () => {
  test('says who the customer is in the token, in any script', async () => {
    const centre = createContactCentre()
    const { token } = await startSession(centre)
    expect(decodeClientToken(token)).toMatchObject({ nickname: 'Zoë', sessionId: centre.session.id })
  })

  test('takes nobody without a name', async () => {
    const centre = createContactCentre()
    await expect(
      soon(centre.servers.digitalChannels.create({ token: undefined, data: {} })),
    ).rejects.toMatchObject({
      status: 400,
      code: 'INVALID_NICKNAME',
    })
  })

  test('gives the same ids for the same seed, and others for another', async () => {
    const idOf = async (seed: number): Promise<string | undefined> =>
      (await startSession(createContactCentre({ seed }))).sessionId
    const [first, again, other] = [await idOf(7), await idOf(7), await idOf(8)]
    expect(first).toBe(again)
    expect(first).not.toBe(other)
  })

  test('numbers messages by millisecond and sequence', async () => {
    const centre = createContactCentre()
    await startSession(centre)
    centre.agent.join()
    centre.agent.say('one')
    await vi.advanceTimersByTimeAsync(5)
    centre.agent.say('two')
    const [, joined, one, two] = centre.session.messages.map(({ index }) => index)
    expect([joined, one, two].map((index) => index?.split('-')[1])).toEqual(['0', '1', '0'])
    expect(two?.split('-')[0]).not.toBe(one?.split('-')[0])
  })

  test('delivers a message to one poll only', async () => {
    const centre = createContactCentre()
    const key = await startSession(centre)
    expect(await soon(poll(centre, key))).toEqual(['ParticipantJoined'])
    expect(await soon(poll(centre, key))).toEqual([])
  })

  test('holds a poll until there is news', async () => {
    const centre = createContactCentre({ longPollMs: 5000 })
    const key = await startSession(centre)
    await soon(poll(centre, key))
    const answered = vi.fn()
    poll(centre, key).then(answered)
    await vi.advanceTimersByTimeAsync(4000)
    expect(answered).not.toHaveBeenCalled()
    centre.agent.say('Hello')
    await vi.advanceTimersByTimeAsync(0)
    expect(answered).toHaveBeenCalledExactlyOnceWith(['Hello'])
  })

  test('leaves what an abandoned poll would have taken for the next one', async () => {
    const centre = createContactCentre({ longPollMs: 5000 })
    const key = await startSession(centre)
    await soon(poll(centre, key))
    const abandoned = new AbortController()
    const gone = poll(centre, key, abandoned.signal)
    gone.catch(() => {})
    await vi.advanceTimersByTimeAsync(10)
    abandoned.abort()
    await expect(soon(gone)).rejects.toMatchObject({ status: 0 })
    centre.agent.say('Hello')
    expect(await soon(poll(centre, key))).toEqual(['Hello'])
  })

  test('is over for a regular customer who leaves, and goes on for an asynchronous one', async () => {
    for (const async of [false, true]) {
      const centre = createContactCentre({ async })
      const key = await startSession(centre)
      await soon(centre.servers.digitalChannels.leave(key))
      expect(centre.session.ended).toBe(!async)
      expect(centre.session.messages.at(-1)).toMatchObject({
        type: 'ParticipantLeft',
        from: { type: 'Customer' },
      })
    }
  })

  test('knows a customer who comes back with the token, and tells everything again', async () => {
    const centre = createContactCentre({ async: true })
    const key = await startSession(centre)
    await soon(poll(centre, key))
    await soon(centre.servers.digitalChannels.leave(key))
    const { clientToken } = await soon(centre.servers.digitalChannels.create({ token: key.token, data: {} }))
    expect(decodeClientToken(clientToken)).toMatchObject({ sessionId: key.sessionId })
    expect(await soon(poll(centre, key))).toEqual([
      'ParticipantJoined',
      'ParticipantLeft',
      'ParticipantJoined',
    ])
  })

  test('forgets: everything is a 404 from then on', async () => {
    const centre = createContactCentre()
    const key = await startSession(centre)
    centre.server.forget()
    await expect(soon(poll(centre, key))).rejects.toMatchObject({ status: 404, code: 'INVALID_SESSION' })
  })

  test('says what to do when there is no chat yet', () => {
    expect(() => createContactCentre().agent.join()).toThrow('Let the customer start one first')
  })
})

describe('faults', () => {
  test('hit only what they are meant for, as often as they are meant to', async () => {
    const centre = createContactCentre()
    const key = await startSession(centre)
    centre.server.fail(503, { only: 'send', times: 1 })
    const send = (): Promise<unknown> =>
      soon(centre.servers.digitalChannels.send(key, { type: 'Text', text: 'hi' }))
    await expect(soon(poll(centre, key))).resolves.toEqual(['ParticipantJoined'])
    await expect(send()).rejects.toMatchObject({ status: 503 })
    await expect(send()).resolves.toEqual({ chatEnded: false })
  })

  test('pass', async () => {
    const centre = createContactCentre()
    const key = await startSession(centre)
    centre.server.fail(500, { forMs: 1000 })
    await expect(soon(poll(centre, key))).rejects.toMatchObject({ status: 500 })
    expect(centre.isReachable).toBe(false)
    await vi.advanceTimersByTimeAsync(1000)
    expect(centre.isReachable).toBe(true)
    await expect(soon(poll(centre, key))).resolves.toHaveLength(1)
  })

  test('offline wakes a poll that is held, and fails it without a status', async () => {
    const centre = createContactCentre({ longPollMs: 5000 })
    const key = await startSession(centre)
    await soon(poll(centre, key))
    const held = poll(centre, key)
    held.catch(() => {})
    await vi.advanceTimersByTimeAsync(10)
    centre.server.offline()
    await expect(soon(held)).rejects.toMatchObject({ status: 0, response: { readyState: 0 } })
  })

  test('latency takes its time', async () => {
    const centre = createContactCentre()
    const key = await startSession(centre)
    centre.server.latency(2000, 'leave')
    const left = vi.fn()
    centre.servers.digitalChannels.leave(key).then(left)
    await vi.advanceTimersByTimeAsync(1999)
    expect(left).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(left).toHaveBeenCalled()
  })
})
