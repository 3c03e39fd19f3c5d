import { render } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { ChatEndGuard, GenesysChatProvider, useChatEndGuard } from '../../src/index.ts'
import { mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

let warn: MockInstance<typeof console.warn>

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A guard that is not the component. */
function Hooked(options: Parameters<typeof useChatEndGuard>[0]) {
  useChatEndGuard(options)
  return null
}

let leave: () => void

/** A guard that can be unmounted alone. */
function Coming({ options }: { options: Parameters<typeof useChatEndGuard>[0] }) {
  const [isThere, setThere] = useState(true)
  leave = () => setThere(false)
  return isThere && <Hooked {...options} />
}

describe('several guards', () => {
  it('hold a text once, under the first one’s options, and warn about the others', async () => {
    const held = vi.fn()
    const app = await mountConversation({
      bus: { async: true },
      guard: { followUps: 'confirm', onFollowUpHeld: held },
      children: <Hooked followUps="block" noticePlacement="page" onFollowUpHeld={held} />,
    })
    render(
      <GenesysChatProvider bus={app.testBus.bus}>
        <ChatEndGuard followUps="confirm" onFollowUpHeld={held} />
      </GenesysChatProvider>,
    )
    await app.settle()
    await closeSegment(app)
    await say(app, 'one more thing')

    expect(warn).toHaveBeenCalledTimes(2)
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('more than one <ChatEndGuard>'))
    expect(held).toHaveBeenCalledTimes(1)
    expect(app.testBus.widget.notices).toHaveLength(1)
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Send as a new request' }) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
  })

  it('run one countdown and end the chat once', async () => {
    const app = await mountConversation({
      guard: { endDelayMs: 5_000 },
      children: <Hooked endDelayMs={1_000} onEnd={() => app.callbacks.push('second')} />,
    })
    await closeSegment(app)
    await app.wait(2_000)
    expect(app.chat().phase).toBe('closed')
    await app.wait(5_000)

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.callbacks).toEqual(['closed', 'ended agent', 'close'])
  })

  it.each<['unmounted' | 'mounted', boolean]>([
    ['mounted', true],
    ['mounted', false],
    ['unmounted', true],
    ['unmounted', false],
  ])(
    'close the window of a restored chat as the first one says, with the second one %s (closeWindow: %s)',
    async (second, closeWindow) => {
      const app = await mountConversation({
        bus: { async: true },
        provider: { restorePolicy: 'end' },
        guard: { closeWindow },
        children: <Coming options={{ closeWindow: !closeWindow }} />,
      })
      app.page.unmount()
      app.testBus.reload()
      app.mount()
      if (second === 'unmounted') await app.does(() => leave())
      app.testBus.start()
      await app.settle()
      await app.wait(2_000)

      expect(app.chat().phase).toBe(closeWindow ? 'idle' : 'ended')
      expect(app.ended).toHaveLength(1)
      expect(app.testBus.widget.state.open).toBe(!closeWindow)
    },
  )

  it('of two copies of the library act as one guard', async () => {
    vi.resetModules()
    const copy = await import('../../src/index.ts')
    expect(copy.ChatEndGuard).not.toBe(ChatEndGuard)
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    render(
      <copy.GenesysChatProvider bus={app.testBus.bus}>
        <copy.ChatEndGuard followUps="confirm" />
      </copy.GenesysChatProvider>,
    )
    await app.settle()
    await closeSegment(app)
    await say(app, 'one more thing')

    expect(warn).toHaveBeenCalledTimes(1)
    expect(app.testBus.widget.notices).toHaveLength(1)
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Discard' }) as HTMLElement)
    expect(inOverlay(app)).toBeNull()
  })

  it('hand over to the next one when the first is unmounted', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    render(
      <GenesysChatProvider bus={app.testBus.bus}>
        <ChatEndGuard followUps="confirm" />
      </GenesysChatProvider>,
    )
    await app.settle()
    await closeSegment(app)
    await say(app, 'first')
    await app.does(() => app.page.unmount())
    await say(app, 'second')

    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(inOverlay(app)?.getByText('first')).toBeTruthy()
    expect(inOverlay(app)?.getByText('second')).toBeTruthy()
  })

  it('do not warn in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const app = await mountConversation({ bus: { async: true }, children: <Hooked /> })
    vi.unstubAllEnvs()
    await closeSegment(app)

    expect(warn).not.toHaveBeenCalled()
  })

  it('are not mistaken for several under StrictMode', async () => {
    const app = await mountConversation({
      bus: { async: true },
      strict: true,
      guard: { followUps: 'confirm' },
    })
    await closeSegment(app)
    await say(app, 'one more thing')

    expect(warn).not.toHaveBeenCalled()
    expect(inOverlay(app)?.getAllByText('one more thing')).toHaveLength(1)
  })

  it('leave nothing but idle hooks on the bus when they are unmounted', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    await closeSegment(app)
    await say(app, 'held')
    await app.does(() => app.page.unmount())
    await app.settle()
    expect(inOverlay(app)).toBeNull()
    const before = app.testBus.commands.length
    await say(app, 'passes')

    expect(arrived(app)).toEqual(['passes'])
    expect(app.testBus.commands.slice(before).map(({ name }) => name)).toEqual(['WebChatService.sendMessage'])
  })
})
