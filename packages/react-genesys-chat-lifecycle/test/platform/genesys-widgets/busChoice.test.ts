import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../../src/common/listeners.ts'
import { BusChoice } from '../../../src/platform/genesys-widgets/busChoice.ts'
import type { BusConnection } from '../../../src/platform/genesys-widgets/connection.ts'

/** What the choice sees of a bus. */
function createBus({ service = true } = {}) {
  const listeners = new Map<string, ReturnType<typeof createListeners<[unknown]>>>()
  const state = { session: false, readyAt: 1, service }
  const of = (event: string) => {
    const known = listeners.get(event) ?? createListeners<[unknown]>()
    listeners.set(event, known)
    return known
  }
  const bus = {
    on: (event: string, listener: (envelope: unknown) => void) => of(event).add(listener),
    data: (key: string) => (key === 'WebChatService.sessionActive' ? state.session : undefined),
    has: (plugin: string) => plugin === 'WebChatService' && state.service,
    get readyAt() {
      return state.readyAt
    },
    shared: new Map(),
  } as unknown as BusConnection
  return {
    bus,
    state,
    publish: (event: string, data?: unknown) => of(event).notify({ event, data }),
    setSession(session: boolean) {
      state.session = session
      of('WebChatService.data.sessionActive').notify({})
    },
    size: () => [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
  }
}

let warn: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

function choose(...buses: ReturnType<typeof createBus>[]) {
  const chosen: number[] = []
  const choice = new BusChoice(
    (bus) => chosen.push(buses.findIndex((each) => each.bus === bus)),
    () => {},
  )
  for (const { bus } of buses) choice.add(bus)
  return { choice, chosen }
}
const added = (isConnected: boolean) => ({ transcript: { isConnected } })

describe('one bus', () => {
  it('is chosen at once, and once, without a warning', () => {
    const only = createBus({ service: false })
    const { choice, chosen } = choose(only, only)
    choice.add(only.bus)
    expect(chosen).toEqual([0])
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('of two buses', () => {
  it('the one with the session is chosen, whichever came first', () => {
    const [first, second] = [createBus(), createBus()]
    first.state.session = true
    const { chosen } = choose(first, second)
    expect(chosen).toEqual([0])
    first.setSession(false)
    second.setSession(true)
    expect(chosen).toEqual([0, 1])
  })

  it('the newer one is chosen without a session, once its service is ready', () => {
    const [first, second] = [createBus(), createBus({ service: false })]
    const { chosen } = choose(first, second)
    expect(chosen).toEqual([0])
    second.state.service = true
    second.publish('WebChatService.ready')
    expect(chosen).toEqual([0, 1])
  })

  it('the newer one is not chosen before it is ready, unless none is', () => {
    const [first, second] = [createBus(), createBus()]
    second.state.readyAt = 0
    expect(choose(first, second).chosen).toEqual([0])
    first.state.readyAt = 0
    expect(choose(first, second).chosen).toEqual([0, 1])
  })

  it('the one that was chosen stays, when both have a session', () => {
    const [first, second] = [createBus(), createBus()]
    first.state.session = true
    const { chosen } = choose(first, second)
    second.setSession(true)
    expect(chosen).toEqual([0])
  })

  it('the one whose window is in the document is chosen, when both have a session', () => {
    const [first, second] = [createBus(), createBus()]
    first.state.session = true
    const { chosen } = choose(first, second)
    second.setSession(true)
    first.publish('WebChat.messageAdded', added(false))
    expect(chosen).toEqual([0, 1])
    second.publish('WebChat.messageAdded', added(false))
    expect(chosen).toEqual([0, 1])
    first.publish('WebChat.messageAdded', added(true))
    expect(chosen).toEqual([0, 1, 0])
    first.publish('WebChat.messageAdded', undefined)
    second.publish('WebChat.messageAdded', {})
    expect(chosen).toEqual([0, 1, 0])
  })

  it('each is watched once, until it stops', () => {
    const [first, second] = [createBus(), createBus()]
    const { choice, chosen } = choose(first, second)
    choice.add(first.bus)
    expect([first.size(), second.size()]).toEqual([4, 4])
    choice.stop()
    expect([first.size(), second.size()]).toEqual([0, 0])
    first.setSession(true)
    expect(chosen).toEqual([0, 1])
  })

  it('developers are told once that the widget was loaded twice, however many providers there are', () => {
    const [first, second, third] = [createBus(), createBus(), createBus()]
    choose(first, second)
    choose(second, first)
    choose(second, third)
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('Genesys Widgets were loaded twice on this page.'),
    )
  })
})

it('a third bus is watched like the others, each once', () => {
  const buses = [createBus(), createBus(), createBus()]
  const { choice, chosen } = choose(...buses)
  expect(buses.map(({ size }) => size())).toEqual([4, 4, 4])
  buses[0]?.setSession(true)
  expect(chosen).toEqual([0, 1, 2, 0])
  choice.stop()
  expect(buses.map(({ size }) => size())).toEqual([0, 0, 0])
})
