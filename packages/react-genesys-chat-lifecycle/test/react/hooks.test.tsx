import { act, render, screen } from '@testing-library/react'
import { type ReactNode, useEffect, useLayoutEffect } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type ChatMessage,
  GenesysChatProvider,
  type RunGenesysCommand,
  useGenesysBusEvent,
  useGenesysChatActions,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysCommand,
} from '../../src/index.ts'
import { mountApp, mountConversation } from '../support/app.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function Transcript({ onChange }: { onChange?: (messages: readonly ChatMessage[]) => void }): ReactNode {
  const { messages } = useGenesysChatMessages()
  useEffect(() => onChange?.(messages))
  return (
    <ol>
      {messages.map(({ id, from, text }) => (
        <li key={id}>{`${from.type}: ${text}`}</li>
      ))}
    </ol>
  )
}

describe('useGenesysChatMessages', () => {
  const lines = () => screen.queryAllByRole('listitem').map((line) => line.textContent)

  it('gives what was said, in order, without joining, typing and states', async () => {
    const app = await mountConversation({ bus: { async: true }, children: <Transcript /> })
    app.testBus.agent.type()
    app.testBus.agent.say('Hello')
    app.testBus.customer.say('Hi')
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(lines()).toEqual(['agent: Hello', 'customer: Hi'])
  })

  it('gives each message once after a reload, and marks it as historic', async () => {
    let messages: readonly ChatMessage[] = []
    const app = await mountConversation({
      bus: { async: true },
      children: (
        <Transcript
          onChange={(next) => {
            messages = next
          }}
        />
      ),
    })
    app.testBus.agent.say('before')
    await app.settle()
    expect(messages).toMatchObject([{ text: 'before', isHistoric: false }])
    const { id } = messages[0] ?? {}
    await app.reload()
    app.testBus.agent.say('after')
    await app.settle()
    expect(messages).toMatchObject([
      { id, text: 'before', isHistoric: true },
      { text: 'after', isHistoric: false },
    ])
  })

  it('puts an older page, which comes newest first, in its place', async () => {
    const app = await mountConversation({ bus: { async: true, pageSize: 16 }, children: <Transcript /> })
    for (let i = 0; i < 30; i++) app.testBus.agent.say(`${i}`)
    await app.settle()
    await app.reload()
    expect(lines()).toHaveLength(16)
    app.testBus.bus.command('WebChatService.fetchHistory')
    await app.settle()
    expect(lines().map((line) => Number(line?.split(' ')[1]))).toEqual(
      Array.from({ length: 30 }, (_, i) => i),
    )
  })

  it('gives what was said before it was mounted', async () => {
    const app = await mountConversation()
    app.testBus.agent.say('before')
    await app.settle()
    render(
      <GenesysChatProvider bus={app.testBus.bus}>
        <Transcript />
      </GenesysChatProvider>,
    )
    await app.settle()
    expect(lines()).toEqual(['agent: before'])
  })

  it('shows markup as the text it is', async () => {
    const app = await mountConversation({ children: <Transcript /> })
    app.testBus.agent.say('<img src=x onerror=alert(1)> **bold**')
    await app.settle()
    expect(lines()).toEqual(['agent: <img src=x onerror=alert(1)> **bold**'])
    expect(document.querySelector('img')).toBeNull()
  })

  it('begins anew with another session', async () => {
    const app = await mountConversation({ bus: { webChat: false }, children: <Transcript /> })
    app.testBus.agent.say('old')
    await app.settle()
    await app.does(() => {
      void app.chat().end()
    })
    await app.settle()
    expect(lines()).toEqual(['agent: old'])
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.settle()
    expect(lines()).toEqual([])
  })

  it('subscribes nothing while nobody uses it', async () => {
    const app = await mountConversation({ guard: null })
    // The first polls of a session are watched, since an end that they are told is told to nobody else.
    await app.wait(1_000)
    expect(app.testBus.subscriberCount('WebChatService.pollingStarted')).toBe(0)
  })
})

function Listener({ name, onEvent }: { name: string; onEvent: () => void }): null {
  useGenesysBusEvent(name, onEvent)
  return null
}

describe('useGenesysBusEvent', () => {
  it('calls the newest handler, and subscribes nothing anew for it', async () => {
    const first = vi.fn()
    const second = vi.fn()
    const app = await mountConversation()
    const tree = (handler: () => void) => (
      <GenesysChatProvider bus={app.testBus.bus}>
        <Listener name="WebChat.minimized" onEvent={handler} />
      </GenesysChatProvider>
    )
    const page = render(tree(first))
    await app.wait(1_000)
    const subscribe = vi.spyOn(app.testBus.bus, 'subscribe')
    const count = app.testBus.subscriberCount()
    page.rerender(tree(second))
    app.testBus.customer.minimize(true)
    await app.settle()

    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledTimes(1)
    expect(app.testBus.subscriberCount()).toBe(count)
    expect(subscribe).not.toHaveBeenCalled()
  })

  it.each([
    ['WebChat.ended', 'WebChatService.ended'],
    ['WebChatService.messageRecieved', 'WebChatService.messageReceived'],
    ['WebChat.agentConnected', 'WebChatService.agentConnected'],
  ])('warns of %s, which does not exist, and proposes %s', async (name, meant) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const app = await mountConversation({ children: <Listener name={name} onEvent={() => {}} /> })
    await app.wait(12_000)
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(new RegExp(`${name} is no event.*${meant}`)),
    )
    warn.mockRestore()
  })

  it.each([
    'WebChat.started',
    'WebChat.rejected',
    'WebChatService.data.sessionActive',
    'MyOwnPlugin.event',
    'WebChatService.ended',
  ])('does not warn of %s, which is real or may be', async (name) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const app = await mountConversation({ children: <Listener name={name} onEvent={() => {}} /> })
    await app.wait(12_000)
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })
})

function Actor({ onRender }: { onRender: (run: RunGenesysCommand) => void }): null {
  const run = useGenesysCommand()
  useLayoutEffect(() => onRender(run))
  return null
}

function Phase(): ReactNode {
  return <p>{useGenesysChatLifecycle((chat) => chat.phase)}</p>
}

describe('useGenesysCommand', () => {
  let run: RunGenesysCommand
  let renders = 0
  const actor = (
    <Actor
      onRender={(command) => {
        run = command
        renders++
      }}
    />
  )

  it('sends a command, settles, and never renders whoever only acts', async () => {
    renders = 0
    const app = await mountConversation({ children: actor })
    let value: unknown
    await act(async () => {
      void run('WebChatService.getAgents').then((result) => {
        value = result
      })
    })
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(value).toMatchObject({ agents: expect.anything() })
    expect(renders).toBe(1)
  })

  it('warns of a command that would never settle', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const app = await mountConversation({ children: actor, provider: { commandTimeoutMs: 100 } })
    const outcome = expect(run('WebChat.destroy')).rejects.toMatchObject({ kind: 'timeout' })
    await app.wait(2_000)
    await outcome
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/WebChat.destroy is no command.*WebChat.close/))
    warn.mockRestore()
  })
})

function SayHello({ onRender }: { onRender: () => void }): ReactNode {
  const { send } = useGenesysChatActions()
  useEffect(onRender)
  return (
    <button type="button" onClick={() => send('hello')}>
      Hello
    </button>
  )
}

describe('useGenesysChatActions', () => {
  it('gives the actions, and never renders whoever only acts', async () => {
    const rendered = vi.fn()
    const app = await mountConversation({ bus: { async: true }, children: <SayHello onRender={rendered} /> })
    screen.getByRole('button', { name: 'Hello' }).click()
    await app.settle()
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(app.testBus.commandsNamed('WebChatService.sendMessage')).toMatchObject([
      { data: { message: 'hello' } },
    ])
    expect(app.chat().phase).toBe('closed')
    expect(rendered).toHaveBeenCalledTimes(1)
  })
})

function OpenAtOnce({ onOpen }: { onOpen: () => void }): null {
  const openWindow = useGenesysChatLifecycle((chat) => chat.openWindow)
  useEffect(() => {
    openWindow().then(onOpen)
  }, [openWindow, onOpen])
  return null
}

describe('an action', () => {
  it.each([false, true])(
    'can be called in an effect, which runs before the provider’s; StrictMode: %s',
    async (strict) => {
      const opened = vi.fn()
      const app = await mountApp({ strict, guard: null, children: <OpenAtOnce onOpen={opened} /> })
      expect(opened).toHaveBeenCalled()
      expect(app.chat().window).toBe('open')
    },
  )
})

describe('callbacks of the provider', () => {
  it('are always the newest ones', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    const old = vi.fn()
    const newest = vi.fn()
    const page = render(<GenesysChatProvider bus={app.testBus.bus} onSegmentReopened={old} />)
    await app.settle()
    page.rerender(<GenesysChatProvider bus={app.testBus.bus} onSegmentReopened={newest} />)
    app.page.unmount()
    app.testBus.agent.setState('Completed')
    await app.settle()
    app.testBus.customer.say('one more thing')
    await app.settle()
    expect(old).not.toHaveBeenCalled()
    expect(newest).toHaveBeenCalledTimes(1)
  })

  it('that throw are reported, and stop nothing', async () => {
    const onError = vi.fn()
    const app = await mountConversation({
      provider: {
        onSegmentClosed: () => {
          throw new Error('theirs')
        },
        onError,
      },
    })
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(onError).toHaveBeenCalledWith(new Error('theirs'))
    expect(app.chat().phase).toBe('ended')
  })
})

describe('on a server', () => {
  it('renders the state before anything is known, without touching a page', async () => {
    const { renderToString } = await import('react-dom/server')
    expect(
      renderToString(
        <GenesysChatProvider>
          <Phase />
          <Transcript />
        </GenesysChatProvider>,
      ),
    ).toBe('<p>connecting</p><ol></ol>')
  })
})
