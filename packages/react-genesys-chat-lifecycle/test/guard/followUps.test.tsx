import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEndGuardHandle, ChatEndGuardProps } from '../../src/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

const HELD = /your message has not been sent yet/i
const BLOCKED = /was not sent, because this conversation was closed/
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

/** With `confirm`, and what a look of one's own is given. */
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

describe('allow', () => {
  it('changes nothing: the text is sent and opens a new segment', async () => {
    const app = await closed({})
    await say(app, 'one more thing')

    expect(arrived(app)).toEqual(['one more thing'])
    expect(app.chat().phase).toBe('active')
  })

  it('lays no hook', async () => {
    const app = await mountApp({ bus: { async: true }, start: false })
    const before = vi.fn(app.testBus.bus.before)
    // Our plugin is not made yet: what it lays goes through the same door of the model.
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

describe('confirm', () => {
  it('holds the text, shows it, and tells once', async () => {
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

  it('sends it once when the customer says so, and the segment is open again', async () => {
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

  it('keeps the order of several', async () => {
    const app = await closed({ followUps: 'confirm' })
    for (const text of ['first', 'second', 'third']) await say(app, text)
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(arrived(app)).toEqual(['first', 'second', 'third'])
  })

  it('lets exactly that one pass: what is sent meanwhile is held', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'first')
    app.testBus.server.latency(300, 'send')
    await app.does(() => inOverlay(app)?.getByRole('button', SEND_AS_NEW).click())
    await app.does(() => app.testBus.customer.say('meanwhile'))
    await app.settle()

    expect(arrived(app)).toEqual(['first'])
    expect(inOverlay(app)?.getByText('meanwhile')).toBeTruthy()
  })

  it('sends through the page’s own hooks, as usual', async () => {
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

  it('lets nothing pass that a hook of the page’s sends while the held text goes out', async () => {
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

  it('forgets what the customer discards', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'never mind')
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Discard' }) as HTMLElement)
    expect(inOverlay(app)).toBeNull()
    await app.reload()

    expect(inOverlay(app)).toBeNull()
    expect(arrived(app)).toEqual([])
    expect(JSON.stringify(sessionStorage)).not.toContain('never mind')
  })

  it('leaves the decision to the customer when the agent reopens', async () => {
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

  it('offers it again after a reload, and tells nobody twice', async () => {
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

  it('offers it to the guard that is mounted next, also where there is no sessionStorage', async () => {
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

  it('offers nothing that belongs to another session', async () => {
    const held = [{ id: '1', kind: 'held', text: 'private', data: { message: 'private' } }]
    const memory = { sessionId: 'other', held, key: null, endsAt: null }
    sessionStorage.setItem('react-genesys-chat-lifecycle/guard', JSON.stringify(memory))
    const app = await closed({ followUps: 'confirm' })

    expect(inOverlay(app)).toBeNull()
    expect(JSON.stringify(sessionStorage)).not.toContain('private')
  })

  it.each(['{', '7', '{"sessionId":"x","held":[{"id":1}]}'])(
    'takes %s in the storage for nothing',
    async (text) => {
      sessionStorage.setItem('react-genesys-chat-lifecycle/guard', text)
      const app = await closed({ followUps: 'confirm' })
      expect(app.chat().phase).toBe('closed')
      expect(inOverlay(app)).toBeNull()
    },
  )

  it('keeps the text to copy, and nothing in the storage, when the chat ends meanwhile', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.end()
    await app.settle()

    expect(app.chat().phase).toBe('ended')
    expect(inOverlay(app)?.queryByRole('button', SEND_AS_NEW)).toBeNull()
    expect(inOverlay(app)?.getByRole('textbox', { name: 'Your message' })).toHaveValue('one more thing')
    expect(JSON.stringify(sessionStorage)).not.toContain('one more thing')
  })

  it('keeps a text that could not be sent, and says why once', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.fail(500, { only: 'send', times: 1 })
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(app.errors.filter((error) => error instanceof Error)).toMatchObject([
      { command: 'WebChatService.sendMessage', kind: 'rejected' },
    ])
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
  })

  it('keeps a text that cannot be sent because the network is gone', async () => {
    const app = await closed({ followUps: 'confirm' })
    await say(app, 'one more thing')
    app.testBus.server.offline()
    await app.wait(3_000)
    expect(app.chat().connection).toBe('offline')
    await press(app, inOverlay(app)?.getByRole('button', SEND_AS_NEW) as HTMLElement)

    expect(app.errors.filter((error) => error instanceof Error)).toMatchObject([
      { kind: 'unavailable', reason: expect.stringMatching(/Send it again later/) },
    ])
    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
  })

  it('sends the one that is wanted, and not another', async () => {
    const { app, guard } = await closedWithHandle()
    for (const text of ['one', 'two', 'three']) await say(app, text)
    const idOf = (wanted: string) => guard()?.followUps.find(({ text }) => text === wanted)?.id
    await app.does(() => guard()?.send(idOf('two')))
    await app.settle()
    expect(arrived(app)).toEqual(['two'])
    expect(guard()?.followUps.map(({ text }) => text)).toEqual(['one', 'three'])

    // One that is gone, or was never there, sends none.
    await app.does(() => guard()?.send('unknown'))
    await app.settle()
    expect(arrived(app)).toEqual(['two'])
  })

  it('sends nothing that is not held', async () => {
    const { app, guard } = await closedWithHandle({ followUps: 'block' })
    await say(app, 'one')
    await app.does(() => guard()?.send(guard()?.followUps[0]?.id))
    await app.settle()
    expect(arrived(app)).toEqual([])
    expect(guard()?.followUps).toMatchObject([{ kind: 'blocked', text: 'one' }])
  })

  it('stops no countdown where there is nothing to send', async () => {
    const { app, guard } = await closedWithHandle({ asyncPolicy: 'end', endDelayMs: 5_000 })
    await app.does(() => guard()?.send())
    await app.wait(6_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('keeps a text whose chat the server has ended meanwhile, and says so', async () => {
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
    expect(app.errors.filter((error) => error instanceof Error)).toMatchObject([
      { kind: 'rejected', reason: expect.stringMatching(/Start a new one to send this/) },
    ])
    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
  })

  it('sends once what is asked for twice', async () => {
    const { app, guard } = await closedWithHandle()
    await say(app, 'one')
    await say(app, 'two')
    app.testBus.server.latency(2_000, 'send')
    await app.does(() => {
      guard()?.send(guard()?.followUps[0]?.id)
      guard()?.send()
    })
    expect(guard()?.sending).toBe(true)
    await app.wait(10_000)
    await app.settle()
    expect(arrived(app)).toEqual(['one'])
    expect(guard()?.sending).toBe(false)
    expect(guard()?.followUps.map(({ text }) => text)).toEqual(['two'])
  })

  it.each([7, '', ' \n'])('holds nothing that has no words: %j', async (message) => {
    const app = await closed({ followUps: 'confirm' })
    await app.does(() => void app.testBus.bus.command('WebChatService.sendMessage', { message }))
    await app.settle()
    expect(inOverlay(app)).toBeNull()
    expect(app.sent('WebChatService.sendMessage')).toBe(1)
  })

  it('refuses a file, and says why', async () => {
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

  it('holds what our own send action is given, and rejects it as cancelled', async () => {
    const app = await closed({ followUps: 'confirm' })
    let outcome: unknown
    await app.does(() => {
      app
        .chat()
        .send('by the page')
        .catch((error: unknown) => {
          outcome = error
        })
    })
    await app.settle()

    expect(outcome).toMatchObject({ name: 'ChatCommandError', kind: 'cancelled' })
    expect(inOverlay(app)?.getByText('by the page')).toBeTruthy()
  })

  it('lets everything pass while the segment is open, and when the guard is gone', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    await say(app, 'during')
    await closeSegment(app)
    app.page.unmount()
    await say(app, 'after')

    expect(arrived(app)).toEqual(['during', 'after'])
  })

  it('follows the option when it changes', async () => {
    const app = await closed({ followUps: 'allow', endDelayMs: 1_000 })
    app.rerender({ followUps: 'confirm', endDelayMs: 1_000 })
    await say(app, 'one more thing')
    expect(arrived(app)).toEqual([])

    app.rerender({ followUps: 'allow', endDelayMs: 1_000 })
    await say(app, 'and another')
    expect(arrived(app)).toEqual(['and another'])
  })

  it('shows it in the page while the window is closed, minimised, or not there', async () => {
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

  it('shows it in the page when the widget refuses the overlay', async () => {
    const app = await closed({ followUps: 'confirm' })
    app.testBus.bus.before('WebChat.showOverlay', () => false)
    await say(app, 'one more thing')

    expect(inOverlay(app)).toBeNull()
    expect(screen.getByText('one more thing')).toBeVisible()
  })

  it('does not fight with an overlay of the page’s', async () => {
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

describe('block', () => {
  it('says why, and keeps the text to copy', async () => {
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

  it('refuses other senders and files as well', async () => {
    const app = await closed({ followUps: 'block' })
    let outcome: unknown
    await app.does(() => {
      app
        .chat()
        .send('by the page')
        .catch((error: unknown) => {
          outcome = error
        })
    })
    await app.does(() => void app.testBus.bus.command('WebChatService.sendFile', { files: {} }))
    await app.settle()

    expect(outcome).toMatchObject({ kind: 'cancelled' })
    expect(inOverlay(app)?.getByText(/Your file was not sent/)).toBeTruthy()
    expect(arrived(app)).toEqual([])
  })
})
