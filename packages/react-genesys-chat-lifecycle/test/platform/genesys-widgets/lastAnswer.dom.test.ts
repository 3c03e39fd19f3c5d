import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenOptions } from '../../../src/core.ts'
import { commandsOf } from '../../support/client.ts'
import { createFakeClient } from '../../support/fakeClient.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Reflect.deleteProperty(window, '_genesys')
  vi.useRealTimers()
})

const cometD = { enabled: true, cometURL: 'https://gms.example/genesys/cometd' }

/** A chat on a page that configured its transport like that, and what starts another. */
function createChat(webchat: object = { cometD }) {
  ;(window as { _genesys?: unknown })._genesys = { widgets: { webchat } }
  const { client, ran, passed, happens } = createFakeClient()
  const commands = commandsOf(client, { emit() {} } as never)
  const end = () => {
    happens('WebChatService.endChat')
    happens('WebChatService.clientDisconnected')
    happens('WebChatService.ended')
  }
  const start = async () => {
    void commands.start({})
    await vi.advanceTimersByTimeAsync(0)
    return ran.length
  }
  const open = async (form: NonNullable<OpenOptions['form']>) => {
    void commands.openWindow({ form }).catch(() => {})
    await vi.advanceTimersByTimeAsync(0)
    return ran
  }
  const close = async () => {
    void commands.closeWindow()
    await vi.advanceTimersByTimeAsync(0)
  }
  return { start, open, close, end, ran, passed, happens }
}

describe('over CometD, a start after the page’s own end', () => {
  it('waits for the server’s answer, with which the widget would take it for started', async () => {
    const { start, end, ran, passed, happens } = createChat()
    end()
    expect(passed).toContain('data')
    expect(await start()).toBe(0)
    happens('WebChatService.clientDisconnected')
    await vi.advanceTimersByTimeAsync(0)
    expect(ran).toEqual(['WebChatService.startChat'])
  })

  it('by a window’s form waits for it, too', async () => {
    const { open, end, happens } = createChat()
    end()
    expect(await open({ autoSubmit: true })).toEqual([])
    expect(await open({})).toEqual([])
    happens('WebChatService.clientDisconnected')
    await vi.advanceTimersByTimeAsync(0)
    expect(await open({})).toHaveLength(3)
  })

  it('waits for it also when the window is closed meanwhile', async () => {
    const { start, close, end, ran } = createChat()
    end()
    await close()
    await start()
    await vi.advanceTimersByTimeAsync(1_999)
    expect(ran).toEqual(['WebChat.close'])
    await vi.advanceTimersByTimeAsync(1)
    expect(ran).toEqual(['WebChat.close', 'WebChatService.startChat'])
  })

  it('waits two seconds where there is no answer', async () => {
    const { start, end, ran } = createChat()
    end()
    await start()
    await vi.advanceTimersByTimeAsync(1_999)
    expect(ran).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(ran).toHaveLength(1)
  })

  it('waits for nothing later', async () => {
    const { start, end } = createChat()
    end()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await start()).toBe(1)
  })
})

describe('over GMS, a start after the window was closed', () => {
  it.each(['restoreFailed', 'restoreTimeout'])(
    'waits until the widget has looked for a session: %s',
    async (answer) => {
      const { start, ran, happens } = createChat({ dataURL: 'https://gms.example/genesys/2/chat' })
      happens('WebChatService.restore')
      expect(await start()).toBe(0)
      happens(`WebChatService.${answer}`)
      await vi.advanceTimersByTimeAsync(0)
      expect(ran).toEqual(['WebChatService.startChat'])
    },
  )

  it('on another transport waits for nothing, since the widget asks nobody', async () => {
    const { start, happens } = createChat({ transport: { type: 'pureengage-v3-rest' } })
    happens('WebChatService.restore')
    expect(await start()).toBe(1)
  })
})

describe('nothing is waited for', () => {
  it('before the first chat', async () => {
    expect(await createChat().start()).toBe(1)
  })

  it('after an end by the server, also when the page ended the chat before', async () => {
    const { start, end, happens } = createChat()
    happens('WebChatService.ended')
    expect(await start()).toBe(1)
    end()
    happens('WebChatService.clientDisconnected')
    happens('WebChatService.ended')
    expect(await start()).toBe(2)
  })

  it.each([
    ['GMS by polling', { dataURL: 'https://gms.example/genesys/2/chat' }],
    ['CometD that is not enabled', { dataURL: 'https://gms.example', cometD: { ...cometD, enabled: false } }],
    ['an unreadable configuration', { cometD: null }],
  ])('on %s', async (_, webchat) => {
    const { start, end } = createChat(webchat)
    end()
    expect(await start()).toBe(1)
  })
})
