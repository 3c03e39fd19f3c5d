import { vi } from 'vitest'
import { createListeners, type Listeners } from '../../src/common/listeners.ts'
import type {
  GenesysEnvelope,
  GenesysLike,
  GenesysPlugin,
} from '../../src/platform/genesys-messenger/genesysTypes.ts'

interface FakeOptions {
  /** What is on the bus. The same object is the same bus. Null: the bus does not tell. */
  readonly registry?: object | null
  readonly data?: Readonly<Record<string, unknown>>
  /** Whether its function answers only when the test says so, as that of the snippet does. */
  readonly isSlow?: boolean
  /** The names that others have taken. */
  readonly taken?: readonly string[]
}

/** A bus of Messenger on which happens what the test says. Its commands never settle. */
export function createFakeGenesys(options: FakeOptions = {}) {
  const { registry = { MessagingService: {} }, data = {}, isSlow = false, taken = [] } = options
  const events = new Map<string, Listeners<[GenesysEnvelope]>>()
  const of = (event: string) => {
    const known = events.get(event) ?? createListeners<[GenesysEnvelope]>()
    events.set(event, known)
    return known
  }
  const plugin = {
    subscribe: vi.fn((event: string, callback: (envelope: GenesysEnvelope) => void): unknown =>
      of(event).add(callback),
    ),
    command: vi.fn((_name: string, _options: object): PromiseLike<unknown> => new Promise(() => {})),
    before: vi.fn((_command: string, _hook: (options: unknown) => unknown): unknown => undefined),
    registry: () => registry as object,
    data: (key: string) => data[key],
  } satisfies GenesysPlugin
  const waiting: (() => void)[] = []
  const names: string[] = []
  const register = (_action: string, name: string, take: (plugin: unknown) => void, refuse: () => void) => {
    const isTaken = taken.includes(name) || names.includes(name)
    names.push(name)
    const answer = () => (isTaken ? refuse() : take(plugin))
    if (isSlow) waiting.push(answer)
    else answer()
  }
  return {
    genesys: register as unknown as GenesysLike,
    plugin,
    /** The names it was asked for. */
    names,
    answer: () => {
      for (const go of waiting.splice(0)) go()
    },
    say: (event: string, value: unknown = {}) => of(event).notify({ event, data: value }),
    /** The commands it was given, without the question whether the service is ready. */
    given: () => plugin.command.mock.calls.filter(([name]) => !name.endsWith('clearTypingTimeout')),
  }
}
