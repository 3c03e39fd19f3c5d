import { act, render } from '@testing-library/react'
import { createMessengerBus, type GenesysFunction, type GenesysWindow } from 'genesys-models/messenger'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useGenesysChatLifecycle } from '../../src/index.ts'
import { GenesysMessengerProvider } from '../../src/messenger.ts'
import { type MessengerApp, mountMessenger, mountTalk, settled } from '../support/messengerApp.tsx'

const page = globalThis as GenesysWindow
const pause = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  delete page.Genesys
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function Phase({ onPhase }: { readonly onPhase: (phase: string) => void }) {
  const { phase } = useGenesysChatLifecycle()
  onPhase(phase)
  return null
}

/** The application looks `window.Genesys` up by itself. */
async function mountOnPage(options: Parameters<typeof mountMessenger>[0] = {}): Promise<MessengerApp> {
  const app = await mountMessenger({
    ...options,
    start: false,
    provider: { genesys: undefined, ...options.provider },
  })
  app.messenger.install(page)
  return app
}

describe('Messenger is found', () => {
  it('when the bootstrap replaces the function of the snippet, on which the provider was mounted', async () => {
    const app = await mountOnPage()
    await app.wait(600)
    expect(app.chat().phase).toBe('connecting')
    app.messenger.start()
    await app.settle()
    expect(app.chat().phase).toBe('idle')
    app.messenger.customer.say('Hello')
    await app.settle()
    expect(app.chat().phase).toBe('waiting')
    expect(app.messages().map(({ text }) => text)).toEqual(['Hello'])
  })

  it('when the snippet comes after the provider', async () => {
    const app = await mountMessenger({ start: false, provider: { genesys: undefined } })
    await app.wait(3_000)
    app.messenger.install(page)
    app.messenger.start()
    await app.settle()
    expect(app.chat().phase).toBe('idle')
  })

  it('when its service was ready long before: what a frame keeps is not replayed', async () => {
    const app = await mountMessenger({ start: false })
    app.page.unmount()
    app.messenger.start()
    await app.wait(100)
    app.messenger.customer.say('Hello')
    await app.wait(5_000)
    app.mount()
    await app.settle()
    expect(app.chat().phase).toBe('waiting')
  })

  it('in the page instead of a frame', async () => {
    const app = await mountTalk({ messenger: { framed: false } })
    expect(app.chat().phase).toBe('active')
  })

  it('for good under StrictMode, where it was there before the provider', async () => {
    const app = await mountMessenger({ strict: true })
    await app.wait(60_000)
    expect(app.chat().phase).toBe('idle')
    expect(app.errors).toEqual([])
  })

  it('for good by every provider, also under StrictMode, where its bootstrap has run before them', async () => {
    const bus = createMessengerBus({ logError: () => {} })
    page.Genesys = bus.genesys
    const boot = bus.registerPlugin('GenesysJS')
    const config = { status: 'Active', headlessMode: { enabled: false } }
    boot?.republish('configurationReceived', { deploymentConfig: config })
    boot?.republish('ready')
    const phases: string[] = []
    const provider = (
      <StrictMode>
        <GenesysMessengerProvider>
          <Phase onPhase={(phase) => phases.push(phase)} />
        </GenesysMessengerProvider>
      </StrictMode>
    )
    for (let n = 0; n < 2; n++) render(provider)
    await pause(60_000)
    expect(new Set(phases)).toEqual(new Set(['connecting', 'idle']))
    expect(bus.has('ReactGenesysChatLifecycle2')).toBe(false)
  })

  it('at a second snippet, which brings a bus of its own', async () => {
    const app = await mountOnPage()
    app.messenger.start()
    await app.settle()
    app.messenger.reload()
    app.messenger.start()
    await app.settle()
    app.messenger.customer.say('Hello')
    await app.settle()
    expect(app.chat().phase).toBe('waiting')
  })

  it('under another name, when the page took the first one', async () => {
    const bus = createMessengerBus()
    bus.registerPlugin('ReactGenesysChatLifecycle')
    bus.registerPlugin('ReactGenesysChatLifecycle2')
    page.Genesys = bus.genesys
    render(<GenesysMessengerProvider />)
    await pause(600)
    expect(bus.has('ReactGenesysChatLifecycle3')).toBe(true)
    expect(bus.subscriberCount('MessagingService.started')).toBe(1)
  })

  it('with one plugin and one subscription to each event, however often a provider is mounted', async () => {
    const app = await mountMessenger({ strict: true })
    const before = app.messenger.subscriberCount()
    expect(app.messenger.subscriberCount('MessagingService.messagesReceived')).toBe(1)
    for (let n = 0; n < 5; n++) {
      app.page.unmount()
      app.mount()
      await app.settle()
    }
    expect(app.messenger.subscriberCount()).toBe(before)
    app.messenger.customer.say('Hello')
    await app.settle()
    expect(app.messages()).toHaveLength(1)
  })
})

describe('Messenger is told to be unavailable, with the reason', () => {
  const reasonOf = async (app: MessengerApp): Promise<string> => {
    await app.wait(30_500)
    expect(app.chat().phase).toBe('unavailable')
    await expect(app.chat().send('Hello')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(app.errors).toHaveLength(1)
    return app.errors.join()
  }

  it('there is no snippet', async () => {
    const app = await mountMessenger({ start: false, provider: { genesys: undefined } })
    expect(await reasonOf(app)).toMatch(/no Genesys\(\) on this page. Add the snippet/)
  })

  it('the script did not load', async () => {
    const app = await mountOnPage()
    expect(await reasonOf(app)).toMatch(
      /genesys.min.js did not load, or the domain of this page is not allowed/,
    )
  })

  it('the domain is not allowed', async () => {
    const app = await mountMessenger({ messenger: { outcome: 'domain-not-allowed' } })
    expect(await reasonOf(app)).toMatch(/the domain of this page is not allowed/)
  })

  it('the configuration is not there', async () => {
    const app = await mountMessenger({ messenger: { outcome: 'config-404' } })
    expect(await reasonOf(app)).toMatch(/configuration of the Messenger deployment could not be loaded/)
  })

  it('the deployment is inactive, which is known at once', async () => {
    const app = await mountMessenger({ messenger: { active: false } })
    expect(app.chat().phase).toBe('unavailable')
    expect(app.errors.join()).toMatch(/deployment is inactive/)
  })

  it('and is used all the same when it comes later', async () => {
    const app = await mountMessenger({ start: false })
    await app.wait(31_000)
    app.messenger.start()
    await app.settle()
    expect(app.chat().phase).toBe('idle')
  })

  it('`genesys` is no function', async () => {
    const app = await mountMessenger({
      start: false,
      provider: { genesys: {} as never, busTimeoutMs: 1_000 },
    })
    await app.wait(1_500)
    expect(app.errors[0]).toMatch(
      /<GenesysMessengerProvider genesys>: expected a function that returns Genesys, got an object/,
    )
  })
})

it('a page without the service of its window is idle: Messenger loads it when the window is opened', async () => {
  const app = await mountMessenger({ messenger: { headless: false } })
  expect(app.chat()).toMatchObject({ phase: 'idle', window: 'closed' })
  await settled(app, app.chat().openWindow())
  expect(app.chat()).toMatchObject({ phase: 'idle', window: 'open' })
  await settled(app, app.chat().closeWindow())
  expect(app.chat().window).toBe('closed')
})

it('a function that throws is reported, and the search goes on', async () => {
  let isThere = false
  const bus = createMessengerBus()
  const genesys = (): GenesysFunction => {
    if (!isThere) throw new Error('not yet')
    return bus.genesys
  }
  const app = await mountMessenger({ start: false, provider: { genesys: genesys as never } })
  await app.wait(600)
  expect(app.errors).toEqual(['not yet'])
  isThere = true
  await app.wait(600)
  expect(bus.has('ReactGenesysChatLifecycle')).toBe(true)
})
