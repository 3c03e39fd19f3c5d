import type { GmsAnswer } from 'genesys-models/centre'
import { afterEach, describe, expect, test } from 'vitest'
import { type AgentClient, createAgentClient } from '../../src/server/index.ts'
import { type RunningSimulator, type ServeOptions, serve } from '../../src/server/node/serve.ts'

const CHANNEL = '/service/chatV2/customer-support'
const ORIGIN = 'https://shop.example'

interface Bayeux {
  channel: string
  successful?: boolean
  clientId?: string
  data?: GmsAnswer
}

/** A page that speaks the Bayeux protocol, as the widget does. */
interface TestPage {
  /** Sends an operation. Returns what comes back in the same answer. */
  operate(data: Record<string, unknown>): Promise<{ status: number; answers: GmsAnswer[] }>
  /** Waits until it is told of something. */
  hear(): Promise<GmsAnswer[]>
}

const running: RunningSimulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

async function start(options?: ServeOptions): Promise<{ simulator: RunningSimulator; agent: AgentClient }> {
  const simulator = await serve({ seed: 1, ...options })
  running.push(simulator)
  return { simulator, agent: createAgentClient(simulator.url) }
}

async function openPage({ gmsCometD: { cometURL } }: RunningSimulator): Promise<TestPage> {
  let cookie = ''
  const post = async (path: string, message: object) => {
    const response = await fetch(cometURL + path, {
      method: 'POST',
      body: JSON.stringify([message]),
      headers: { origin: ORIGIN, ...(cookie && { cookie }) },
    })
    cookie ||= response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const text = await response.text()
    return { response, messages: (response.ok ? JSON.parse(text) : []) as Bayeux[] }
  }
  const { messages, response } = await post('/handshake', {
    channel: '/meta/handshake',
    version: '1.0',
    supportedConnectionTypes: ['long-polling'],
  })
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  expect(response.headers.get('access-control-allow-credentials')).toBe('true')
  const clientId = messages[0]?.clientId
  const answersIn = (all: Bayeux[]) => all.flatMap(({ data }) => data ?? [])
  return {
    operate: async (data) => {
      const { response, messages } = await post('/', { channel: CHANNEL, clientId, data })
      return { status: response.status, answers: answersIn(messages) }
    },
    hear: async () => {
      const connect = { channel: '/meta/connect', connectionType: 'long-polling', clientId }
      for (;;) {
        const { response, messages } = await post('/connect', connect)
        if (!response.ok) throw new Error(`/meta/connect: ${response.status}`)
        const answers = answersIn(messages)
        if (answers.length > 0) return answers
      }
    },
  }
}

/** Starts an asynchronous chat. */
async function startChat(page: TestPage) {
  const { answers } = await page.operate({
    operation: 'requestChat',
    firstName: 'Joe',
    lastName: 'Doe',
    userData: { GCTI_Chat_AsyncMode: 'true' },
  })
  const { chatId = '', userId = '', secureKey = '' } = answers[0] ?? {}
  return { chatId, userId, secureKey }
}

const inShort = (answers: readonly GmsAnswer[]) =>
  answers.flatMap(({ messages }) => messages.map(({ index, text, type }) => `${index} ${text ?? type}`))

describe('GMS over CometD', () => {
  test('tells of each message once, in the order in which they were said, and of the end', async () => {
    const { simulator, agent } = await start()
    const page = await openPage(simulator)
    const keys = await startChat(page)
    const chat = agent.session(keys.chatId)
    expect(await chat.summary()).toMatchObject({ mode: 'async', transport: 'gms' })
    const session = simulator.centre.session(keys.chatId)
    session.join('Anna')
    session.say({ type: 'Text', text: 'Hello' })
    const heard = await page.hear()
    expect(heard).toHaveLength(2)
    expect(inShort(heard)).toEqual(['2 ParticipantJoined', '3 Hello'])
    await chat.end()
    const end = await page.hear()
    expect(inShort(end)).toEqual(['4 ParticipantLeft', '5 ParticipantLeft'])
    expect(end.map(({ chatEnded }) => chatEnded)).toEqual([false, true])
  })

  test('a page that comes back asks for the last message, then to be told again', async () => {
    const { simulator, agent } = await start()
    const keys = await startChat(await openPage(simulator))
    await agent.session(keys.chatId).join('Anna')
    const page = await openPage(simulator)
    const last = await page.operate({ operation: 'refresh', ...keys, transcriptPosition: -1 })
    expect(inShort(last.answers)).toEqual(['2 ParticipantJoined'])
    for (const _twice of [1, 2]) {
      const all = await page.operate({ operation: 'requestNotifications', ...keys, transcriptPosition: 1 })
      expect(inShort(all.answers)).toEqual(['1 ParticipantJoined', '2 ParticipantJoined'])
    }
    await agent.session(keys.chatId).say('Hello')
    expect(inShort(await page.hear())).toEqual(['3 Hello'])
  })

  test('every operation is answered, those that do not exist, too', async () => {
    const { simulator, agent } = await start()
    const page = await openPage(simulator)
    const keys = await startChat(page)
    for (const operation of [
      'sendMessage',
      'startTyping',
      'stopTyping',
      'customNotice',
      'updateData',
      'disconnect',
    ]) {
      const { answers } = await page.operate({
        operation,
        ...keys,
        message: operation,
        userData: { order: '1' },
      })
      expect(answers[0], operation).toMatchObject({ statusCode: 0 })
    }
    expect(await agent.session(keys.chatId).summary()).toMatchObject({
      userData: { order: '1' },
      customer: { present: false },
      ended: false,
    })
    for (const data of [{ operation: 'shout' }, { operation: '__proto__' }, { operation: 1 }, {}]) {
      const { answers } = await page.operate(data)
      expect(answers.at(-1)).toMatchObject({ statusCode: 2, errors: [{ code: 400 }] })
    }
  })

  test('of a chat that is forgotten it tells that it is unknown', async () => {
    const { simulator, agent } = await start()
    const page = await openPage(simulator)
    const { chatId } = await startChat(page)
    await agent.session(chatId).forget()
    expect(await page.hear()).toMatchObject([{ statusCode: 2, chatEnded: true, errors: [{ code: 204 }] }])
  })

  test('faults hit the operations that were asked for, and what is held open', async () => {
    const { simulator, agent } = await start()
    const page = await openPage(simulator)
    const keys = await startChat(page)
    await agent.addFault({ status: 503, requests: ['send'], sessionId: keys.chatId, forMs: 60_000 })
    expect(await page.operate({ operation: 'sendMessage', ...keys, message: 'hi' })).toMatchObject({
      status: 503,
    })
    expect(await page.operate({ operation: 'refresh', ...keys })).toMatchObject({ status: 200 })
    await agent.addFault({ status: 500, requests: ['poll'], forMs: 60_000 })
    await expect(page.hear()).rejects.toThrow('500')
    await agent.clearFaults()
    await agent.addFault({ drop: true, forMs: 60_000 })
    await expect(page.operate({ operation: 'refresh', ...keys })).rejects.toThrow(TypeError)
  })

  test('what is not the Bayeux protocol, or too large, is refused', async () => {
    const { simulator } = await start({ maxBodyBytes: 1000 })
    const send = async (body: string) =>
      (await fetch(simulator.gmsCometD.cometURL, { method: 'POST', body })).status
    for (const body of ['', '{', '[]', '{}', '[1]', '[{"channel":1}]', '[{"channel":"/x","data":1}]']) {
      expect(await send(body), body).toBe(400)
    }
    expect(await send(JSON.stringify([{ channel: 'x'.repeat(2000) }]))).toBe(413)
  })
})

describe('files of a chat over CometD', () => {
  const form = (fields: Record<string, string | File>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    return { method: 'POST', body }
  }

  test('go to an address of their own, where the key alone names the chat', async () => {
    const { simulator, agent } = await start()
    const { apiURL } = simulator.gmsCometD
    const { chatId, secureKey } = await startChat(await openPage(simulator))
    const file = new File([new Uint8Array([137, 80, 78, 71])], 'cat.png', { type: 'image/png' })
    const ask = async (fields: Record<string, string | File>) => (await fetch(apiURL, form(fields))).json()
    expect(await ask({ operation: 'fileUpload', secureKey, file })).toMatchObject({ statusCode: 0 })
    expect(await ask({ operation: 'fileGetLimits', secureKey })).toMatchObject({
      messages: [{ userData: { 'used-upload-max-files': '1' } }],
    })
    const { messages } = await agent.session(chatId).messages()
    const fileId = messages.at(-1)?.content?.[0]?.url.split('/').at(-1) ?? ''
    const download = await fetch(apiURL, form({ operation: 'fileDownload', secureKey, fileId }))
    expect(download.headers.get('content-type')).toBe('image/png')
    expect(await ask({ operation: 'fileDownload', secureKey: 'x', fileId })).toMatchObject({
      errors: [{ code: 204 }],
    })
    expect(await ask({ operation: 'fileUpload', secureKey })).toMatchObject({ errors: [{ code: 400 }] })
    expect(await ask({ operation: 'shout', secureKey })).toMatchObject({ errors: [{ code: 400 }] })
    await agent.addFault({ status: 500, requests: ['sendFile'], forMs: 1000 })
    expect(await ask({ operation: 'fileUpload', secureKey, file })).toMatchObject({ errors: [{ code: 500 }] })
  })
})
