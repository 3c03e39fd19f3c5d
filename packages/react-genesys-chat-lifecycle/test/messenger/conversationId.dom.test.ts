import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  beginConversation,
  currentConversation,
  forgetConversation,
  isConversationStored,
  isWindowStored,
} from '../../src/platform/genesys-messenger/conversationId.ts'

const KEY = 'react-genesys-chat-lifecycle/messenger'
const NOW = 1_800_000_000_000

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ now: NOW })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  localStorage.clear()
})

const stored = () => JSON.parse(localStorage.getItem(KEY) ?? 'null')

describe('a conversation’s id', () => {
  it('is the deployment and the moment of the beginning, for all tabs', () => {
    expect(beginConversation('shop', null)).toBe(`shop:${NOW}`)
    expect(currentConversation('shop')).toBe(`shop:${NOW}`)
  })

  it('is another one for the next, also in the same moment', () => {
    const first = beginConversation('shop', null)
    const second = beginConversation('shop', null)
    expect(second).toBe(`shop:${NOW + 1}`)
    expect(beginConversation('shop', first)).toBe(`shop:${NOW + 1}`)
    expect(beginConversation('shop', `shop:${NOW + 1}`)).toBe(first)
  })

  it('is the deployment’s where nobody knows the beginning', () => {
    expect(currentConversation('shop')).toBe('shop')
  })

  it('belongs to its deployment', () => {
    beginConversation('shop', null)
    vi.advanceTimersByTime(1_000)
    beginConversation('bank', null)
    expect(currentConversation('shop')).toBe(`shop:${NOW}`)
    expect(currentConversation('bank')).toBe(`bank:${NOW + 1_000}`)
  })

  it('is forgotten with its end, and the other deployment’s is kept', () => {
    beginConversation('bank', null)
    const id = beginConversation('shop', null)
    forgetConversation('shop', id)
    expect(currentConversation('shop')).toBe('shop')
    expect(stored()).toEqual({ bank: `bank:${NOW}` })
  })

  it.each([null, 'shop', `shop:${NOW - 1}`])('is kept when another one is over: %s', (id) => {
    beginConversation('shop', null)
    forgetConversation('shop', id)
    expect(currentConversation('shop')).toBe(`shop:${NOW}`)
  })

  it('of an unknown conversation that is over writes nothing', () => {
    forgetConversation('shop', null)
    expect(stored()).toBeNull()
  })

  it.each(['null', '"text"', '7', '{', '{"shop":7}', '{"shop":null}'])(
    'is the deployment’s where the storage holds %s, and can be begun',
    (text) => {
      localStorage.setItem(KEY, text)
      expect(currentConversation('shop')).toBe('shop')
      beginConversation('shop', null)
      expect(currentConversation('shop')).toBe(`shop:${NOW}`)
    },
  )

  it('is the deployment’s where there is no storage', () => {
    const fail = () => {
      throw new Error('forbidden')
    }
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(fail)
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(fail)
    expect(beginConversation('shop', null)).toBe(`shop:${NOW}`)
    expect(currentConversation('shop')).toBe('shop')
  })
})

describe.each([
  ['a conversation', isConversationStored, 'gcmcsessionActive'],
  ['an open window', isWindowStored, 'gcmcopn'],
])('%s that the vendor has stored', (_, isStored, name) => {
  it.each([
    ['{"value":true}', true],
    ['{"value":"true"}', true],
    ['{"value":false}', false],
    ['{"value":"false"}', false],
    ['{"value":1}', false],
    ['{}', false],
    ['{', undefined],
    ['null', undefined],
  ])('is read from %s', (text, expected) => {
    localStorage.setItem(`_shop:${name}`, text)
    expect(isStored('shop')).toBe(expected)
    expect(isStored('bank')).toBe(false)
  })

  it('is not known where there is no storage', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('forbidden')
    })
    expect(isStored('shop')).toBeUndefined()
  })
})
