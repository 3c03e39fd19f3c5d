import { act, render, screen, within } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ChatEndGuard,
  type ChatEndGuardHandle,
  GenesysChatProvider,
  useChatEndGuard,
  useSecondsLeft,
} from '../../src/index.ts'
import { ar } from '../../src/locales/index.ts'
import { mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, headless, inOverlay, press, say } from '../support/guarded.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('for screen readers', () => {
  it('a notice appears in a status region that was there before', async () => {
    const app = await headless()
    const status = screen.getByRole('status')
    expect(status).toBeEmptyDOMElement()
    await closeSegment(app)

    expect(screen.getByRole('status')).toBe(status)
    expect(status).not.toBeEmptyDOMElement()
    expect(status).toHaveAttribute('aria-atomic', 'false')
  })

  it('the overlay is a status region that is shown before its text is filled in', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    let atFirst: string | null = 'never shown'
    app.testBus.bus.before('WebChat.showOverlay', (data) => {
      atFirst = (data as { html: HTMLElement }).html.textContent
      return data
    })
    await closeSegment(app)
    await say(app, 'one')

    expect(atFirst).toBe('')
    expect(app.testBus.widget.state.overlay).toMatchObject({ mode: 'fit' })
    expect(app.testBus.widget.state.overlay?.html).toHaveAttribute('role', 'status')
  })

  it('the seconds of a countdown are not announced', async () => {
    const app = await headless({ asyncPolicy: 'end', endDelayMs: 10_000 })
    await closeSegment(app)
    expect(screen.getByRole('timer')).toHaveAttribute('aria-live', 'off')
  })
})

describe('the focus', () => {
  it('stops at the buttons, not at the containers that may scroll', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    await closeSegment(app)
    await say(app, 'one')
    for (const region of [screen.getByRole('status'), app.testBus.widget.state.overlay?.html])
      expect(region).toHaveAttribute('tabindex', '-1')
  })

  it('is never taken, and returns to where it was when the focused button goes away', async () => {
    const app = await headless({ followUps: 'confirm' })
    const input = document.body.appendChild(document.createElement('input'))
    input.focus()
    await closeSegment(app)
    await say(app, 'one more thing')
    expect(input).toHaveFocus()

    const discard = screen.getByRole('button', { name: 'Discard' })
    await app.does(() => discard.focus())
    expect(discard).toHaveFocus()
    await press(app, discard)
    expect(input).toHaveFocus()
    input.remove()
  })

  it('stays where it is when a card without it goes away', async () => {
    const app = await headless({ followUps: 'confirm' })
    const input = document.body.appendChild(document.createElement('input'))
    await closeSegment(app)
    await say(app, 'one more thing')
    await app.does(() => screen.getByRole('button', { name: 'Discard' }).focus())
    await app.does(() => input.focus())
    app.testBus.server.end()
    await app.settle()

    expect(input).toHaveFocus()
    input.remove()
  })
})

it('adds no inline styles and no scripts, so that a strict Content-Security-Policy holds', async () => {
  const app = await headless({ asyncPolicy: 'end', endDelayMs: 10_000, followUps: 'confirm' })
  await closeSegment(app)
  await say(app, 'one more thing')
  expect(document.body.querySelectorAll('[style], style, script')).toHaveLength(0)
  expect(document.head.querySelectorAll('style, script')).toHaveLength(0)
})

function Seconds({ endsAt, onRender }: { endsAt: number | null; onRender: () => void }) {
  onRender()
  return <b>{useSecondsLeft(endsAt)}</b>
}
const look = (guard: ChatEndGuardHandle) => (
  <section>
    {guard.noticePlacement === 'page' && guard.notice && (
      <p>
        my {guard.notice}
        <button type="button" onClick={guard.dismissNotice}>
          away
        </button>
      </p>
    )}
    {guard.endsAt && (
      <button type="button" onClick={guard.keepOpen}>
        stop
      </button>
    )}
    {guard.controlsPlacement &&
      guard.heldFollowUps.map(({ id, status, text }) => (
        <p key={id}>
          {status} {text}
          <button type="button" onClick={() => guard.sendFollowUp(id)}>
            send {text}
          </button>
          <button type="button" onClick={() => guard.discardFollowUp(id)}>
            drop {text}
          </button>
        </p>
      ))}
  </section>
)
function Hooked(options: Parameters<typeof useChatEndGuard>[0]) {
  return look(useChatEndGuard(options))
}

const handles: ChatEndGuardHandle[] = []
function Spy() {
  handles.push(useChatEndGuard({ followUps: 'confirm', canUseOverlay: true }))
  return null
}

describe('custom rendering', () => {
  it('by children appears in the page, and in the overlay while the guard uses it', async () => {
    const app = await mountConversation({
      bus: { async: true },
      guard: { followUps: 'confirm', noticePlacement: 'page', notice: 'bye', children: look },
    })
    await closeSegment(app)
    expect(screen.getByText(/my bye/)).toBeVisible()
    expect(screen.queryByRole('status')).toBeNull()
    app.rerender({ followUps: 'confirm', notice: 'bye', children: look })
    await say(app, 'a')
    await say(app, 'b')

    expect(inOverlay(app)?.getByText(/held a/)).toBeTruthy()
    expect(screen.queryByText(/held a/)).toBeNull()
    await press(app, inOverlay(app)?.getByText('drop a') as HTMLElement)
    await press(app, inOverlay(app)?.getByText('send b') as HTMLElement)
    expect(arrived(app)).toEqual(['b'])
  })

  it('by the hook appears in the page unless canUseOverlay is set', async () => {
    const app = await mountConversation({
      bus: { async: true },
      guard: null,
      children: <Hooked followUps="confirm" asyncPolicy="end" endDelayMs={60_000} />,
    })
    await closeSegment(app)
    await say(app, 'a')
    expect(app.sent('WebChat.showOverlay')).toBe(0)
    expect(screen.getByText(/held a/)).toBeVisible()
    await press(app, screen.getByText('stop'))
    await app.wait(90_000)
    expect(app.chat().phase).toBe('closed')
    await press(app, screen.getByText('send a'))
    expect(arrived(app)).toEqual(['a'])
  })

  it('by the hook receives the overlay’s element for a portal', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null, children: <Spy /> })
    await closeSegment(app)
    await say(app, 'a')

    expect(handles.at(-1)).toMatchObject({ controlsPlacement: 'widget' })
    // Nothing flashed up in the page while the widget was being asked.
    expect(handles.filter(({ controlsPlacement }) => controlsPlacement === 'page')).toEqual([])
    expect(handles.at(-1)?.overlayElement).toBe(app.testBus.widget.state.overlay?.html)
  })

  it('useSecondsLeft wakes once a second, and not at all without a countdown', async () => {
    const setTimer = vi.spyOn(globalThis, 'setTimeout')
    const { rerender } = render(<Seconds endsAt={Date.now() + 10_000} onRender={() => {}} />)
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(screen.getByText('0')).toBeVisible()
    const ours = () => setTimer.mock.calls.filter(([, delay = 0]) => delay > 900)
    expect(ours()).toHaveLength(10)
    expect(setTimer.mock.calls.length).toBeLessThan(20)
    rerender(<Seconds endsAt={null} onRender={() => {}} />)
    await act(() => vi.advanceTimersByTimeAsync(20_000))
    expect(ours()).toHaveLength(10)
  })

  it('useSecondsLeft renders its own component once a second and nothing else', async () => {
    let renders = 0
    const outside = vi.fn()
    const app = await mountConversation({
      bus: { async: true, webChat: false },
      guard: {
        asyncPolicy: 'end',
        endDelayMs: 20_000,
        children: ({ endsAt }) => {
          outside()
          return endsAt && <Seconds endsAt={endsAt} onRender={() => renders++} />
        },
      },
    })
    await closeSegment(app)
    const [before, around] = [renders, outside.mock.calls.length]
    for (let second = 0; second < 10; second++) await app.wait(1_000)

    expect(renders - before).toBe(10)
    expect(outside.mock.calls.length).toBe(around)
    expect(within(document.body).getByText(/^\d+$/)).toBeVisible()
  })
})

it('renders an empty status region on a server', () => {
  const html = renderToString(
    <GenesysChatProvider>
      <ChatEndGuard followUps="confirm" endDelayMs={5_000} locale={[ar]} />
    </GenesysChatProvider>,
  )
  expect(html).toBe('<div class="genesys-chat-guard" role="status" aria-atomic="false" tabindex="-1"></div>')
})
