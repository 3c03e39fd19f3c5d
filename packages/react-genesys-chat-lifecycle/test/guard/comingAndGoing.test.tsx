import { act, render } from '@testing-library/react'
import { createReplayBus } from 'genesys-models/replay'
import * as React from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatEndGuard, type ChatEndGuardProps, GenesysChatProvider } from '../../src/index.ts'
import { type App, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, say } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const { Activity } = React as {
  Activity?: React.ComponentType<{ mode: 'visible' | 'hidden'; children: React.ReactNode }>
}
const SEND = { name: 'Send as a new request' }
const SEND_AGAIN = { name: 'Send again' }
const MAY_BE_SENT = /Your message may have been sent already/

/** A guard that is mounted and unmounted, over a chat that another provider follows. */
async function guarded(
  props: ChatEndGuardProps,
): Promise<{ app: App; show: (on: boolean) => Promise<void> }> {
  const app = await mountConversation({ bus: { async: true }, guard: null })
  const tree = (on: boolean) => (
    <GenesysChatProvider bus={app.testBus.bus}>{on && <ChatEndGuard {...props} />}</GenesysChatProvider>
  )
  const page = render(tree(false))
  return {
    app,
    show: async (on) => {
      page.rerender(tree(on))
      await app.wait(50)
    },
  }
}

it('a guard that is mounted after the segment was closed shows the notice once', async () => {
  const { app, show } = await guarded({})
  await closeSegment(app)
  await show(true)
  await app.settle()
  expect(app.testBus.widget.notices).toHaveLength(1)
})

describe('a guard that is unmounted while a held text is being sent', () => {
  const sending = async () => {
    const { app, show } = await guarded({ followUps: 'confirm' })
    await show(true)
    await closeSegment(app)
    await say(app, 'one more thing')
    app.testBus.server.latency(400, 'send')
    const press = (button: { name: string }) =>
      act(async () => inOverlay(app)?.queryByRole('button', button)?.click())
    await press(SEND)
    await show(false)
    return { app, show, press }
  }

  it('makes the next guard say that it may have been sent, until it arrives', async () => {
    const { app, show } = await sending()
    await show(true)
    expect(inOverlay(app)?.getByText(MAY_BE_SENT)).toBeTruthy()
    expect(inOverlay(app)?.queryByRole('button', SEND)).toBeNull()
    await app.wait(3_000)

    expect(arrived(app)).toEqual(['one more thing'])
    expect(inOverlay(app)).toBeNull()
  })

  it('does not offer the text again after it arrived', async () => {
    const { app, show } = await sending()
    await app.wait(3_000)
    await closeSegment(app)
    await show(true)
    await app.settle()

    expect(app.chat().phase).toBe('closed')
    expect(inOverlay(app)).toBeNull()
  })

  it('offers the text again if it did not arrive', async () => {
    const { app, show, press } = await sending()
    app.testBus.server.fail(500, { only: 'send' })
    await show(true)
    await app.wait(3_000)
    expect(arrived(app)).toEqual([])
    app.testBus.server.recover()
    await press(SEND_AGAIN)
    await app.wait(3_000)

    expect(arrived(app)).toEqual(['one more thing'])
  })
})

it('a text is held and offered again even if its data cannot be serialized', async () => {
  const { app, show } = await guarded({ followUps: 'confirm' })
  await show(true)
  await closeSegment(app)
  const data: Record<string, unknown> = { message: 'one more thing' }
  data.self = data
  await app.does(() => void app.testBus.bus.command('WebChatService.sendMessage', data))
  await app.settle()
  expect(arrived(app)).toEqual([])
  await show(false)
  await show(true)
  await app.settle()

  expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
})

describe('a notice whose window was opened anew while no guard was mounted', () => {
  const reopenWindow = async (app: App) => {
    app.testBus.customer.close()
    await app.settle()
    app.testBus.customer.open()
    await app.settle()
    expect(app.testBus.widget.notices).toHaveLength(0)
  }

  it('is shown again when the guard is mounted again', async () => {
    const { app, show } = await guarded({})
    await show(true)
    await closeSegment(app)
    expect(app.testBus.widget.notices).toHaveLength(1)
    await show(false)
    await reopenWindow(app)
    await show(true)
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
  })

  it('is shown again when the guard is mounted again with its provider', async () => {
    const app = await mountConversation({ bus: { async: true } })
    await closeSegment(app)
    app.page.unmount()
    await reopenWindow(app)
    app.mount()
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
  })

  it('is not shown twice in a window that was only minimized', async () => {
    const { app, show } = await guarded({})
    await show(true)
    await closeSegment(app)
    await show(false)
    app.testBus.customer.minimize()
    app.testBus.customer.open()
    await app.settle()
    await show(true)
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
  })
})

describe.skipIf(!Activity)('inside an <Activity>', () => {
  it('a chat without an id whose restore failed calls onEnded once', async () => {
    const Shown = Activity ?? React.Fragment
    const onEnded = vi.fn()
    const bus = createReplayBus({ advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
    const tree = (mode: 'visible' | 'hidden') => (
      <Shown mode={mode}>
        <GenesysChatProvider bus={bus.bus} onEnded={onEnded} />
      </Shown>
    )
    const page = render(tree('visible'))
    for (const event of ['App.ready', 'WebChatService.ready', 'WebChatService.restoreFailed']) {
      bus.publish(event)
      await bus.wait(5)
    }
    page.rerender(tree('hidden'))
    page.rerender(tree('visible'))
    await bus.wait(5_000)

    expect(onEnded.mock.calls).toEqual([[{ reason: 'restore-failed', sessionId: null, isAsync: false }]])
  })

  it.each([false, true])(
    'a guard acts while it is visible, and only once (StrictMode: %s)',
    async (strict) => {
      const app = await mountConversation({ bus: { async: true }, guard: null })
      const Shown = Activity ?? React.Fragment
      const Mode = strict ? React.StrictMode : React.Fragment
      const tree = (mode: 'visible' | 'hidden') => (
        <Mode>
          <Shown mode={mode}>
            <GenesysChatProvider bus={app.testBus.bus}>
              <ChatEndGuard followUps="confirm" />
            </GenesysChatProvider>
          </Shown>
        </Mode>
      )
      const page = render(tree('hidden'))
      const turn = async (mode: 'visible' | 'hidden') => {
        page.rerender(tree(mode))
        await app.settle()
      }
      await closeSegment(app)
      expect(app.testBus.widget.notices).toHaveLength(0)
      await turn('visible')
      await say(app, 'one more thing')
      await turn('hidden')
      expect(inOverlay(app)).toBeNull()
      await turn('visible')

      expect(app.testBus.widget.notices).toHaveLength(1)
      expect(inOverlay(app)?.getAllByText('one more thing')).toHaveLength(1)
    },
  )
})
