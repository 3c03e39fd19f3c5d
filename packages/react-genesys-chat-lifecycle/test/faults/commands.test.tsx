import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CXBusDeferred, CXBusPlugin } from '../../src/core.ts'
import { ChatCommandError, type ChatLifecycle } from '../../src/index.ts'
import { type App, mountConversation } from '../support/app.tsx'
import { closeSegment, inOverlay, press, say } from '../support/guarded.tsx'
import { mountAtDoor } from './support/door.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** What a command gives that does not exist. */
const silence: CXBusDeferred = { done: () => silence, fail: () => silence }

/** Makes the page's own hook do something to a command of ours. */
function hook(app: App, command: string, fate: 'cancels' | 'throws'): void {
  app.testBus.bus.before(command, () => {
    if (fate === 'throws') throw new Error('a hook of the page')
    return false
  })
}

const kinds = (errors: unknown[]): string[] => errors.map((error) => (error as { kind: string }).kind)

describe('an end that the guard asks for', () => {
  it.each([
    ['cancels', 'cancelled'],
    ['throws', 'rejected'],
  ] as const)('and a hook of the page %s is told once, and not tried for ever', async (fate, kind) => {
    const app = await mountConversation()
    hook(app, 'WebChatService.endChat', fate)
    await closeSegment(app)
    await app.wait(60_000)

    expect(kinds(app.errors)).toEqual([kind])
    expect(app.callbacks).toEqual(['closed'])
    expect(app.chat()).toMatchObject({ phase: 'closed', endReason: null })
    expect(app.testBus.centre.session.left).toBe(false)
  })

  it('and the server never answers is a timeout; the chat ends when the answer comes', async () => {
    const app = await mountConversation({ provider: { commandTimeoutMs: 2_000 } })
    app.testBus.server.latency(5_000, 'leave')
    app.testBus.agent.setState('Completed')
    await app.wait(3_000)
    expect(kinds(app.errors)).toEqual(['timeout'])
    expect(app.chat().phase).toBe('ending')

    await app.wait(5_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })
})

describe('a notice', () => {
  it.each(['cancels', 'throws'] as const)(
    'whose injection a hook of the page %s is in the page',
    async (fate) => {
      const app = await mountConversation({ bus: { async: true } })
      hook(app, 'WebChat.injectMessage', fate)
      await closeSegment(app)

      expect(app.testBus.widget.notices).toEqual([])
      expect(app.page.container).toHaveTextContent('Please do not respond')
      expect(app.errors).toEqual([])
    },
  )

  it('whose injection never settles is in the page when the time for it is over', async () => {
    const app = await mountAtDoor(
      ({ command }) => ({
        command: (name, data) => (name === 'WebChat.injectMessage' ? silence : command(name, data)),
      }),
      { bus: { async: true }, provider: { commandTimeoutMs: 2_000 } },
    )
    await closeSegment(app)
    await app.wait(1_000)
    expect(app.page.container).toHaveTextContent('')
    await app.wait(2_000)
    expect(app.page.container).toHaveTextContent('Please do not respond')
  })
})

describe('a bus of which nothing works', () => {
  const broken = (): never => {
    throw new TypeError('broken')
  }
  const actions = (chat: ChatLifecycle): Promise<unknown>[] => [
    chat.start(),
    chat.send('text'),
    chat.sendTyping(),
    chat.openWindow(),
    chat.closeWindow(),
    chat.injectNotice('text'),
  ]

  it.each<[string, (plugin: CXBusPlugin) => Partial<CXBusPlugin>, string]>([
    ['command throws', () => ({ command: broken }), 'rejected'],
    ['command never settles', () => ({ command: () => silence }), 'timeout'],
    ['registry throws', () => ({ registry: broken }), 'rejected'],
    ['data throws', () => ({ data: broken }), 'rejected'],
    ['subscribe throws', () => ({ subscribe: broken }), 'rejected'],
    ['before throws', () => ({ before: broken }), 'rejected'],
  ])('because its %s: every command settles, typed, and the page lives on', async (_, change, kind) => {
    const app = await mountAtDoor(change, { guard: { followUps: 'confirm' } })
    const outcomes = Promise.allSettled(actions(app.chat()))
    await app.wait(30_000)
    for (const outcome of await outcomes) {
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toBeInstanceOf(ChatCommandError)
        expect(outcome.reason.kind).toBe(kind)
      }
    }
    await app.does(() => app.page.unmount())
  })

  it('because its command gives nothing back: what it did is done', async () => {
    const app = await mountAtDoor(({ command }) => ({
      command: (name, data) => void command(name, data) as never,
    }))
    await app.does(() => app.chat().sendTyping())
    expect(app.sent('WebChatService.sendTyping')).toBe(1)
  })
})

describe('a held text', () => {
  it.each(['cancels', 'throws'] as const)(
    'whose overlay a hook of the page %s is shown in the page',
    async (fate) => {
      const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
      hook(app, 'WebChat.showOverlay', fate)
      await closeSegment(app)
      await say(app, 'one more thing')

      expect(inOverlay(app)).toBeNull()
      expect(app.page.getByText('one more thing')).toBeInTheDocument()
    },
  )

  it.each([
    ['cancels', 'cancelled'],
    ['throws', 'rejected'],
  ] as const)('that a hook of the page %s when it is sent stays held, and is told', async (fate, kind) => {
    const app = await mountConversation({
      bus: { async: true },
      guard: { followUps: 'confirm', noticePlacement: 'page' },
    })
    await closeSegment(app)
    await say(app, 'one more thing')
    hook(app, 'WebChatService.sendMessage', fate)
    await press(app, app.page.getByRole('button', { name: 'Send as a new request' }))

    expect(app.page.getByText('one more thing')).toBeInTheDocument()
    expect(app.page.getByRole('button', { name: 'Discard' })).not.toHaveAttribute('aria-disabled')
    expect(kinds(app.errors)).toEqual([kind])
  })
})
