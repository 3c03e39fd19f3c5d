import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkOptions, describe as inWords, millisecondsOf, tellOnce } from '../../src/common/checks.ts'
import { isText } from '../../src/common/values.ts'

const told: string[] = []
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((words) => void told.push(words))
})
afterEach(() => {
  told.length = 0
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const name = { is: isText, expected: 'a text', remedy: 'Use "Joe".' }
const PREFIX = '[react-genesys-chat-lifecycle] '

describe('an option', () => {
  it.each<[string, unknown, string]>([
    ['<Guard>', 7, '<Guard name={7}>: expected a text, got 7. Use "Joe".'],
    ['<Guard>', null, '<Guard name={null}>: expected a text, got null. Use "Joe".'],
    ['<Guard>', {}, '<Guard name={…}>: expected a text, got an object. Use "Joe".'],
    ['<Guard>', [], '<Guard name={…}>: expected a text, got an array. Use "Joe".'],
    ['<Guard>', () => 5, '<Guard name={…}>: expected a text, got a function. Use "Joe".'],
    ['<Guard>', Symbol('s'), '<Guard name={…}>: expected a text, got a symbol. Use "Joe".'],
    ['<Guard>', true, '<Guard name={true}>: expected a text, got a boolean. Use "Joe".'],
    ['createChat', 7, 'createChat({ name: 7 }): expected a text, got 7. Use "Joe".'],
    ['createChat', () => 5, 'createChat({ name: … }): expected a text, got a function. Use "Joe".'],
    ['createChat', Symbol('s'), 'createChat({ name: … }): expected a text, got a symbol. Use "Joe".'],
    ['createChat', {}, 'createChat({ name: … }): expected a text, got an object. Use "Joe".'],
  ])('of %s that is %j is told as it was written', (owner, value, words) => {
    checkOptions(owner, { name: value }, { name })
    expect(told).toEqual([PREFIX + words])
  })

  it('that is a text is shown as one', () => {
    const remedy = (value: unknown) => `Use ${String(value).length}.`
    checkOptions('<Guard>', { name: 'Joe' }, { name: { is: () => false, expected: 'a number', remedy } })
    checkOptions('create', { name: 'Joe' }, { name: { is: () => false, expected: 'a number', remedy } })
    expect(told).toEqual([
      `${PREFIX}<Guard name="Joe">: expected a number, got a string. Use 3.`,
      `${PREFIX}create({ name: "Joe" }): expected a number, got a string. Use 3.`,
    ])
  })

  it('that is right, missing, or unknown is not told', () => {
    checkOptions('<Guard>', { name: 'Joe', other: 7 }, { name })
    checkOptions('<Guard>', {}, { name })
    checkOptions('<Guard>', { name: undefined }, { name: { ...name, is: () => false } })
    expect(told).toEqual([])
  })

  it('that throws when it is read, or checked, is wrong', () => {
    const fail = () => {
      throw new Error('theirs')
    }
    checkOptions('<Guard>', Object.defineProperty({}, 'name', { get: fail }), { name })
    checkOptions('<Other>', { name: 1 }, { name: { is: fail, expected: 'a text', remedy: fail } })
    expect(told).toEqual([
      `${PREFIX}<Guard name={…}>: expected a text, got a getter that throws. Use "Joe".`,
      `${PREFIX}<Other name={1}>: expected a text, got 1. undefined`,
    ])
  })

  it('that is right may be doubted', () => {
    const doubt = (value: unknown) => (value === 'Jo' ? 'this is short.' : undefined)
    checkOptions('<Guard>', { name: 'Joe' }, { name: { ...name, doubt } })
    expect(told).toEqual([])
    checkOptions('<Guard>', { name: 'Jo' }, { name: { ...name, doubt } })
    expect(told).toEqual([`${PREFIX}<Guard name="Jo">: this is short.`])
  })
})

it('what is told is told once a page, also by a module that is loaded again', async () => {
  tellOnce('this')
  tellOnce('that')
  tellOnce('this')
  vi.resetModules()
  const again = await import('../../src/common/checks.ts')
  again.tellOnce('that')
  expect(told).toEqual([`${PREFIX}this`, `${PREFIX}that`])
})

describe('what a value is, in words', () => {
  it.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'undefined'],
    [[], 'an array'],
    [{}, 'an object'],
    [5, '5'],
    [Number.NaN, 'NaN'],
    ['5', 'a string'],
    [true, 'a boolean'],
    [() => 5, 'a function'],
    [1n, 'a bigint'],
  ])('%s', (value, words) => {
    expect(inWords(value)).toBe(words)
  })

  it('is one word in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect([null, [], 5, undefined].map(inWords)).toEqual(['object', 'object', 'number', 'undefined'])
  })
})

describe('milliseconds that were meant', () => {
  it.each<[unknown, string]>([
    ['30s', '30_000'],
    ['5 m', '300_000'],
    ['250ms', '250'],
    ['1500', '1_500'],
    ['2000000', '2_000_000'],
    [45, '45'],
    ['soon', '30_000'],
    ['30 sec', '30_000'],
    ['x30s', '30_000'],
    [null, '30_000'],
  ])('by %j are %s', (value, words) => {
    expect(millisecondsOf(value)).toBe(words)
  })
})
