import { fireEvent, render, screen } from '@testing-library/react'
import { useLayoutEffect } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ChatEndGuard,
  type ChatLifecycle,
  GenesysChatProvider,
  useGenesysChatLifecycle,
} from '../src/index.ts'
import { TRANSLATIONS } from '../src/platform/genesys-widgets/translate.ts'
import { mountApp, mountConversation, Watch } from './support/app.tsx'
import { rawConversation } from './support/rawBus.tsx'

const SENTENCE = /Please do not respond to this automated message/

/** Renders when the chat is closed and when it is no longer, and at no other time. */
function ClosedProbe({ onRender }: { onRender: () => void }) {
  useGenesysChatLifecycle(
    (chat) => ({ closed: chat.phase === 'closed' }),
    (a, b) => a.closed === b.closed,
  )
  useLayoutEffect(() => {
    onRender()
  })
  return null
}

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('rule 1: one closed segment, one notice', () => {
  it('also under StrictMode', async () => {
    const app = await mountConversation({ bus: { async: true }, strict: true })
    app.testBus.agent.setState('Finalizing')
    app.testBus.agent.setState('Completed')
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('also with a second guard and a second provider, and the second says so', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const app = await mountConversation({ bus: { async: true }, children: <ChatEndGuard /> })
    render(
      <GenesysChatProvider bus={app.testBus.bus}>
        <ChatEndGuard />
      </GenesysChatProvider>,
    )
    await app.settle()
    app.testBus.agent.setState('Completed')
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('more than one <ChatEndGuard>'))
    warn.mockRestore()
  })

  it('also when the guard is mounted anew, and when another guard takes over', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.testBus.agent.setState('Completed')
    await app.settle()
    app.page.unmount()
    app.mount()
    await app.settle()

    expect(app.chat().phase).toBe('closed')
    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('and shows it again, once, in a transcript that was emptied', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.testBus.agent.setState('Completed')
    await app.settle()
    app.testBus.customer.close()
    await app.settle()
    app.testBus.customer.open()
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(app.sent('WebChat.injectMessage')).toBe(2)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })
})

describe('rule 3: a reopened segment is not closed', () => {
  it('shows nothing for a segment that is closed and reopened in one batch', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.testBus.agent.setState('Completed')
    app.testBus.customer.say('one more thing')
    app.testBus.agent.join()
    await app.settle()

    expect(app.chat().phase).toBe('active')
    expect(app.sent('WebChat.injectMessage')).toBe(0)
  })

  it('takes the first Completed after a reopening out of Finalizing for the old segment’s', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.testBus.agent.closeSegment('Bye', 'Finalizing')
    await app.settle()
    app.testBus.customer.say('one more thing')
    await app.settle()
    app.testBus.agent.setState('Completed')
    await app.settle()

    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null, interactionState: 'Completed' })
    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
  })

  it('does not end a regular chat that an agent took up again', async () => {
    const app = await mountConversation({ guard: { endDelayMs: 5_000 } })
    app.testBus.agent.setState('Finalizing')
    await app.settle(1_000)
    app.testBus.agent.join()
    await app.settle()
    await app.wait(60_000)

    expect(app.chat().phase).toBe('active')
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })

  it('lets a late “thanks” in a regular chat not stop the close', async () => {
    const app = await mountConversation({ guard: { endDelayMs: 5_000 } })
    app.testBus.agent.setState('Finalizing')
    await app.settle(1_000)
    app.testBus.customer.say('thanks!')
    await app.wait(6_000)

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })
})

describe('rule 4: a notice is not lost', () => {
  it('is in the page while the window is closed, and moves to the widget when that opens', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.testBus.customer.close()
    await app.settle()
    app.testBus.agent.setState('Completed')
    await app.settle()
    expect(screen.getByText(SENTENCE)).toBeVisible()

    app.testBus.customer.open()
    await app.settle()
    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(screen.queryByText(SENTENCE)).not.toBeInTheDocument()
    expect(app.callbacks.filter((name) => name === 'notice')).toHaveLength(1)
  })

  it('stays away once it was dismissed', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.testBus.customer.close()
    await app.settle()
    app.testBus.agent.setState('Completed')
    await app.settle()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    app.testBus.customer.open()
    await app.settle()

    expect(screen.queryByText(SENTENCE)).not.toBeInTheDocument()
    expect(app.testBus.widget.notices).toEqual([])
  })

  it('is in the page on a page without the widget’s window', async () => {
    const app = await mountConversation({ bus: { async: true, webChat: false } })
    app.testBus.agent.setState('Completed')
    await app.settle()

    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)
    expect(app.sent('WebChat.injectMessage')).toBe(0)
  })
})

describe('rule 5: endChat at most once, never without a session, and the window closed only after the end', () => {
  it('ends once although both states come, and two guards are there', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const app = await mountConversation({ children: <ChatEndGuard /> })
    app.testBus.agent.setState('Finalizing')
    app.testBus.agent.setState('Completed')
    await app.settle()
    app.testBus.agent.setState('Completed')
    await app.settle()

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.callbacks).toEqual(['closed', 'ended agent', 'close'])
    warn.mockRestore()
  })

  it('gives a second caller the same end', async () => {
    const app = await mountConversation()
    let first: Promise<void> | undefined
    let second: Promise<void> | undefined
    await app.does(() => {
      first = app.chat().end()
      second = app.chat().end({ closeWindow: true })
    })
    await app.settle()
    await expect(first).resolves.toBeUndefined()
    await expect(second).resolves.toBeUndefined()

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.chat().window).toBe('closed')
    expect(app.ended).toMatchObject([{ reason: 'customer' }])
  })

  it('resolves without a command when there is nothing to end', async () => {
    const app = await mountApp()
    await app.does(() => app.chat().end())

    expect(app.sent('WebChatService.endChat')).toBe(0)
  })

  it('closes the window only after a slow request has come back', async () => {
    const app = await mountConversation({ guard: { closeWindow: true } })
    app.testBus.agent.setState('Finalizing')
    app.testBus.server.latency(3_000)
    await app.wait(2_500)
    expect(app.sent('WebChat.close')).toBe(0)
    app.testBus.server.latency(0)
    await app.wait(10_000)
    await app.settle()

    expect(app.testBus.widget.state.open).toBe(false)
    expect(app.sent('WebChat.close')).toBe(1)
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('ends in a chat that was started on the same page after an end, too', async () => {
    const app = await mountConversation()
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    app.testBus.customer.close()
    await app.settle()
    app.testBus.customer.open()
    await app.settle()
    app.testBus.agent.join()
    await app.settle()
    app.testBus.agent.setState('Finalizing')
    await app.settle()

    expect(app.sent('WebChatService.endChat')).toBe(2)
    expect(app.ended.map(({ reason }) => reason)).toEqual(['agent', 'agent'])
    expect(new Set(app.closed.map(({ key }) => key)).size).toBe(2)
  })
})

describe('rule 6: nothing hangs and nothing throws', () => {
  it('settles a command that the bus never answers', async () => {
    const app = await mountConversation({ provider: { commandTimeoutMs: 1_000 } })
    let outcome: unknown
    await app.does(() => {
      app.testBus.server.latency(60_000)
      app
        .chat()
        .send('hi')
        .catch((error: unknown) => {
          outcome = error
        })
    })
    await app.wait(1_100)

    expect(outcome).toMatchObject({
      name: 'ChatCommandError',
      kind: 'timeout',
      command: 'WebChatService.sendMessage',
    })
  })

  it('is unavailable when no bus comes, refuses commands at once, and takes up a bus that comes late', async () => {
    let late = false
    const app = await mountApp({ start: false })
    app.page.unmount()
    let chat: ChatLifecycle | undefined
    render(
      <GenesysChatProvider bus={() => (late ? app.testBus.bus : undefined)} busTimeoutMs={5_000}>
        <Watch
          onChange={(next) => {
            chat = next
          }}
        />
      </GenesysChatProvider>,
    )
    let early: unknown
    chat?.send('hi').catch((error: unknown) => {
      early = error
    })
    await app.wait(5_100)
    expect(chat?.phase).toBe('unavailable')
    expect(early).toMatchObject({ kind: 'unavailable' })
    await expect(chat?.openWindow()).rejects.toMatchObject({ kind: 'unavailable', command: 'WebChat.open' })

    late = true
    app.testBus.start()
    await app.wait(1_000)
    expect(chat?.phase).toBe('idle')
  })

  it.each([
    null,
    42,
    'text',
    [],
    { errors: 'none', data: 3, async: 'yes' },
    { errors: [null], data: { sessionId: 7 } },
    { originalMessages: 'none', messages: { length: 3 } },
    { originalMessages: [null, 7, {}, [], { from: 'me', data: 'x', index: {} }], messages: [] },
  ])('takes %j for the payload of any event', async (payload) => {
    const { chat, publish } = await rawConversation()
    const events = Object.keys(TRANSLATIONS).filter((event) => /error|typing|submitted|rejected/i.test(event))
    for (const event of [...events, 'WebChatService.messageReceived', 'WebChatService.capabilitiesChanged']) {
      await publish(
        event,
        event.endsWith('messageReceived')
          ? { messages: [], originalMessages: [], ...Object(payload) }
          : payload,
      )
    }
    expect(chat.getState().phase).toBe('active')

    await publish('WebChatService.started', payload)
    await publish('WebChatService.ended', payload)
    await publish('WebChatService.ended', payload)
    expect(chat.getState().phase).toBe('ended')
  })

  it('takes a message that throws when it is read for none, and the others of its batch for what they are', async () => {
    const { chat, publish } = await rawConversation()
    const trap = {
      get text() {
        throw new Error('a preprocessor’s')
      },
    }
    const closedSegment = {
      type: 'System',
      from: { type: 'System' },
      event: 'InteractionStateChange',
      data: { interactionState: 'Completed' },
      index: '2000-1',
    }
    await publish('WebChatService.messageReceived', { messages: [], originalMessages: [trap, closedSegment] })
    expect(chat.getState().phase).toBe('closed')
    chat.destroy()
  })

  it('lets no subscriber that throws keep a change from the others, or a command from being sent', async () => {
    const onError = vi.fn()
    const { bus, chat } = await rawConversation({ onError })
    const phases: string[] = []
    chat.subscribe(() => {
      throw new Error('theirs')
    })
    chat.subscribe(() => phases.push(chat.getState().phase))
    const ended = chat.actions.end()
    await bus.wait(50)
    await ended
    expect(phases).toEqual(['ending', 'ended'])
    expect(onError).toHaveBeenCalledWith(new Error('theirs'))
    chat.destroy()
  })
})

describe('rule 7: the page is left as it was', () => {
  it('keeps the page’s own subscriptions on the shared bus when it unmounts', async () => {
    const app = await mountConversation({ bus: { async: true } })
    const heard: string[] = []
    app.testBus.bus.subscribe('WebChatService.messageReceived', () => heard.push('message'))
    app.page.unmount()
    app.testBus.agent.say('hello')
    await app.settle()

    expect(heard).toEqual(['message'])
  })

  it('keeps the replay of sticky events', async () => {
    const app = await mountConversation()
    app.page.unmount()
    const heard: string[] = []
    for (const event of ['App.ready', 'WebChat.ready', 'WebChatService.ready']) {
      app.testBus.bus.subscribe(event, () => heard.push(event))
    }
    await app.settle()

    expect(heard).toEqual(['App.ready', 'WebChat.ready', 'WebChatService.ready'])
  })

  it('does nothing any more', async () => {
    const app = await mountConversation({ bus: { async: true } })
    app.page.unmount()
    const before = app.testBus.commands.length
    app.testBus.agent.setState('Completed')
    await app.settle()

    const ours = app.testBus.commands.slice(before).filter(({ name }) => !name.startsWith('App.'))
    expect(ours).toEqual([])
    expect(app.testBus.subscriberCount()).toBe(3)
  })

  it('makes the bus load no plugin that is not there, except to start or to open', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    const app = await mountApp({ bus: { webChat: false, webChatService: false, loadPlugin } })
    const { send, sendTyping, closeWindow, injectNotice, start, openWindow } = app.chat()
    await app.wait(2_000)
    for (const act of [() => send('hi'), sendTyping, closeWindow, () => injectNotice('hi')]) {
      await expect(act()).rejects.toMatchObject({ kind: 'unavailable' })
    }
    expect(loadPlugin).not.toHaveBeenCalled()

    await app.does(() => {
      start().catch(() => {})
      openWindow().catch(() => {})
    })
    await app.settle()
    expect(loadPlugin.mock.calls.map(([name]: unknown[]) => name).sort()).toEqual([
      'WebChat',
      'WebChatService',
    ])
  })
})

describe('rule 9: a quiet bus renders nothing', () => {
  it.each([true, false])('for a minute of polling (asynchronous: %s)', async (async) => {
    const app = await mountConversation({ bus: { async, pollMs: 300 } })
    const before = app.commits()
    await app.wait(60_000)

    expect(app.commits()).toBe(before)
  })

  it('renders a selector’s consumer only when its part changes', async () => {
    let renders = 0
    const app = await mountConversation({
      bus: { async: true },
      children: <ClosedProbe onRender={() => renders++} />,
    })
    expect(renders).toBe(1)
    app.testBus.agent.type()
    app.testBus.agent.say('hello')
    await app.settle()
    expect(renders).toBe(1)
    app.testBus.agent.setState('Completed')
    await app.settle()
    expect(renders).toBe(2)
  })
})

describe('rule 10: a chat that the server ended is an ended chat', () => {
  it.each([true, false])('live (asynchronous: %s)', async (async) => {
    const app = await mountConversation({ bus: { async } })
    app.testBus.server.end()
    await app.settle()
    await app.wait(200)

    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server', canSend: false })
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.testBus.widget.state.inputEnabled).toBe(false)
    expect(app.ended).toHaveLength(1)
  })

  it('when it happened while the page was away', async () => {
    const app = await mountConversation()
    app.page.unmount()
    app.testBus.server.end()
    await app.reload()
    await app.wait(12_000)

    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
  })

  it('and a new one can be started at once', async () => {
    const app = await mountConversation({ bus: { webChat: false } })
    app.testBus.server.end()
    await app.settle()
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.settle()

    expect(app.chat().phase).toBe('waiting')
  })
})

it('throws outside of the provider, naming both', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => render(<ClosedProbe onRender={() => {}} />)).toThrow(
    /useGenesysChatLifecycle must be used inside <GenesysChatProvider>/,
  )
  expect(() => render(<ChatEndGuard />)).toThrow(/<ChatEndGuard> must be used inside <GenesysChatProvider>/)
  log.mockRestore()
})
