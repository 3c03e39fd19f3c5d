import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const refuse = (name: string) => () => {
  throw new DOMException('no', name)
}

/** Ways in which a page has no storage to rely on. */
const storages: Record<string, () => void> = {
  full: () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse('QuotaExceededError'))
  },
  'forbidden to touch': () => {
    for (const name of ['sessionStorage', 'localStorage']) {
      vi.spyOn(globalThis, name as never, 'get').mockImplementation(refuse('SecurityError') as never)
    }
  },
  absent: () => {
    vi.stubGlobal('sessionStorage', undefined)
    vi.stubGlobal('localStorage', undefined)
  },
  corrupt: () => {
    vi.spyOn(Storage.prototype, 'getItem').mockReturnValue('{"segment":[1],"claims":{"a":1},"held":"no"')
  },
  'of another shape': () => {
    vi.spyOn(Storage.prototype, 'getItem').mockReturnValue(
      '{"segment":{"sessionId":7},"claims":"x","held":3}',
    )
  },
}

describe.each(Object.entries(storages))('a storage that is %s', (_, break_) => {
  it('changes nothing on the page: one notice, a held text that can be sent, each callback once', async () => {
    break_()
    const app = await mountConversation({ bus: { async: true }, guard: { followUps: 'confirm' } })
    await closeSegment(app, 'Finalizing')
    await closeSegment(app)
    await say(app, 'one more thing')
    expect(app.testBus.widget.notices).toHaveLength(1)

    await press(app, inOverlay(app)?.getByRole('button', { name: 'Send as a new request' }) as HTMLElement)
    expect(arrived(app)).toEqual(['one more thing'])
    expect(inOverlay(app)).toBeNull()
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
    expect(app.errors).toEqual([])
  })

  it('lets a chat be ended once, and a reload find its way', async () => {
    break_()
    const app = await mountConversation({ guard: { endDelayMs: 2_000 } })
    await closeSegment(app)
    await app.reload()
    expect(app.chat().phase).toBe('closed')
    await app.wait(3_000)

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.chat().phase).toBe('ended')
    expect(app.errors).toEqual([])
  })
})
