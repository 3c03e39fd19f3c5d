import { ContactCentre, createManualClock, Faults } from 'genesys-models/centre'
import { createCentreTransport, createRequestLog } from 'genesys-models/in-memory'
import {
  type ChatTransport,
  decodeClientToken,
  type MessagesAnswer,
  type SessionKey,
} from 'genesys-models/widget'
import { beforeEach, describe, expect, it } from 'vitest'

const clock = createManualClock()
let centre: ContactCentre
let faults: Faults
let log: ReturnType<typeof createRequestLog>
let transport: ChatTransport
let key: SessionKey

/** Every answer takes a timer. */
async function soon<Value>(answer: Promise<Value>): Promise<Value> {
  clock.advance(0)
  return answer
}

const poll = (): Promise<MessagesAnswer> =>
  soon(transport.poll(key, { signal: new AbortController().signal }))

beforeEach(async () => {
  centre = new ContactCentre({ clock, seed: 1 })
  faults = new Faults(clock)
  log = createRequestLog(clock, faults)
  transport = createCentreTransport({ centre, faults, log, holdMs: 0 })
  const { clientToken } = await soon(transport.create({ token: undefined, data: { nickname: 'Joe' } }))
  const { sessionId, participantId } = decodeClientToken(clientToken) || {}
  key = { sessionId, participantId, token: clientToken }
})

describe('the in-memory transport', () => {
  it('delivers copies: a widget that writes into them does not change the chat', async () => {
    const { messages } = await poll()
    Object.assign(messages[0]?.from ?? {}, { type: 'Client' })
    expect(centre.sessions[0]?.messages[0]?.from.type).toBe('Customer')
  })

  it('disturbs batches as the faults say', async () => {
    centre.sessions[0]?.join('Anna')
    faults.add({ duplicate: true, reorder: true, forMs: 1000 })
    const { messages } = await poll()
    expect(messages.map(({ from }) => from.nickname)).toEqual(['Anna', 'Anna', 'Joe', 'Joe'])
  })

  it('passes refusals of the contact centre on, with status and code', async () => {
    const file = { name: 'a.exe', type: 'application/x-msdownload' }
    await expect(soon(transport.sendFile(key, file))).rejects.toMatchObject({
      status: 400,
      code: 'INVALID_FILE_TYPE',
    })
    expect(log.requests.at(-1)).toMatchObject({ kind: 'sendFile', sessionId: key.sessionId })
  })

  it('says that a chat has ended, and takes no text any more', async () => {
    centre.sessions[0]?.end()
    await expect(soon(transport.send(key, { type: 'Text', text: 'hi' }))).resolves.toEqual({
      chatEnded: true,
    })
    expect(centre.sessions[0]?.messages).toHaveLength(1)
  })
})
