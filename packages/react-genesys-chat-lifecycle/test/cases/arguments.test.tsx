import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createChatLifecycle,
  type RunGenesysCommand,
  transcriptOf,
  useGenesysBeforeCommand,
  useGenesysBusEvent,
  useGenesysCommand,
} from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { mountConversation } from '../support/app.tsx'

const NO_FUNCTIONS: readonly unknown[] = [
  undefined,
  null,
  5,
  'x',
  {},
  [],
  Symbol('s'),
  5n,
  Object.create(null),
]
const NO_NAMES: readonly unknown[] = [undefined, null, 5, {}, [], Symbol('s'), () => 'WebChat.opened']
const errors: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  errors.length = 0
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void errors.push(words.join(' ')))
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const told = (): string => errors.join('\n')

describe('a listener that is no function is never called, and reported once', () => {
  it('of a store and a transcript', async () => {
    const onError = vi.fn()
    const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ bus: testBus.bus, onError })
    for (const listener of NO_FUNCTIONS) {
      for (const event of ['segmentClosed', 'ended', 'error', 'closed', 'toString', undefined]) {
        chat.on(event as never, listener as never)()
        chat.on(event as never, listener as never)
      }
      chat.subscribe(listener as never)
      transcriptOf(chat).subscribe(listener as never)()
    }
    const onEnded = vi.fn()
    chat.on('ended', onEnded)
    testBus.start()
    await testBus.settle()
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.setState('Completed')
    void chat.actions.end()
    await testBus.settle()
    expect(onEnded).toHaveBeenCalledTimes(1)
    expect(onError).not.toHaveBeenCalled()
    expect(told()).toContain("on('ended'): expected a function, got undefined. It is never called.")
    expect(told()).toContain('subscribe(): expected a function, got 5. It is never called.')
    expect(told()).toContain(
      'on(): expected one of segmentClosed, segmentReopened, ended, message, error, got closed. The listener is never called.',
    )
    chat.destroy()
  })
})

let run: RunGenesysCommand
function Listen({ name }: { name: unknown }) {
  useGenesysBusEvent(name as 'WebChat.opened', () => {})
  useGenesysBeforeCommand(name as 'WebChat.open', () => undefined)
  run = useGenesysCommand()
  return null
}

describe('the name of an event or command that is no text', () => {
  it.each(NO_NAMES.map((name) => [typeof name, name]))('%s', async (_, name) => {
    const app = await mountConversation({ bus: { async: true }, children: <Listen name={name} /> })
    expect(app.chat().phase).toBe('active')
    expect(told()).toContain('useGenesysBusEvent(): expected the name of an event, got ')
    expect(told()).toContain('useGenesysBeforeCommand(): expected the name of a command, got ')
    await expect(run(name as 'WebChat.open')).rejects.toThrow(
      /^useGenesysCommand \(rejected\): expected the name of a command as 'Plugin.command', got /,
    )
    expect(() => cleanup()).not.toThrow()
  })
})
