import { createCXBus, createMemoryStore, installApp, mustRegister } from 'genesys-models/widget'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDeferred } from '../src/bus/deferred.ts'
import { installWebChatService } from '../src/service/installWebChatService.ts'
import type { ServiceTransport, TransportListener } from '../src/service/serviceTransport.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A transport of another kind: no polling, its own events, a session of its own shape. */
function createTransport(listener: TransportListener): ServiceTransport {
  const done = (value?: unknown) => createDeferred().resolve(value).promise()
  const refused = (reason: string) => createDeferred().reject(reason).promise()
  return {
    events: ['ready', 'started', 'ended'],
    session: { conversationId: 'c-1' },
    agents: {},
    isBusy: false,
    prepare() {},
    start(data) {
      listener.publish('started', data)
      return done('started')
    },
    end() {
      listener.ended()
      return done()
    },
    sendMessage: ({ text }) => (text === 'offline' ? undefined : done(text)),
    sendTyping: () => done(),
    sendFile: () => refused('This transport sends no files.'),
    updateUserData: () => done(),
    restore: () => refused('nothing'),
    restoreWhatIsLeft: () => refused('nothing'),
    fetchHistory: () => refused('nothing'),
    verifySession: () => false,
    startPolling() {},
    stopPolling: () => false,
    dispose() {},
  }
}

it('WebChatService works with any transport behind its interface', async () => {
  const cxbus = createCXBus()
  const reportVendorError = vi.fn()
  const app = installApp(cxbus)
  installWebChatService(mustRegister(cxbus, 'WebChatService'), {
    createTransport: ({ listener }) => createTransport(listener),
    store: createMemoryStore(),
    loadMs: 0,
    reportVendorError,
  })
  app.start(() => {})
  await vi.advanceTimersByTimeAsync(10)
  const outcomeOf = async (name: string, data?: unknown): Promise<unknown[]> => {
    const answer = app.bus.command(`WebChatService.${name}`, data)
    await vi.advanceTimersByTimeAsync(10)
    const values: unknown[] = [answer.state()]
    answer.always((value) => values.push(value))
    return values
  }

  expect(app.bus.registry().WebChatService?.events).toEqual(['ready', 'started', 'ended'])
  expect(await outcomeOf('startChat')).toEqual(['resolved', 'started'])
  expect(app.bus.data('WebChatService.sessionActive')).toBe(true)
  expect(await outcomeOf('getSessionData')).toEqual(['resolved', { conversationId: 'c-1' }])
  expect(await outcomeOf('sendMessage', { message: 'hi' })).toEqual(['resolved', 'hi'])
  expect(await outcomeOf('sendFile')).toEqual(['rejected', 'This transport sends no files.'])
  expect(await outcomeOf('sendMessage', { message: 'offline' })).toEqual(['pending'])
  expect(reportVendorError).toHaveBeenCalledTimes(1)
  await outcomeOf('endChat')
  expect(app.bus.data('WebChatService.sessionActive')).toBe(false)
})
