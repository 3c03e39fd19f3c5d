import { Faults } from 'genesys-models/centre'
import type { AppOptions } from '../../../src/server/http/app.ts'
import {
  ContactCentre,
  createApp,
  createManualClock,
  createWebMessaging,
  type WebMessagingFrame,
} from '../../../src/server/index.ts'
import { postForm, postJson } from '../../server/support/client.ts'
import { startRequest } from '../../server/support/guestClient.ts'
import type { Route } from './requests.ts'

const MESSENGER_TOKEN = '11111111-2222-4333-8444-555555555555'

/** What no server is needed for in a test: a WebSocket and CometD are answered, and that is all. */
const withoutServer: Partial<AppOptions> = {
  openSocket: (_c, listen) => {
    listen({ send: () => {}, close: () => {} }).closed()
    return new Response()
  },
  cometD: (c, messages) => c.json(messages),
  messengerScript: () => '',
}

/** Every route that there is, so that a new one is tested without anybody thinking of it. */
export function everyRoute(): Route[] {
  const app = createApp({ centre: new ContactCentre(), ...withoutServer })
  const all = app.routes.map(({ method, path }) => ({ method: method === 'ALL' ? 'POST' : method, path }))
  return [...new Map(all.map((route) => [`${route.method} ${route.path}`, route])).values()]
}

/** A contact centre with a chat on every platform. */
export async function createWorld() {
  const clock = createManualClock()
  const centre = new ContactCentre({ clock, seed: 1 })
  const faults = new Faults(clock)
  const webMessaging = createWebMessaging({
    centre,
    faults,
    rates: {},
    deploymentOf: () => ({ fileTypes: ['*/*'] }),
  })
  const app = createApp({ centre, faults, webMessaging, ...withoutServer })
  const send = async (path: string, init?: RequestInit) =>
    app.fetch(new Request(`http://simulator${path}`, init))
  const json = async (path: string, init: RequestInit) => (await send(path, init)).json()

  const digital = await json(
    '/nexus/v3/chat/sessions',
    postForm({ 'data[nickname]': 'Joe', 'data[endpoint]': 'shop-async' }),
  )
  const gms = await json('/genesys/2/chat/shop', postForm({ nickname: 'Joe' }))
  const guest = await json('/api/v2/webchat/guest/conversations', postJson(startRequest))
  const frames: WebMessagingFrame[] = []
  const connection = webMessaging.connect('shop', {
    send: (text) => void frames.push(JSON.parse(text)),
    close: () => {},
  })
  const ask = async (action: string, fields: object = {}) => {
    connection.receive(JSON.stringify({ action, token: MESSENGER_TOKEN, ...fields }))
    await new Promise(setImmediate)
    return frames.at(-1)?.body as Record<string, string>
  }
  await ask('configureSession', { deploymentId: 'shop' })
  const file = await ask('onAttachment', { attachmentId: 'a', fileName: 'a.png', fileType: 'image/png' })
  const { jwt: history } = await ask('getJwt')

  const known: Record<string, string> = {
    session: centre.sessions[0]?.id ?? '',
    token: digital.data.clientToken,
    gms: gms.chatId,
    userId: gms.userId,
    secureKey: gms.secureKey,
    guest: guest.id,
    member: guest.member.id,
    jwt: guest.jwt,
    key: file.url?.split('/').at(-1) ?? '',
    history: history ?? '',
    messenger: MESSENGER_TOKEN,
  }
  /** Puts in what only this run knows. */
  const fill = (text: string) => text.replace(/\{([a-zA-Z]+)\}/g, (all, name: string) => known[name] ?? all)
  return { clock, centre, faults, send, connection, frames, fill }
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** The agent's side is readable for everybody. Throws what is not. */
export async function mustBeReadable({ send, centre }: Pick<World, 'send' | 'centre'>): Promise<void> {
  const paths = centre.sessions.flatMap(({ id }) => [
    `/agent/sessions/${id}`,
    `/agent/sessions/${id}/messages`,
  ])
  for (const path of ['/agent/sessions', '/agent/faults', '/agent/script', ...paths]) {
    const response = await send(path)
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
    await response.json()
  }
}
