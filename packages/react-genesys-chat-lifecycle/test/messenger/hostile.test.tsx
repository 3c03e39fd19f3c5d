import { act, render } from '@testing-library/react'
import { createMessengerBus } from 'genesys-models/messenger'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useGenesysChatLifecycle, useGenesysChatMessages } from '../../src/index.ts'
import { GenesysMessengerProvider, type GenesysMessengerProviderProps } from '../../src/messenger.ts'
import { createTestMessenger } from '../../src/testing/index.ts'
import { openRaw } from '../support/rawMessenger.tsx'

// Whatever a page or a server hands over: nothing is thrown, and what is right beside it is used.

const uncaught: unknown[] = []
const onError = (event: ErrorEvent): number => uncaught.push(event.error)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
  vi.spyOn(console, 'error').mockImplementation(() => {})
  window.addEventListener('error', onError)
})
afterEach(() => {
  window.removeEventListener('error', onError)
  vi.restoreAllMocks()
  vi.useRealTimers()
  expect(uncaught.splice(0)).toEqual([])
})

const time = (second: number): string => new Date(Date.UTC(2026, 4, 31, 12, 0, second)).toISOString()
const text = (second: number, more: object = {}): object => ({
  id: `${second}`,
  direction: 'Outbound',
  type: 'Text',
  text: `Text ${second}`,
  originatingEntity: 'Human',
  channel: { time: time(second), from: { nickname: 'Anna' } },
  ...more,
})

/** An object all of whose members throw. */
const throwing = (): object =>
  new Proxy(
    {},
    {
      get() {
        throw new Error('hostile getter')
      },
      ownKeys() {
        throw new Error('hostile keys')
      },
    },
  )
function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
/** Objects of another window have other prototypes. */
function foreign(value: object): object {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const { JSON: theirs } = frame.contentWindow as unknown as typeof globalThis
  return theirs.parse(JSON.stringify(value)) as object
}

let shown: readonly { text: string }[] = []
function Watch() {
  shown = useGenesysChatMessages().messages
  return null
}
function Phase() {
  return <output>{useGenesysChatLifecycle(({ phase }) => phase)}</output>
}

const EVENTS = [
  'started restoring restored messagesReceived oldMessages historyComplete conversationDisconnected readOnlyConversation',
  'typingReceived typingTimeout error allowedFileTypes customAttributesSizeExceeded sessionWarning offline reconnected',
]
  .join(' ')
  .split(' ')

const VALUES: readonly [string, () => unknown][] = [
  ['getters that throw', throwing],
  ['a revoked proxy', () => revoked({})],
  ['a revoked list', () => ({ messages: revoked([]), error: revoked({}), body: revoked({}) })],
  [
    'members that throw',
    () => ({ messages: [throwing()], error: throwing(), message: throwing(), body: throwing() }),
  ],
  [
    'numbers',
    () => ({ messages: 7, error: 7, newSession: 7, typing: 7, body: 7, expirationTime: Number.NaN }),
  ],
  ['symbols', () => ({ messages: [Symbol('x')], error: Symbol('x'), message: { id: Symbol('x') } })],
  ['functions', () => ({ messages: () => [], error: () => {}, body: () => {} })],
  ['a text', () => 'text'],
  ['a list', () => [1, 2, 3]],
]

describe.each(EVENTS)('MessagingService.%s', (event) => {
  it.each(VALUES)('that carries %s does no harm', async (_, value) => {
    const page = await openRaw({ onSessionWarning: () => {} })
    await page.publish(['started', { newSession: true }], ['messagesReceived', { messages: [text(1)] }])
    await page.publish([event, value()])
    if (event !== 'offline') await page.publish(['messagesReceived', { messages: [text(2)] }])
    expect(page.chat().phase).toBe('active')
    expect(page.log.filter((line) => !line.startsWith('error'))).toEqual([])
  })
})

it.each([
  ['getters that throw', throwing],
  ['a revoked proxy', () => revoked({})],
  [
    'lists that throw',
    () => ({ allowedMedia: { inbound: { fileTypes: revoked([]), maxFileSizeKB: Symbol('x') } } }),
  ],
  ['members that throw', () => ({ allowedMedia: throwing(), blockedExtensions: throwing() })],
  ['wrong types', () => ({ allowedMedia: { inbound: 5 }, blockedExtensions: [5, null, {}] })],
])('limits of files that carry %s settle', async (_, limits) => {
  const page = await openRaw()
  await page.publish(['started', { newSession: true }], ['allowedFileTypes', limits()])
  const answer = await page
    .chat()
    .getFileLimits()
    .catch((error: { kind: string }) => error.kind)
  expect([null, 'unsupported']).toContain(answer)
})

describe('a message', () => {
  it.each([
    ['a getter that throws beside it', () => [throwing(), text(2)]],
    ['a hole beside it', () => Object.assign([], { 3: text(2), length: 4 })],
    [
      'a revoked attachment',
      () => [text(2, { content: [{ contentType: 'Attachment', attachment: revoked({}) }] }), text(3)],
    ],
    ['the prototypes of another window', () => [foreign(text(2))]],
    ['a list of another window', () => foreign([text(2)])],
  ])('with %s is read', async (_, list) => {
    const onMessage = vi.fn()
    const page = await openRaw({ onMessage })
    await page.publish(['started', { newSession: true }], ['messagesReceived', { messages: list() }])
    expect(page.chat().phase).toBe('active')
    expect(onMessage).toHaveBeenCalled()
  })

  it('list that claims four billion members is read as far as a conversation goes', async () => {
    const page = await openRaw()
    const messages = Object.assign([text(1)], { length: 4_294_967_295 })
    await page.publish(['started', { newSession: true }], ['messagesReceived', { messages }])
    expect(page.chat().phase).toBe('active')
  })
})

it('texts stay texts', async () => {
  const hostile = '<img src=x onerror="window.hacked=1"> **bold** [x](javascript:hacked())'
  const page = await openRaw({ children: <Watch /> })
  await page.publish(
    ['started', { newSession: true }],
    ['messagesReceived', { messages: [text(1, { text: hostile })] }],
  )
  expect(shown.map(({ text }) => text)).toEqual([hostile])
})

describe('a prop', () => {
  const app = (props: object): React.ReactNode => (
    <StrictMode>
      <GenesysMessengerProvider {...(props as GenesysMessengerProviderProps)}>
        <Phase />
      </GenesysMessengerProvider>
    </StrictMode>
  )
  const wait = (): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(2_000))

  it.each([
    ['busTimeoutMs', ['30s', -1, Number.NaN, {}, throwing(), Symbol('x')]],
    ['commandTimeoutMs', ['30s', -1, Number.NaN, {}, throwing(), Symbol('x')]],
    ['surveyAfterDisconnect', ['yes', 1, {}, throwing(), Symbol('x')]],
    ['onSessionWarning', ['yes', 1, {}, throwing(), Symbol('x')]],
    ['genesys', ['Genesys', 1, {}, throwing(), Symbol('x'), null]],
  ])('%s that is wrong is told in development, and the page works', async (name, values) => {
    for (const value of values) {
      const messenger = createTestMessenger({
        advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
      })
      const remove = messenger.install(window)
      messenger.start()
      const page = render(app({ [name]: value }))
      await wait()
      expect(page.container.textContent).toBe('idle')
      page.unmount()
      messenger.dispose()
      remove()
    }
    if (name !== 'genesys') expect(vi.mocked(console.error)).toHaveBeenCalled()
  })

  it('genesys that is Genesys itself is told, never called, and found on the page all the same', async () => {
    const messenger = createTestMessenger({
      advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    })
    const remove = messenger.install(window)
    const { genesys } = messenger
    const errors: string[] = []
    const page = render(app({ genesys, onError: ({ message }: Error) => errors.push(message) }))
    await wait()
    // Only the plugin of the library is asked for: an empty call would be kept for the bootstrap.
    expect([...((genesys as { q?: ArrayLike<unknown>[] }).q ?? [])].every((call) => call.length > 0)).toBe(
      true,
    )
    messenger.start()
    await wait()
    expect(page.container.textContent).toBe('idle')
    expect(errors).toEqual([expect.stringMatching(/got Genesys itself/)])
    remove()
  })

  it.each([
    ['a promise', () => Promise.resolve(), /got one that returns an object/],
    ['a text', () => 'Genesys', /got one that returns a string/],
  ])('genesys whose function returns %s is told once, and asked again', async (_, genesys, words) => {
    const errors: string[] = []
    render(app({ genesys, onError: ({ message }: Error) => errors.push(message) }))
    await wait()
    expect(errors).toEqual([expect.stringMatching(words)])
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('hostile')
      },
    ],
    [
      'hands over no plugin',
      (action: string, _name: string, take: (plugin: unknown) => void) =>
        action === 'registerPlugin' && take(null),
    ],
    [
      'hands over a plugin that throws',
      (action: string, _name: string, take: (plugin: unknown) => void) =>
        action === 'registerPlugin' && take(throwing()),
    ],
    [
      'hands over a plugin whose members throw',
      (action: string, _name: string, take: (plugin: unknown) => void) => {
        const refuse = (): never => {
          throw new Error('hostile')
        }
        if (action === 'registerPlugin')
          take({ subscribe: refuse, command: refuse, before: refuse, data: refuse, registry: refuse })
      },
    ],
  ])('genesys that %s leaves the page unavailable, with a reason', async (_, genesys) => {
    const errors: string[] = []
    const page = render(
      app({
        genesys: () => genesys,
        busTimeoutMs: 1_000,
        onError: ({ message }: Error) => errors.push(message),
      }),
    )
    await wait()
    expect(page.container.textContent).toBe('unavailable')
    expect(errors.at(-1)).toMatch(/Messenger did not start/)
  })

  it('genesys that is another one at each render changes nothing', async () => {
    const bus = createMessengerBus()
    const service = bus.registerPlugin('MessagingService')
    service?.registerCommand('clearTypingTimeout', ({ resolve }) => resolve())
    service?.ready()
    const page = render(app({ genesys: () => bus.genesys }))
    await wait()
    for (let n = 0; n < 5; n++) page.rerender(app({ genesys: () => bus.genesys }))
    await wait()
    expect(page.container.textContent).toBe('idle')
    expect(bus.subscriberCount('MessagingService.started')).toBe(1)
  })
})
