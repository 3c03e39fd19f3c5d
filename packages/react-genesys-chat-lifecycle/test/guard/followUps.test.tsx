import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEndGuardHandle, ChatEndGuardProps } from '../../src/index.ts'
import { ChatCommandError } from '../../src/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'

const HELD = /your message has not been sent yet/i
const BLOCKED = /was not sent because this conversation was closed/
const SEND_AS_NEW = { name: 'Send as a new request' }

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function closed(guard: ChatEndGuardProps, options: AppOptions = {}): Promise<App> {
  const app = await mountConversation({ bus: { async: true }, guard, ...options })
  await closeSegment(app)
  return app
}

/** With `confirm`, and the handle that custom rendering receives. */
async function closedWithHandle(
  options: ChatEndGuardProps = {},
): Promise<{ app: App; guard: () => ChatEndGuardHandle | undefined }> {
  let guard: ChatEndGuardHandle | undefined
  const app = await closed({
    followUps: 'confirm',
    ...options,
    children: (handle) => {
      guard = handle
      return null
    },
  })
  return { app, guard: () => guard }
}

describe('followUps="allow"', () => {
  it('sends the text, which opens a new segment', async () => {
    const app = await closed({})
    await say(app, 'one more thing')

    expect(arrived(app)).toEqual(['one more thing'])
    expect(app.chat().phase).toBe('active')
  })

  it('installs no hook', async () => {
    const app = await mountApp({ bus: { async: true }, start: false })
    const before = vi.fn(app.testBus.bus.before)
    // Our plugin is not registered yet: its hooks will go through this spy.
    app.page.unmount()
    Object.assign(app.testBus.bus, {
      registerPlugin: (name: string) => {
        const plugin = app.testBus.cxbus.registerPlugin(name)
        return plugin && { ...plugin, before }
      },
    })
    app.mount()
    app.testBus.start()
    await app.settle()

    expect(before.mock.calls.map(([name]) => name)).not.toContain('WebChatService.sendMessage')
  })
})

describe('followUps="confirm"', () => {
  it('holds the text, shows it, and calls onFollowUpHeld once', async () => {
    const held = vi.fn()
    const app = await closed({ followUps: 'confirm', onFollowUpHeld: held })
    await say(app, 'one more thing')

    expect(arrived(app)).toEqual([])
    expect(app.chat().phase).toBe('closed')
    expect(inOverlay(app)?.getByText(HELD)).toBeTruthy()
    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
    expect(inOverlay(app)?.getByRole('button', SEND_AS_NEW)).toBeTruthy()
    expect(held.mock.calls).toEqual([[app.chat().closedSegment, 'one more thing']])
  })

  it('sends the text once, however often the customer presses the button, and the segment is open again', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    const button = inOverlay(app)?.getByRole('button', SEND_AS_NEW)
    if (!button) throw new Error('no button')
    await app.does(() => {
      button.click()
      button.click()
    })
    await app.settle()

    expect(arrived(app)).toEqual(['one more thing'])
    expect(app.chat().phase).toBe('active')
    expect(inOverlay(app)).toBeNull()
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
  })

  it('sends several texts in their order', async () => {
    const app = await closed({ followUps: 'confirm' })
    for (const text of ['first', 'second', 'third']) await say(app, text)
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(arrived(app)).toEqual(['first', 'second', 'third'])
  })

  it('holds a text that is sent while another one is on its way', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'first')
    app.testBus.server.latency(300, 'send')
    await app.does(() => inOverlay(app)?.getByRole('button', SEND_AS_NEW).click())
    await app.does(() => app.testBus.customer.say('meanwhile'))
    await app.settle()

    expect(arrived(app)).toEqual(['first'])
    expect(inOverlay(app)?.getByText('meanwhile')).toBeTruthy()
  })

  it('sends the text through the page’s own hooks', async () => {
    const app = await closed({ followUps: 'confirm' })
    const seen: unknown[] = []
    app.testBus.bus.before('WebChatService.sendMessage', (data) => {
      seen.push((data as { message: string }).message)
      return { ...(data as object), message: `${(data as { message: string }).message} (web)` }
    })
    await say(app, 'hi')
    expect(seen).toEqual([])
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(seen).toEqual(['hi'])
    expect(arrived(app)).toEqual(['hi (web)'])
  })

  it('holds what a hook of the page sends while a held text goes out', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'held')
    let nested = false
    app.testBus.bus.before('WebChatService.sendMessage', (data) => {
      if (!nested) {
        nested = true
        app.testBus.bus.command('WebChatService.sendMessage', { message: 'by a hook' })
      }
      return data
    })
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(arrived(app)).toEqual(['held'])
    expect(inOverlay(app)?.getByText('by a hook')).toBeTruthy()
  })

  it('forgets a text that the customer discards', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'never mind')
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Discard' }) as HTMLElement)
    expect(inOverlay(app)).toBeNull()
    await app.reload()

    expect(inOverlay(app)).toBeNull()
    expect(arrived(app)).toEqual([])
    expect(JSON.stringify(sessionStorage)).not.toContain('never mind')
  })

  it('still leaves the decision to the customer when an agent reopens the segment', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.agent.leave()
    await app.settle()
    app.testBus.agent.join()
    await app.settle()

    expect(app.chat().phase).toBe('active')
    expect(arrived(app)).toEqual([])
    expect(inOverlay(app)?.getByText(/open again/)).toBeTruthy()
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Send' }) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
  })

  it('offers the text again after a reload, without calling onFollowUpHeld again', async () => {
    const held = vi.fn()
    const app = await closed({ followUps: 'confirm', onFollowUpHeld: held })
    await say(app, 'one more thing')
    await app.reload()

    expect(app.chat().phase).toBe('closed')
    expect(held).toHaveBeenCalledTimes(1)
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
    expect(JSON.stringify(sessionStorage)).not.toContain('one more thing')
  })

  it('offers the text again when a guard is mounted later, even without sessionStorage', async () => {
    const refuse = () => {
      throw new Error('forbidden')
    }
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    await app.does(() => app.page.unmount())
    app.mount()
    await app.settle()

    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
  })

  it('never offers a text from another session', async () => {
    const held = [{ id: '1', status: 'held', kind: 'text', text: 'private', data: { message: 'private' } }]
    const memory = { sessionId: 'other', held, key: null, endsAt: null }
    sessionStorage.setItem('react-genesys-chat-lifecycle/guard', JSON.stringify(memory))
    const app = await closed({ followUps: 'confirm' })

    expect(inOverlay(app)).toBeNull()
    expect(JSON.stringify(sessionStorage)).not.toContain('private')
  })

  it('sends exactly what it shows, even if the stored data says something else', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    const key = 'react-genesys-chat-lifecycle/guard'
    const stored = JSON.parse(sessionStorage.getItem(key) ?? '') as { held: { data: object }[] }
    expect(stored.held).toHaveLength(1)
    for (const { data } of stored.held) Object.assign(data, { message: 'not what the customer wrote' })
    sessionStorage.setItem(key, JSON.stringify(stored))
    await app.reload()

    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
  })

  it.each(['{', '7', '{"sessionId":"x","held":[{"id":1}]}'])('ignores %s in the storage', async (text) => {
    sessionStorage.setItem('react-genesys-chat-lifecycle/guard', text)
    const app = await closed({ followUps: 'confirm' })
    expect(app.chat().phase).toBe('closed')
    expect(inOverlay(app)).toBeNull()
  })

  it('shows the text to be copied, and forgets it, when the chat ends', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.end()
    await app.settle()

    expect(app.chat().phase).toBe('ended')
    expect(inOverlay(app)?.queryByRole('button', SEND_AS_NEW)).toBeNull()
    expect(inOverlay(app)?.getByRole('textbox', { name: 'Your message' })).toHaveValue('one more thing')
    expect(JSON.stringify(sessionStorage)).not.toContain('one more thing')
  })

  it('keeps a text that could not be sent, and reports the error once', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.fail(500, { only: 'send', times: 1 })
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(app.errors.filter((error) => error instanceof ChatCommandError)).toMatchObject([
      { command: 'WebChatService.sendMessage', kind: 'rejected' },
    ])
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
  })

  it('keeps a text that cannot be sent without a network, and reports it', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.offline()
    await app.wait(3_000)
    expect(app.chat().connection).toBe('offline')
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(app.errors.filter((error) => error instanceof ChatCommandError)).toMatchObject([
      { kind: 'unavailable', reason: expect.stringMatching(/Send it again later/) },
    ])
    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
  })

  it('sends only the text with the given id', async () => {
    const { app, guard } = await closedWithHandle()
    for (const text of ['one', 'two', 'three']) await say(app, text)
    const idOf = (wanted: string) => guard()?.heldFollowUps.find(({ text }) => text === wanted)?.id
    await app.does(() => guard()?.sendFollowUp(idOf('two')))
    await app.settle()
    expect(arrived(app)).toEqual(['two'])
    expect(guard()?.heldFollowUps.map(({ text }) => text)).toEqual(['one', 'three'])

    // An unknown id sends nothing.
    await app.does(() => guard()?.sendFollowUp('unknown'))
    await app.settle()
    expect(arrived(app)).toEqual(['two'])
  })

  it('does not send a text that is blocked', async () => {
    const { app, guard } = await closedWithHandle({ followUps: 'block' })
    await say(app, 'one')
    await app.does(() => guard()?.sendFollowUp(guard()?.heldFollowUps[0]?.id))
    await app.settle()
    expect(arrived(app)).toEqual([])
    expect(guard()?.heldFollowUps).toMatchObject([{ status: 'blocked', kind: 'text', text: 'one' }])
  })

  it('does not stop the countdown when there is nothing to send', async () => {
    const { app, guard } = await closedWithHandle({ asyncPolicy: 'end', endDelayMs: 5_000 })
    await app.does(() => guard()?.sendFollowUp())
    await app.wait(6_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('keeps a text, and reports an error, when the server has ended the chat unheard', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.end()
    const isGone = async (): Promise<boolean> => {
      let data: unknown
      app.testBus.bus.command('WebChatService.getSessionData').done((answer) => {
        data = answer
      })
      await app.wait(5)
      return JSON.stringify(data) === '{}'
    }
    let gone = false
    while (!gone) gone = await isGone()
    expect(app.chat().phase).toBe('closed')
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(arrived(app)).toEqual([])
    expect(app.errors.filter((error) => error instanceof ChatCommandError)).toMatchObject([
      { kind: 'rejected', reason: expect.stringMatching(/Start a new one to send this/) },
    ])
    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
  })

  it('sends a text once when it is asked to send it twice', async () => {
    const { app, guard } = await closedWithHandle()
    await say(app, 'one')
    await say(app, 'two')
    app.testBus.server.latency(2_000, 'send')
    await app.does(() => {
      guard()?.sendFollowUp(guard()?.heldFollowUps[0]?.id)
      guard()?.sendFollowUp()
    })
    expect(guard()?.isSending).toBe(true)
    await app.wait(10_000)
    await app.settle()
    expect(arrived(app)).toEqual(['one'])
    expect(guard()?.isSending).toBe(false)
    expect(guard()?.heldFollowUps.map(({ text }) => text)).toEqual(['two'])
  })

  it.each([7, '', ' \n'])('does not hold a text without words: %j', async (message) => {
    const app = await closed({ followUps: 'confirm' })
    await app.does(() => void app.testBus.bus.command('WebChatService.sendMessage', { message }))
    await app.settle()
    expect(inOverlay(app)).toBeNull()
    expect(app.sent('WebChatService.sendMessage')).toBe(1)
  })

  it('refuses a file and tells the customer', async () => {
    const app = await closed({ followUps: 'confirm' })
    let reason: unknown
    await app.does(
      () =>
        void app.testBus.bus.command('WebChatService.sendFile', { files: {} }).fail((why) => {
          reason = why
        }),
    )
    await app.settle()

    expect(reason).toMatch(/cancelled/)
    expect(app.testBus.centre.requests.filter(({ kind }) => kind === 'sendFile')).toEqual([])
    expect(inOverlay(app)?.getByText(/Your file was not sent/)).toBeTruthy()
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Dismiss' }) as HTMLElement)
    expect(inOverlay(app)).toBeNull()
  })

  it('holds a text of the send action, which resolves with that', async () => {
    const app = await closed({ followUps: 'confirm' })
    const sent = outcome(app.chat().send('by the page'))
    await app.settle()

    expect(sent).toEqual({ value: { status: 'held' } })
    expect(arrived(app)).toEqual([])
    expect(inOverlay(app)?.getByText('by the page')).toBeTruthy()
  })

  it('lets everything pass while the segment is open, and after the guard is unmounted', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    await say(app, 'during')
    await closeSegment(app)
    app.page.unmount()
    await say(app, 'after')

    expect(arrived(app)).toEqual(['during', 'after'])
  })

  it('applies followUps as soon as it changes', async () => {
    const app = await closed({ followUps: 'allow', endDelayMs: 1_000 })
    app.rerender({ followUps: 'confirm', endDelayMs: 1_000 })
    await say(app, 'one more thing')
    expect(arrived(app)).toEqual([])

    app.rerender({ followUps: 'allow', endDelayMs: 1_000 })
    await say(app, 'and another')
    expect(arrived(app)).toEqual(['and another'])
  })

  it('shows the text in the page while the window is closed, minimized or absent', async () => {
    const app = await closed({ followUps: 'confirm' }, { bus: { async: true, webChat: false } })
    await say(app, 'headless')
    expect(screen.getByRole('status')).toHaveTextContent('headless')
    await press(app, screen.getByRole('button', SEND_AS_NEW))
    expect(arrived(app)).toEqual(['headless'])
    app.page.unmount()
    sessionStorage.clear()

    const other = await closed({ followUps: 'confirm' })
    await say(other, 'from the window')
    expect(inOverlay(other)).not.toBeNull()
    expect(screen.getByRole('status')).not.toHaveTextContent('from the window')
    await other.does(() => other.testBus.customer.minimize(true))
    await other.settle()
    expect(inOverlay(other)).toBeNull()
    expect(screen.getByText('from the window')).toBeVisible()
    await other.does(() => other.testBus.customer.minimize(false))
    await other.settle()
    expect(inOverlay(other)?.getByText('from the window')).toBeTruthy()
    expect(screen.getByRole('status')).not.toHaveTextContent('from the window')
    await other.does(() => other.testBus.customer.close())
    await other.settle()
    expect(screen.getByText('from the window')).toBeVisible()
  })

  it('shows the text in the page when the widget refuses the overlay', async () => {
    const app = await closed({ followUps: 'confirm' })
    app.testBus.bus.before('WebChat.showOverlay', () => false)
    await say(app, 'one more thing')

    expect(inOverlay(app)).toBeNull()
    expect(screen.getByText('one more thing')).toBeVisible()
  })

  it('shows the text in the page while the page uses the overlay itself', async () => {
    const app = await closed({ followUps: 'confirm' })
    const theirs = document.createElement('p')
    await app.does(() => void app.testBus.bus.command('WebChat.showOverlay', { html: theirs, mode: 'fit' }))
    await say(app, 'one more thing')
    expect(app.testBus.widget.state.overlay?.html).toBe(theirs)
    expect(screen.getByText('one more thing')).toBeVisible()

    await app.does(() => void app.testBus.bus.command('WebChat.hideOverlay'))
    await app.settle()
    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()

    await app.does(() => void app.testBus.bus.command('WebChat.showOverlay', { html: theirs, mode: 'fit' }))
    await app.settle()
    expect(app.testBus.widget.state.overlay?.html).toBe(theirs)
    await press(app, screen.getByRole('button', { name: 'Discard' }))
    expect(app.testBus.widget.state.overlay).toMatchObject({ html: theirs, visible: true })
  })
})

describe('followUps="block"', () => {
  it('tells the customer that the text was not sent, and shows it to be copied', async () => {
    const held = vi.fn()
    const app = await closed({ followUps: 'block', onFollowUpHeld: held })
    await say(app, 'one more thing')

    expect(arrived(app)).toEqual([])
    expect(inOverlay(app)?.getByText(BLOCKED)).toBeTruthy()
    expect(inOverlay(app)?.getByRole('textbox', { name: 'Your message' })).toHaveValue('one more thing')
    expect(inOverlay(app)?.queryByRole('button', SEND_AS_NEW)).toBeNull()
    expect(held).not.toHaveBeenCalled()
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Dismiss' }) as HTMLElement)
    expect(inOverlay(app)).toBeNull()
  })

  it('also blocks the send action and files', async () => {
    const app = await closed({ followUps: 'block' })
    const sent = outcome(app.chat().send('by the page'))
    await app.does(() => void app.testBus.bus.command('WebChatService.sendFile', { files: {} }))
    await app.settle()

    expect(sent).toEqual({ value: { status: 'blocked' } })
    expect(inOverlay(app)?.getByText(/Your file was not sent/)).toBeTruthy()
    expect(arrived(app)).toEqual([])
  })
})
