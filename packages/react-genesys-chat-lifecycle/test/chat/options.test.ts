import { afterEach, describe, expect, it, vi } from 'vitest'
import { CHAT_CHECKS } from '../../src/chat/checks.ts'
import { isCloseSignal, normalizeChatOptions } from '../../src/chat/normalize.ts'
import { interactionState } from '../../src/chat/signals/interactionState.ts'
import { checkOptions } from '../../src/common/checks.ts'

const WRONG = {
  commandTimeoutMs: ['10s', -1, Number.NaN, null, {}],
  closeSignals: ['x', null, {}, interactionState, [interactionState], [null], [{ name: 'x' }]],
  restorePolicy: ['finish', true, null, 7],
  onSegmentClosed: ['x', null, {}],
  onSegmentReopened: [7],
  onEnded: [true],
  forgetToken: ['token'],
  onMessage: [{}],
  onError: [[]],
} as const
const wrong = Object.entries(WRONG).flatMap(([name, values]) =>
  values.map((value): [string, unknown] => [name, value]),
)

describe('normalizeChatOptions', () => {
  it.each(wrong)('takes %s %j for not given', (name, value) => {
    expect(normalizeChatOptions({ [name]: value } as never)).not.toMatchObject({ [name]: expect.anything() })
  })

  it('keeps what is right', () => {
    const options = {
      commandTimeoutMs: Number.POSITIVE_INFINITY,
      closeSignals: [interactionState()],
      restorePolicy: 'end',
      onSegmentClosed() {},
      onSegmentReopened() {},
      onEnded() {},
      forgetToken() {},
      onMessage() {},
      onError() {},
      asyncMode: true,
    } as const
    const closeSignals = [{ ...options.closeSignals[0], detect: expect.any(Function) }]
    expect(normalizeChatOptions(options)).toEqual({ ...options, closeSignals })
  })

  it('takes a list that cannot be read for not given', () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    const list = new Proxy([interactionState()], {
      get() {
        throw new Error('theirs')
      },
    })
    revoke()
    expect(normalizeChatOptions({ closeSignals: proxy }).closeSignals).toBeUndefined()
    expect(normalizeChatOptions({ closeSignals: list }).closeSignals).toBeUndefined()
    expect(normalizeChatOptions({}).closeSignals).toBeUndefined()
  })

  it('keeps the signals of a list that can be used, and an empty list', () => {
    const signal = interactionState()
    expect(normalizeChatOptions({ closeSignals: [null, signal, 'x'] as never }).closeSignals).toEqual([
      { ...signal, detect: expect.any(Function) },
    ])
    expect(normalizeChatOptions({ closeSignals: [] }).closeSignals).toEqual([])
  })
})

describe('a signal', () => {
  it('may be an instance of a class, whose methods read its fields', () => {
    class Marker {
      readonly name = 'marker'
      readonly #text = 'BYE'
      detect({ text }: { text: string }) {
        return text === this.#text ? 'completed' : null
      }
    }
    const [signal] = normalizeChatOptions({ closeSignals: [new Marker()] }).closeSignals ?? []
    const { detect } = signal ?? {}
    expect(detect?.({ text: 'BYE' } as never)).toBe('completed')
  })

  const normalized = (signal: object) =>
    normalizeChatOptions({ closeSignals: [signal as never] }).closeSignals

  it('has nothing that it was not given, and nothing else', () => {
    const detect = () => null
    const own = normalized({ name: 'own', detect, more: 7, graceMs: undefined })
    expect(own).toEqual([{ name: 'own', detect: expect.any(Function) }])
    expect(Object.keys(own?.[0] ?? {})).toEqual(['name', 'detect'])
    const absent = normalized({ name: 'own', detectAbsence: detect, detect: 'x', transports: 'gms' })
    expect(Object.keys(absent?.[0] ?? {})).toEqual(['name', 'detectAbsence'])
  })

  it('keeps its time, its transports and both ways to detect, which read its fields', () => {
    const given = {
      name: 'own',
      answer: 'completed',
      graceMs: 0,
      transports: ['gms'],
      detect() {
        return this.answer
      },
      detectAbsence() {
        return this.answer
      },
    }
    const [signal] = normalized(given) ?? []
    expect(signal).toMatchObject({ name: 'own', graceMs: 0, transports: ['gms'] })
    expect(signal?.detect?.({} as never)).toBe('completed')
    expect(signal?.detectAbsence?.({} as never)).toBe('completed')
  })

  it('is none where it throws when it is read, or is no object', () => {
    const throws = () => {
      throw new Error('theirs')
    }
    const detect = () => null
    const named = Object.assign(() => {}, { detect })
    for (const signal of [
      Object.defineProperty({ detect }, 'name', { get: throws }),
      Object.defineProperty({ name: 'own' }, 'detect', { get: throws }),
      named,
    ])
      expect(normalized(signal)).toBeUndefined()
  })
})

describe('isCloseSignal', () => {
  it('is an object with a name that detects something', () => {
    expect(isCloseSignal({ name: 'own', detect() {} })).toBe(true)
    expect(isCloseSignal({ name: 'own', detectAbsence() {} })).toBe(true)
    for (const value of [
      { name: 'own' },
      { detect() {} },
      { name: 7, detect() {} },
      { name: 'x', detect: 'x' },
      null,
    ])
      expect(isCloseSignal(value)).toBe(false)
  })
})

describe('the checks of a chat’s options', () => {
  afterEach(() => void vi.restoreAllMocks())
  const told = (name: string, value: unknown, owner: string): unknown[] => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    checkOptions(owner, { [name]: value }, CHAT_CHECKS)
    return error.mock.calls.map(([message]) => message)
  }

  it.each(wrong.map(([name, value], i): [string, unknown, number] => [name, value, i]))(
    'report %s %j once',
    (name, value, i) => {
      const owner = `create${i}`
      expect(told(name, value, owner)).toEqual([expect.stringContaining(`${owner}({ ${name}: `)])
      vi.restoreAllMocks()
      expect(told(name, value, owner)).toEqual([])
    },
  )

  it.each([
    [
      'busTimeoutMs',
      '30s',
      'busTimeoutMs: "30s" }): expected a number of milliseconds, got a string. 30_000 is used.',
    ],
    [
      'commandTimeoutMs',
      -1,
      'commandTimeoutMs: -1 }): expected a number of milliseconds, got -1. 10_000 is used.',
    ],
    [
      'asyncMode',
      'yes',
      "asyncMode: \"yes\" }): expected 'auto', true or false, got a string. 'auto' is used.",
    ],
    [
      'closeSignals',
      'x',
      'expected an array of signals, got a string. Use [interactionState()], which is the default.',
    ],
    ['closeSignals', [interactionState], 'got an array. Call the signal: use [interactionState()].'],
    ['closeSignals', interactionState, 'got a function. Call the signal: use [interactionState()].'],
    [
      'restorePolicy',
      null,
      "restorePolicy: null }): expected 'resume', 'end-closed' or 'end', got null. 'resume' is used.",
    ],
    ['closeSignals', { name: 'x' }, 'got an object. Use [interactionState()], which is the default.'],
    ...['onSegmentClosed', 'onSegmentReopened', 'onEnded', 'forgetToken', 'onMessage', 'onError'].map(
      (name): [string, unknown, string] => [
        name,
        {},
        `${name}: … }): expected a function, got an object. It is never called.`,
      ],
    ),
  ])('say what is wrong with %s %j, and what to write', (name, value, words) => {
    expect(told(name, value, 'createChatLifecycle')).toEqual([expect.stringContaining(words)])
  })

  it('say nothing about what is right, or not given', () => {
    for (const [name, value] of Object.entries({
      busTimeoutMs: 0,
      commandTimeoutMs: Number.POSITIVE_INFINITY,
      asyncMode: 'auto',
      closeSignals: [{ name: 'own', detect() {} }],
      forgetToken() {},
      restorePolicy: 'end',
      onEnded() {},
      onError: undefined,
    })) {
      expect(told(name, value, 'setOptions')).toEqual([])
    }
  })

  it.each([true, false])('say nothing about the mode %s', (mode) => {
    expect(told('asyncMode', mode, 'setOptions')).toEqual([])
  })

  it.each(['resume', 'end-closed', 'end'])(
    'say nothing about the policy %s, which is kept',
    (restorePolicy) => {
      expect(told('restorePolicy', restorePolicy, 'setOptions')).toEqual([])
      expect(normalizeChatOptions({ restorePolicy } as never)).toMatchObject({ restorePolicy })
    },
  )

  it('name the property of a component as it is written there', () => {
    expect(told('restorePolicy', 'finish', '<GenesysChatProvider>')).toEqual([
      expect.stringContaining('<GenesysChatProvider restorePolicy="finish">: expected'),
    ])
    vi.restoreAllMocks()
    expect(told('onEnded', 7, '<GenesysChatProvider>')).toEqual([
      expect.stringContaining('<GenesysChatProvider onEnded={7}>: expected'),
    ])
  })
})
