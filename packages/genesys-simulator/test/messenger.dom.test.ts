import type { GenesysWindow } from 'genesys-models/messenger'
import { afterEach, expect, test, vi } from 'vitest'
import { connectInPage, installMessenger } from '../src/messenger/index.ts'
import { ContactCentre, createApp, createWebMessaging } from '../src/server/index.ts'

const page = window as GenesysWindow & { Genesys?: (...call: unknown[]) => void }

afterEach(() => {
  delete page.Genesys
  localStorage.clear()
})

/** Waits for an event of the bus. */
function hear(event: string): Promise<Record<string, never>> {
  return new Promise((resolve) => {
    page.Genesys?.('subscribe', event, ({ data }: { data: Record<string, never> }) => resolve(data))
  })
}

test('a contact centre in the page needs no server', async () => {
  const centre = new ContactCentre()
  const webMessaging = createWebMessaging({ centre })
  const app = createApp({ centre, webMessaging })
  installMessenger({
    deploymentId: 'headless',
    fetch: async (url, init) => app.fetch(new Request(url, init)),
    openSocket: connectInPage(webMessaging),
  })
  const received = hear('MessagingService.messagesReceived')
  await hear('MessagingService.ready')
  page.Genesys?.('command', 'MessagingService.sendMessage', { message: 'hello' })
  expect(await received).toMatchObject({ messages: [{ text: 'hello', direction: 'Inbound' }] })
  const [session] = centre.sessions
  const disconnected = hear('MessagingService.conversationDisconnected')
  session?.join('Anna')
  session?.disconnect()
  expect(await disconnected).toMatchObject({ readOnly: false })
})

test('a connection in the page ends like one over a network', async () => {
  const centre = new ContactCentre()
  const open = connectInPage(createWebMessaging({ centre }))
  const handlers = { onOpen: vi.fn(), onText: vi.fn(), onClosed: vi.fn() }
  const socket = open('ws://simulator/v1?deploymentId=shop', handlers)
  await vi.waitFor(() => expect(handlers.onOpen).toHaveBeenCalled())
  socket.send(JSON.stringify({ action: 'configureSession', deploymentId: 'shop', token: 'x' }))
  await vi.waitFor(() => expect(handlers.onText).toHaveBeenCalledTimes(1))
  socket.close()
  await vi.waitFor(() => expect(handlers.onClosed).toHaveBeenCalledTimes(1))
  centre.sessions[0]?.join('Anna')
  centre.sessions[0]?.say({ type: 'Text', text: 'too late' })
  socket.send('{}')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(handlers.onText).toHaveBeenCalledTimes(1)
})
