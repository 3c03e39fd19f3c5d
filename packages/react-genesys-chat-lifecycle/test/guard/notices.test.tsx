import { fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'
import { closeSegment } from '../support/guarded.tsx'

const SENTENCE = /Please do not respond to this automated message/

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const asyncChat = (options: AppOptions = {}) => mountConversation({ bus: { async: true }, ...options })
const notices = (app: App) => app.testBus.widget.notices

async function withClosedWindow(options: AppOptions = {}): Promise<App> {
  const app = await asyncChat(options)
  app.testBus.customer.close()
  await app.settle()
  await closeSegment(app)
  return app
}
async function openWindow(app: App): Promise<void> {
  app.testBus.customer.open()
  await app.settle()
}

describe('where the notice is shown', () => {
  it('"auto": in the widget while it has a transcript, and not in the page', async () => {
    const app = await asyncChat()
    await closeSegment(app)

    expect(notices(app)).toHaveLength(1)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })

  it('"auto": in the page until the window opens', async () => {
    const app = await withClosedWindow()
    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)
    await openWindow(app)

    expect(notices(app)).toHaveLength(1)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })

  it('"auto": in the page while the widget refuses it, and in the widget afterwards', async () => {
    let refusing = true
    const app = await asyncChat()
    app.testBus.bus.before('WebChat.injectMessage', (data) => !refusing && data)
    await closeSegment(app)
    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)
    refusing = false
    app.testBus.agent.say('still here')
    await app.settle()

    expect(notices(app)).toHaveLength(1)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('"widget": in the widget only, as soon as the window opens', async () => {
    const app = await withClosedWindow({ guard: { noticePlacement: 'widget' } })
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    await openWindow(app)

    expect(notices(app)).toHaveLength(1)
  })

  it('"page": in the page only', async () => {
    const app = await asyncChat({ guard: { noticePlacement: 'page' } })
    await closeSegment(app)

    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)
    expect(app.sent('WebChat.injectMessage')).toBe(0)
  })

  it('"none": nowhere, but onNotice is called', async () => {
    const onNotice = vi.fn()
    const app = await asyncChat({ guard: { noticePlacement: 'none', onNotice } })
    await closeSegment(app)

    expect(screen.queryByRole('status')).toBeNull()
    expect(app.sent('WebChat.injectMessage')).toBe(0)
    expect(onNotice).toHaveBeenCalledTimes(1)
  })

  it('leaves the page when the segment is reopened', async () => {
    const app = await withClosedWindow()
    app.testBus.agent.leave()
    await app.settle()
    app.testBus.agent.join()
    await app.settle()

    expect(app.chat().phase).toBe('active')
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })

  it('stays away after it was dismissed, even after a reload and in a window that opens later', async () => {
    const app = await withClosedWindow()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    await app.reload()
    await app.wait(5_000)
    expect(app.chat().phase).toBe('closed')
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    await openWindow(app)

    expect(notices(app)).toEqual([])
  })

  it('is shown again for the next closed segment', async () => {
    const app = await withClosedWindow()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    app.testBus.agent.leave()
    app.testBus.agent.join()
    await app.settle()
    await closeSegment(app)

    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)
  })
})

describe('a notice whose transcript was emptied', () => {
  it('is not repeated in the page, but in the window when it opens again', async () => {
    const app = await asyncChat()
    await closeSegment(app)
    app.testBus.customer.close()
    await app.settle()
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    await openWindow(app)

    expect(notices(app)).toHaveLength(1)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('returns to the restored window after a reload, without flashing up in the page', async () => {
    const app = await asyncChat()
    app.testBus.bus.before('WebChat.injectMessage', () => false)
    await closeSegment(app)
    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)

    const seen: string[] = []
    const observer = new MutationObserver(() => seen.push(document.body.textContent ?? ''))
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    app.page.unmount()
    seen.length = 0
    await app.reload()
    await app.wait(5_000)
    observer.disconnect()

    expect(notices(app)).toHaveLength(1)
    expect(seen.filter((text) => SENTENCE.test(text))).toEqual([])
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('is shown in the page if the window does not open after a reload', async () => {
    const app = await withClosedWindow()
    await app.reload()
    await app.wait(2_000)

    expect(app.testBus.widget.state.open).toBe(false)
    expect(screen.getByRole('status')).toHaveTextContent(SENTENCE)
  })
})

describe('what the notice says', () => {
  it('is a text, or what a function of the closed segment returns', async () => {
    const notice = vi.fn(
      ({ agentName, isAsync, signal, state, at }) =>
        `${agentName} closed: ${isAsync} ${signal} ${state} ${typeof at}`,
    )
    const app = await asyncChat({ guard: { notice } })
    await closeSegment(app)

    expect(notices(app)).toEqual(['Anna closed: true interactionState completed number'])
    expect(notice).toHaveBeenCalledTimes(1)
  })

  it.each([null, ''])('is not shown when the function returns %j', async (nothing) => {
    const app = await asyncChat({ guard: { notice: () => nothing } })
    await closeSegment(app)

    expect(notices(app)).toEqual([])
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    expect(app.callbacks).toEqual(['closed'])
  })

  it('is the default when the function throws, and the error is reported', async () => {
    const app = await asyncChat({
      guard: {
        notice: () => {
          throw new Error('no words')
        },
      },
    })
    await closeSegment(app)

    expect(notices(app)).toEqual([expect.stringMatching(SENTENCE)])
    expect(app.errors).toEqual([new Error('no words')])
  })

  it('passes the bubble on, without the options that take HTML', async () => {
    const bubble = {
      fill: '#eee',
      direction: 'left' as const,
      avatar: { icon: 'bell', custom: '<b>no</b>' },
      custom: true,
      html: '<b>no</b>',
    }
    const app = await asyncChat({ guard: { bubble } })
    await closeSegment(app)

    expect(app.testBus.commandsNamed('WebChat.injectMessage')[0]?.data).toEqual({
      type: 'text',
      text: expect.stringMatching(SENTENCE),
      bubble: { fill: '#eee', direction: 'left', avatar: { icon: 'bell' } },
    })
  })
})
