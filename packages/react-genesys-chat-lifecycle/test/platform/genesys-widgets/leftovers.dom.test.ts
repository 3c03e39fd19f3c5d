import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChatCommandError, createChatLifecycle } from '../../../src/core.ts'
import type { BusClient } from '../../../src/platform/genesys-widgets/client.ts'
import { removeTokenHeader, removeUserData } from '../../../src/platform/genesys-widgets/leftovers.ts'
import { createTestBus } from '../../../src/testing/index.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Reflect.deleteProperty(window, '_genesys')
  vi.useRealTimers()
})

const configure = (webchat: object): void =>
  void Object.assign(window, { _genesys: { widgets: { webchat } } })

it('a start removes the token that an earlier one has left in the page’s configuration, and nothing else', async () => {
  const headers = { 'x-api-key': 'shop', 'x-nexus-client-key': 'secret' }
  configure({ transport: { headers } })
  const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
  const chat = createChatLifecycle({ bus: testBus.bus })
  testBus.start()
  await testBus.settle()
  expect(headers['x-nexus-client-key']).toBe('secret')
  testBus.customer.open()
  await testBus.settle()
  expect(headers).toEqual({ 'x-api-key': 'shop' })
  chat.destroy()
})

it.each([
  undefined,
  {},
  { transport: null },
  { transport: { headers: 'x' } },
  { transport: Object.freeze({ headers: Object.freeze({ 'x-nexus-client-key': 'x' }) }) },
])('a configuration of any kind is no reason to fail: %o', (webchat) => {
  if (webchat) configure(webchat)
  expect(removeTokenHeader).not.toThrow()
})

/** A client whose chat service keeps two objects of what was attached, and answers with one of them. */
function keeping(run: (kept: object) => Promise<unknown>) {
  const kept = { answered: { account: 'A-1', site: 'changed' }, shared: { basket: 'A-2' } }
  const client = { connection: { data: () => kept.shared }, run: () => run(kept.answered) }
  return { kept, client: client as unknown as BusClient }
}

it('what was attached to a chat is taken back, down to what the page configured', async () => {
  configure({ userData: { site: 'shop' } })
  const { kept, client } = keeping(async (answered) => answered)
  await removeUserData(client)
  expect(kept).toEqual({ answered: { site: 'shop' }, shared: { site: 'shop' } })
})

it('a transport that knows no such command is fine; no answer is told', async () => {
  const refused = keeping(() => Promise.reject(new ChatCommandError('c', 'rejected', 'unknown')))
  await removeUserData(refused.client)
  expect(refused.kept.shared).toEqual({})
  const silent = keeping(() => Promise.reject(new ChatCommandError('c', 'timeout', 'no answer')))
  await expect(removeUserData(silent.client)).rejects.toThrow('no answer')
})

it('without a bus there is nothing to take back', async () => {
  await expect(removeUserData({ connection: undefined } as BusClient)).resolves.toBeUndefined()
})
