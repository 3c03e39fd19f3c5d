import { afterEach, describe, expect, it, vi } from 'vitest'
import { takeEarlyEvents, warnOfLateMount } from '../../src/platform/genesys-messenger/earlyEvents.ts'

const page = globalThis as { genesysEarlyEvents?: unknown }

afterEach(() => {
  delete page.genesysEarlyEvents
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const READY = { event: 'MessagingService.ready', data: {} }
const STARTED = { event: 'MessagingService.started', data: {} }

describe('the events that a page has kept', () => {
  it('are taken once, in their order', () => {
    page.genesysEarlyEvents = [READY, STARTED]
    expect(takeEarlyEvents()).toEqual([READY, STARTED])
    expect('genesysEarlyEvents' in page).toBe(false)
    expect(takeEarlyEvents()).toEqual([])
  })

  it.each([undefined, null, 7, 'text', {}])('are none where there is no list: %j', (value) => {
    page.genesysEarlyEvents = value
    expect(takeEarlyEvents()).toEqual([])
  })

  it('are those that are events', () => {
    const broken = {
      get event(): string {
        throw new Error('theirs')
      },
    }
    page.genesysEarlyEvents = [null, 'MessagingService.ready', {}, { event: 7 }, broken, READY]
    expect(takeEarlyEvents()).toEqual([READY])
  })

  it('are none where the list cannot be read', () => {
    Object.defineProperty(page, 'genesysEarlyEvents', {
      configurable: true,
      get() {
        throw new Error('theirs')
      },
    })
    expect(takeEarlyEvents()).toEqual([])
  })
})

describe('a late mount', () => {
  it('is told to developers, once', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    warnOfLateMount()
    warnOfLateMount()
    expect(console.error).toHaveBeenCalledExactlyOnceWith(
      '[react-genesys-chat-lifecycle] Messenger had restored the conversation before <GenesysMessengerProvider> was mounted, so what was said before is unknown. Mount the provider earlier, or keep the events for it, as “Mounting late” in the quick start for Messenger shows.',
    )
  })

  it('is nothing to tell in production', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.stubEnv('NODE_ENV', 'production')
    warnOfLateMount()
    expect(console.error).not.toHaveBeenCalled()
  })
})
