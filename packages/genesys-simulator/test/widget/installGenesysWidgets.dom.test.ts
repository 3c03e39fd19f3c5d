import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { SharedBus } from 'genesys-models/widget'
import { type ChatSession, ContactCentre, createApp } from 'genesys-simulator/server'
import { installGenesysWidgets } from 'genesys-simulator/widget'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

interface WidgetGlobals {
  CXBus?: {
    command(name: string, data?: unknown): unknown
    registerPlugin(name: string): unknown
    registerMaster(): { lock(): void } | undefined
  }
  _genesys?: { widgets?: { bus?: SharedBus; onReady?: (bus: SharedBus) => void } }
}

// The server's tokens are signed by Node's means, which do not take the bytes that jsdom makes.
await vi.hoisted(async () => {
  const { Buffer } = await import('node:buffer')
  vi.stubGlobal('Uint8Array', Object.getPrototypeOf(Buffer))
  vi.stubGlobal('TextEncoder', (await import('node:util')).TextEncoder)
})

const page = window as unknown as WidgetGlobals
let centre: ContactCentre
let app: ReturnType<typeof createApp>
let uninstall: () => void

/** The widget over the simulator's own server, in one process. */
function boot(options: { async?: boolean } = {}): void {
  const widgets = installGenesysWidgets({
    dataURL: 'http://simulator.example/nexus/v3/chat/sessions',
    endpoint: options.async ? 'support-async' : 'support',
    async: options.async ?? false,
    pollTimeout: 100,
    bootMs: 5,
    closeMs: 0,
    // The signals of jsdom are not those of Node's Request.
    fetch: async (url, { signal: _signal, ...init }) => app.fetch(new Request(url, init)),
  })
  uninstall = widgets.uninstall
}

async function startChat(): Promise<ChatSession> {
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Chat' }))
  await user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Joe')
  await user.click(await screen.findByRole('button', { name: 'Start chat' }))
  await screen.findByText('Chat Started')
  const session = centre.sessions[0]
  if (!session) throw new Error('The contact centre has no session.')
  return session
}

const command = (name: string, data?: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    page._genesys?.widgets?.bus?.command(name, data).done(resolve).fail(reject)
  })

beforeEach(() => {
  centre = new ContactCentre({ seed: 1 })
  app = createApp({ centre })
  page._genesys = { widgets: {} }
})

afterEach(() => {
  uninstall()
  for (const pair of document.cookie.split('; ')) {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no other way
    document.cookie = `${pair.split('=')[0]}=; path=/; max-age=0`
  }
  localStorage.clear()
})

describe('the widget on a page', () => {
  test('is there in the order of the real one: the bus, then its shared door, then onReady', async () => {
    const onReady = vi.fn()
    boot()
    expect(page.CXBus).toBeDefined()
    expect(page._genesys?.widgets?.bus).toBeUndefined()
    // Set after the script ran, as pages do.
    Object.assign(page._genesys?.widgets ?? {}, { onReady })
    await waitFor(() => expect(onReady).toHaveBeenCalledTimes(1))
    expect(onReady).toHaveBeenCalledWith(page._genesys?.widgets?.bus)
    expect(page.CXBus?.registerPlugin('WebChat')).toBe(false)
  })

  test('puts the focus into the form of a window that was opened by hand', async () => {
    boot()
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Chat' }))
    await waitFor(() => expect(screen.getByLabelText('First name')).toHaveFocus())
  })

  test('asks for the name that the contact centre requires, and keeps the customer in the form', async () => {
    boot()
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Chat' }))
    await user.type(await screen.findByRole('textbox', { name: 'Last name' }), 'Doe')
    await user.click(screen.getByRole('button', { name: 'Start chat' }))
    expect(screen.getByRole('alert')).toHaveTextContent('Please enter your first name.')
    const name = screen.getByRole('textbox', { name: 'First name' })
    expect(name).toHaveFocus()
    expect(name).toBeInvalid()
    expect(centre.sessions).toEqual([])

    await user.type(name, 'Joe{Enter}')
    await screen.findByText('Chat Started')
    expect(centre.sessions[0]?.customer.nickname).toBe('Joe')
  })

  test('starts a chat from its form, and both sides hear each other', async () => {
    boot()
    const session = await startChat()
    expect(session.customer.nickname).toBe('Joe')

    const user = userEvent.setup()
    await user.type(screen.getByLabelText('Message'), 'My light stays on{Enter}')
    await waitFor(() => expect(session.read().map((message) => message.text)).toContain('My light stays on'))
    expect(screen.getByLabelText('Message')).toHaveValue('')

    session.join('Anna')
    session.say({ type: 'Text', text: 'Have you descaled it?' })
    expect(await within(screen.getByRole('log')).findByText('Have you descaled it?')).toBeVisible()
    expect(screen.getByText('Anna Connected')).toBeVisible()
  })

  test('shows what an agent writes as text, never as HTML', async () => {
    boot()
    const session = await startChat()
    session.join('Anna')
    session.say({ type: 'Text', text: '<img src=x onerror=alert(1)> **bold** https://halbrook.example/a' })
    const link = await screen.findByRole('link', { name: 'https://halbrook.example/a' })
    expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    expect(link.parentElement).toHaveTextContent('<img src=x onerror=alert(1)> **bold**')
    expect(document.querySelector('img')).toBeNull()
  })

  test('takes a notice once the chat has started, and refuses it before', async () => {
    boot()
    await screen.findByRole('button', { name: 'Chat' })
    await expect(command('WebChat.injectMessage', { type: 'text', text: 'Thank you' })).rejects.toBe(
      'No chat session to inject into.',
    )
    await startChat()
    await command('WebChat.injectMessage', { type: 'text', text: 'Thank you', bubble: { time: false } })
    expect(within(screen.getByRole('log')).getByText('Thank you')).toBeVisible()
  })

  test('shows of injected HTML what is harmless', async () => {
    boot()
    await startChat()
    await command('WebChat.injectMessage', { type: 'html', text: '<b>Bye</b><img src=x onerror=alert(1)>' })
    const shown = await screen.findByText('Bye')
    await waitFor(() => expect(shown).toBeVisible())
    expect(document.querySelector('img')).toBeNull()
  })

  test('asks before it ends a chat, and then takes no more text', async () => {
    boot()
    const session = await startChat()
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Close chat' }))
    const question = screen.getByRole('alertdialog', { name: 'End this chat?' })
    await user.keyboard('{Escape}')
    expect(question).not.toBeVisible()
    expect(screen.getByLabelText('Message')).toBeEnabled()

    await user.click(screen.getByRole('button', { name: 'Close chat' }))
    await user.click(screen.getByRole('button', { name: 'End chat' }))
    await screen.findByText('Chat Ended')
    expect(screen.getByLabelText('Message')).toBeDisabled()
    expect(session.ended).toBe(true)
  })

  test('goes back to its button, with the focus, when a chat that is over is closed', async () => {
    boot()
    await startChat()
    await command('WebChatService.endChat')
    const close = screen.getByRole('button', { name: 'Close chat' })
    close.focus()
    await userEvent.setup().click(close)
    await waitFor(() => expect(screen.getByRole('button', { name: 'Chat' })).toHaveFocus())
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('minimises to its bar and counts what is missed', async () => {
    boot()
    const session = await startChat()
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Minimise chat' }))
    session.join('Anna')
    session.say({ type: 'Text', text: 'Are you there?' })
    const shown = await screen.findByText('1 new')
    await waitFor(() => expect(shown).toBeVisible())
    await user.click(screen.getByRole('button', { name: 'Open chat again' }))
    expect(screen.queryByText('1 new')).toBeNull()
    expect(screen.getByText('Are you there?')).toBeVisible()
  })

  test('shows a live node over the transcript, and leaves it in its place when hidden', async () => {
    boot()
    await startChat()
    const node = document.createElement('button')
    node.textContent = 'Send it anyway'
    const pressed = vi.fn()
    node.addEventListener('click', pressed)
    await command('WebChat.showOverlay', { html: node, mode: 'fit' })
    await userEvent.setup().click(screen.getByRole('button', { name: 'Send it anyway' }))
    expect(pressed).toHaveBeenCalledOnce()
    expect(screen.getByLabelText('Message')).toBeVisible()
    await command('WebChat.hideOverlay')
    expect(node).not.toBeVisible()
    expect(node.isConnected).toBe(true)
  })

  test('restores a chat over the cookies of the page before', async () => {
    boot()
    const session = await startChat()
    session.join('Anna')
    session.say({ type: 'Text', text: 'Still here' })
    await screen.findByText('Still here')
    uninstall()
    expect(screen.queryByRole('log')).toBeNull()
    boot()
    const shown = await screen.findByText('Still here')
    await waitFor(() => expect(shown).toBeVisible())
  })

  test('says when the chat is no longer known', async () => {
    boot()
    const session = await startChat()
    centre.forget(session.id)
    expect(await screen.findByRole('alert')).toHaveTextContent('This chat is no longer known to us.')
  })

  test('says why there is no chat where the page has locked registration', async () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    boot()
    page.CXBus?.registerMaster()?.lock()
    await waitFor(() => expect(report).toHaveBeenCalledTimes(2))
    vi.unstubAllGlobals()
    expect(report.mock.calls.map(([error]) => (error as Error).message)).toEqual([
      expect.stringMatching(/^WebChatService was not registered: registration is locked/),
      expect.stringMatching(/^WebChat was not registered: registration is locked/),
    ])
    await expect(command('WebChat.open')).rejects.toMatch('Could not load plugin file')
  })
})
