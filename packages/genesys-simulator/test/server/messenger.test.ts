import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ContactCentre, createWebMessaging, Faults } from '../../src/server/index.ts'
import { attachMessenger } from '../../src/server/node/attachMessenger.ts'
import type { ServeOptions } from '../../src/server/node/serve.ts'
import {
  bodyOf,
  createTestMessenger,
  disconnects,
  says,
  type TestMessenger,
} from './support/messengerClient.ts'

// The Guest API needs a server: there is no WebSocket without one.

const running: TestMessenger[] = []
afterEach(async () => {
  for (const { simulator } of running.splice(0)) await simulator.close()
})

async function begin(options: ServeOptions = {}): Promise<TestMessenger> {
  const messenger = await createTestMessenger(options)
  running.push(messenger)
  return messenger
}

test('a customer and an agent talk, the agent disconnects, and a late message opens a segment', async () => {
  const { agent, open } = await begin()
  const joe = await open()
  await joe.say('hello')
  const chat = await agent.newest()
  await chat.join('Anna')
  await chat.typing()
  await chat.say('hi')
  expect(bodyOf(await joe.hear(says('hi')))).toMatchObject({
    direction: 'Outbound',
    originatingEntity: 'Human',
    channel: { from: { nickname: 'Anna' } },
  })
  await chat.disconnect()
  expect(bodyOf(await joe.hear(disconnects))).toMatchObject({ metadata: { readOnly: 'false' } })
  expect(await chat.summary()).toMatchObject({ transport: 'messenger', needsAgent: false })
  await joe.say('thank you')
  expect(await chat.summary()).toMatchObject({ needsAgent: true, segments: { length: 2 } })
})

test('an agent can make it read-only, and the customer is told at the next attempt', async () => {
  const { agent, open } = await begin()
  const joe = await open({ deploymentId: 'shop-readonly' })
  await joe.say('hello')
  const chat = await agent.newest()
  await chat.join('Anna')
  await chat.disconnect()
  expect(bodyOf(await joe.hear(disconnects))).toMatchObject({ metadata: { readOnly: 'true' } })
  expect(await joe.say('thank you')).toMatchObject({ class: 'string', code: 409 })
  await expect(chat.say('hm')).rejects.toThrow('This chat has ended')
})

test('an agent offers quick replies and cards', async () => {
  const { agent, open } = await begin()
  const joe = await open()
  const chat = await agent.newest()
  await chat.join('Robo', 'Bot')
  await chat.offer({ text: 'Sure?', quickReplies: ['Yes', { text: 'No', payload: 'no' }] })
  expect(bodyOf(await joe.hear(says('Sure?')))).toMatchObject({
    type: 'Structured',
    content: [
      { contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'Yes', action: 'Message' } },
      { contentType: 'QuickReply', quickReply: { text: 'No', payload: 'no', action: 'Message' } },
    ],
  })
  const card = {
    title: 'Gold',
    description: 'All of it',
    actions: [{ type: 'Postback' as const, text: 'Take it' }],
  }
  await chat.offer({ text: 'Plans', cards: [card, { ...card, title: 'Silver' }] })
  expect(bodyOf(await joe.hear(says('Plans'))).content).toMatchObject([
    {
      contentType: 'Carousel',
      carousel: { cards: [{ title: 'Gold', actions: [{ payload: 'Take it' }] }, {}] },
    },
  ])
})

test('what only Messenger has is refused elsewhere', async () => {
  const { agent, simulator } = await begin()
  const chat = agent.session(simulator.centre.open({ nickname: 'Joe' }).id)
  await chat.join('Anna')
  await expect(chat.disconnect()).rejects.toThrow('Only Messenger has a disconnect')
  const card = { title: 'Gold', description: '', actions: [] }
  await expect(chat.offer({ cards: [card] })).rejects.toThrow('Only Messenger has cards')
  const onCloud = agent.session(simulator.centre.open({ nickname: 'Joe', transport: 'genesys-cloud' }).id)
  await onCloud.join('Anna')
  await expect(onCloud.offer({ quickReplies: ['Yes'] })).rejects.toThrow('has no quickReplies')
})

test('a scripted agent disconnects where it would set a state elsewhere', async () => {
  const steps = [
    { afterMs: 0, do: 'join', name: 'Anna' },
    { afterMs: 0, do: 'say', text: 'done' },
    { afterMs: 0, do: 'state', interactionState: 'Finalizing' },
    { afterMs: 0, do: 'leave' },
  ] as const
  const { open } = await begin({ script: steps })
  const joe = await open()
  await joe.say('hello')
  await joe.hear(disconnects)
  expect(joe.frames.filter(disconnects)).toHaveLength(1)
})

test('the history is read with a key, newest first', async () => {
  const { simulator, open } = await begin()
  const joe = await open()
  await joe.say('one')
  await joe.say('two')
  const { body } = await joe.ask('getJwt')
  const { jwt } = body as { jwt: string }
  const read = async (headers: Record<string, string>, query = '') => {
    const response = await fetch(`${simulator.url}/api/v2/webmessaging/messages${query}`, { headers })
    return { status: response.status, ...(await response.json()) }
  }
  const authorization = `bearer ${jwt}`
  expect(await read({ authorization }, '?pageSize=25&pageNumber=1')).toMatchObject({
    status: 200,
    entities: [{ text: 'two', direction: 'Inbound' }, { text: 'one' }],
    pageSize: 25,
    pageNumber: 1,
    total: 2,
    pageCount: 1,
  })
  expect(await read({ authorization }, '?pageSize=1&pageNumber=2')).toMatchObject({
    entities: [{ text: 'one' }],
  })
  expect(await read({})).toMatchObject({ status: 401 })
  expect(await read({ authorization }, '?pageSize=0')).toMatchObject({ status: 400 })
})

test('files go by an address that is handed out', async () => {
  const { open } = await begin()
  const joe = await open()
  const file = { attachmentId: 'a1', fileName: 'käse.png', fileType: 'image/png', errorsAsJson: true }
  const { url, headers } = (await joe.ask('onAttachment', file)).body as {
    url: string
    headers: Record<string, string>
  }
  expect((await fetch(url, { method: 'PUT', headers, body: new Uint8Array([1, 2]) })).status).toBe(200)
  const { body } = await joe.hear((frame) => frame.class === 'UploadSuccessEvent')
  const { downloadUrl } = body as { downloadUrl: string }
  const download = await fetch(downloadUrl)
  expect(download.headers.get('content-type')).toBe('image/png')
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(new Uint8Array([1, 2]))
  const echo = await joe.ask('onMessage', {
    message: { type: 'Text', content: [{ contentType: 'Attachment', attachment: { id: 'a1' } }] },
  })
  expect(bodyOf(echo).content).toMatchObject([{ attachment: { filename: 'käse.png', url: downloadUrl } }])
  expect((await fetch(url.replace(/[^/]+$/, 'unknown'))).status).toBe(404)
})

describe('a deployment', () => {
  test('is read by the page before anything else', async () => {
    const { simulator, agent } = await begin()
    const path = `${simulator.url}/webdeployments/v1/deployments/shop`
    const ask = async (name: string) => (await fetch(`${path}/${name}.json`)).json()
    expect(await ask('config')).toMatchObject({
      id: 'shop',
      status: 'Active',
      apiEndpoint: simulator.url,
      headlessMode: { enabled: false },
      messenger: {
        enabled: true,
        apps: {
          conversations: {
            messagingEndpoint: simulator.url.replace('http', 'ws'),
            conversationDisconnect: { enabled: true, type: 'Send' },
            conversationClear: { enabled: true },
            autoStart: { enabled: false },
          },
        },
        styles: { primaryColor: expect.any(String) },
        launcherButton: { visibility: 'On' },
        fileUpload: { modes: [{ maxFileSizeKB: 10_240 }] },
      },
      journeyEvents: { enabled: false },
      auth: { enabled: false },
    })
    expect(await ask('domains')).toEqual({ allowAllDomains: true, allowedDomains: [] })
    await agent.changeDeployment('shop', {
      conversationDisconnect: 'ReadOnly',
      allowedDomains: ['shop.example'],
    })
    expect(await ask('config')).toMatchObject({
      messenger: { apps: { conversations: { conversationDisconnect: { type: 'ReadOnly' } } } },
    })
    expect(await ask('domains')).toEqual({ allowAllDomains: false, allowedDomains: ['shop.example'] })
  })

  test('lets in the pages of its domains only, and must be there', async () => {
    const deploymentOf = (id: string) => (id === 'shop' ? { allowedDomains: ['shop.example'] } : undefined)
    const { open, refusal, simulator } = await begin({ deploymentOf })
    const joe = await open({ origin: 'https://www.shop.example' })
    expect(joe.frames).toMatchObject([{ class: 'SessionResponse' }])
    expect(await refusal({ origin: 'https://evil.example' })).toBe(403)
    expect(await refusal({})).toBe(403)
    expect(await refusal({ deploymentId: 'other' })).toBe(403)
    const config = await fetch(`${simulator.url}/webdeployments/v1/deployments/other/config.json`)
    expect(config.status).toBe(404)
    const { jwt } = (await joe.ask('getJwt')).body as { jwt: string }
    const headers = { authorization: `bearer ${jwt}`, origin: 'https://evil.example' }
    const history = await fetch(`${simulator.url}/api/v2/webmessaging/messages`, { headers })
    expect(history.status).toBe(403)
  })

  test('whose settings make no sense is refused by name', async () => {
    const { agent } = await begin()
    await expect(agent.changeDeployment('shop', { launcher: 'Maybe' as never })).rejects.toThrow('launcher')
  })
})

test('customers sign in with any code, and sign out', async () => {
  const { simulator, open } = await begin()
  const tokens = `${simulator.url}/api/v2/webdeployments/token`
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(tokens + path, { method: 'POST', body: JSON.stringify(body), headers })
    return { status: response.status, ...(await response.json()) }
  }
  const { jwt, refreshToken } = await post('/oauthcodegrantjwtexchange', { oauth: { code: 'joe' } })
  expect(await post('/refresh', { refreshToken })).toMatchObject({ status: 200, jwt: expect.any(String) })
  expect(await post('/refresh', { refreshToken: 'forged' })).toMatchObject({ status: 401 })
  expect(await post('/oauthcodegrantjwtexchange', {})).toMatchObject({ status: 400 })
  const joe = await open()
  const fields = { token: 'joe', deploymentId: 'shop', data: { code: jwt } }
  expect(await joe.ask('configureAuthenticatedSession', fields)).toMatchObject({ class: 'SessionResponse' })
  const headers = { authorization: `bearer ${jwt}` }
  expect((await fetch(`${tokens}/revoke`, { method: 'DELETE', headers })).status).toBe(204)
  await joe.hear((frame) => frame.class === 'LogoutEvent')
})

test('a network that is lost cuts the WebSockets, and lets in no new one', async () => {
  const { agent, open, refusal, simulator } = await begin()
  const joe = await open()
  await agent.addFault({ status: 503, requests: ['poll'], forMs: 60_000 })
  expect(await refusal({})).toBe(503)
  await agent.clearFaults()
  const closed = once(joe.socket, 'close')
  await agent.addFault({ drop: true, forMs: 60_000 })
  await closed
  expect(simulator.centre.sessions[0]?.ended).toBe(false)
})

test('the script of the snippet is served to any page', async () => {
  const { simulator } = await begin({ messengerScript: () => '/* script */' })
  expect(simulator.messengerScriptUrl).toBe(`${simulator.url}/genesys-bootstrap/genesys.min.js`)
  const response = await fetch(simulator.messengerScriptUrl)
  expect(response.headers.get('content-type')).toContain('text/javascript')
  expect(await response.text()).toBe('/* script */')
})

test('a server of one’s own can have the WebSocket beside its own', async () => {
  const centre = new ContactCentre()
  const faults = new Faults(centre.clock)
  const webMessaging = createWebMessaging({
    centre,
    faults,
    deploymentOf: (id) => (id === 'shop' ? {} : undefined),
  })
  const server = createServer()
  const detach = attachMessenger(server, { webMessaging, faults })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const open = (id: string) => new WebSocket(`ws://127.0.0.1:${port}/v1?deploymentId=${id}`)
  const socket = open('shop')
  await once(socket, 'open')
  socket.send(JSON.stringify({ action: 'configureSession', deploymentId: 'shop', token: 'x' }))
  const [text] = await once(socket, 'message')
  expect(JSON.parse(String(text))).toMatchObject({ class: 'SessionResponse', body: { newSession: true } })
  const [, refused] = await once(open('other'), 'unexpected-response')
  expect(refused.statusCode).toBe(403)
  const closed = once(socket, 'close')
  faults.add({ drop: true, forMs: 60_000 })
  await closed
  await once(open('shop'), 'error')
  detach()
  server.close()
})
