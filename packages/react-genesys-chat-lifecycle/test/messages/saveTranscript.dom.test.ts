import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatMessage, formatTranscript, saveTranscript } from '../../src/index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const message = (change: Partial<ChatMessage>): ChatMessage => ({
  id: 'm1',
  from: { type: 'agent', id: 'a1', name: 'Anna' },
  type: 'Text',
  text: '',
  url: '',
  attachments: [],
  quickReplies: [],
  cards: [],
  at: Date.UTC(2026, 10, 26, 9, 30),
  isHistoric: false,
  delivery: null,
  error: null,
  raw: { token: 'secret' },
  ...change,
})
const customer = { type: 'customer', id: 'c1', name: '' } as const
const choice = { text: 'Yes', description: '', reply: 'Yes', url: '', image: '', data: {} }
const said: readonly ChatMessage[] = [
  message({ text: 'Hello,\nhow can I help?', quickReplies: [choice] }),
  message({ from: customer, text: 'my order is late', delivery: 'sent', at: 0 }),
  message({ from: customer, text: 'not sent', delivery: 'failed' }),
  message({ from: customer, text: 'held', delivery: 'held' }),
  message({ text: 'https://shop.example/', url: 'https://shop.example/' }),
  message({
    text: 'See this',
    attachments: [
      { name: 'bill.pdf', type: 'application/pdf', size: 5, url: 'https://x.example/?signature=secret' },
    ],
  }),
  message({ cards: [{ title: 'Grinder', description: 'Steel', image: '', url: '', choices: [choice] }] }),
]

describe('a transcript', () => {
  it('as text has a line for each message that was sent, with time, name, link, files and cards', () => {
    expect(formatTranscript(said)).toBe(
      [
        '[2026-11-26T09:30:00.000Z] Anna: Hello,',
        '  how can I help?',
        'Customer: my order is late',
        '[2026-11-26T09:30:00.000Z] Anna: https://shop.example/',
        '[2026-11-26T09:30:00.000Z] Anna: See this [bill.pdf]',
        '[2026-11-26T09:30:00.000Z] Anna: Grinder: Steel',
      ].join('\n'),
    )
  })

  it('takes names and times as the page writes them', () => {
    const options = {
      nameOf: ({ type }: ChatMessage['from']) => (type === 'customer' ? 'You' : 'We'),
      formatTime: () => '9:30',
    }
    expect(formatTranscript(said.slice(0, 2), options)).toBe(
      '[9:30] We: Hello,\n  how can I help?\nYou: my order is late',
    )
  })

  it('as JSON is an array', () => {
    expect(JSON.parse(formatTranscript(said, { format: 'json' }))).toEqual([
      {
        at: '2026-11-26T09:30:00.000Z',
        from: { type: 'agent', name: 'Anna' },
        text: 'Hello,\nhow can I help?',
        quickReplies: ['Yes'],
      },
      { at: null, from: { type: 'customer', name: 'Customer' }, text: 'my order is late' },
      expect.objectContaining({ url: 'https://shop.example/' }),
      expect.objectContaining({ files: [{ name: 'bill.pdf', type: 'application/pdf', size: 5 }] }),
      expect.objectContaining({ cards: [{ title: 'Grinder', description: 'Steel' }] }),
    ])
  })

  it.each(['text', 'json'] as const)('as %s holds nothing of raw, nor addresses of files', (format) => {
    expect(formatTranscript(said, { format })).not.toContain('secret')
  })

  it.each(['sending', 'unknown', 'failed', 'held'] as const)('leaves out what is %s', (delivery) => {
    expect(formatTranscript([message({ text: 'a' }), message({ text: 'b', delivery })])).toBe(
      '[2026-11-26T09:30:00.000Z] Anna: a',
    )
  })

  it('as text has all parts of a message, in one', () => {
    const file = { name: '', type: 'image/png', size: 5, url: '' }
    const card = { title: '', description: '', image: '', url: '', choices: [] }
    const line = (change: Partial<ChatMessage>) => formatTranscript([message({ at: 0, ...change })])
    expect(line({ text: 'Look', url: 'https://a.example/' })).toBe('Anna: Look https://a.example/')
    expect(line({ attachments: [file, { ...file, type: '' }] })).toBe('Anna: [image/png] [file]')
    expect(line({ cards: [{ ...card, title: 'A' }, { ...card, description: 'B' }, card] })).toBe('Anna: A B')
    expect(line({ text: 'a \n\n  b\nc' })).toBe('Anna: a\n  b\n  c')
    expect(line({ text: 'a', at: -1 })).toBe('Anna: a')
    expect(line({ text: 'a', at: 1 })).toBe('[1970-01-01T00:00:00.001Z] Anna: a')
    expect(line({ from: { type: 'bot', id: '', name: '' } })).toBe('Bot: ')
  })

  it('as JSON can be read, and has names as the page writes them', () => {
    const nameOf = () => 'We'
    expect(formatTranscript([message({ text: 'a', at: 0 })], { format: 'json', nameOf })).toBe(
      JSON.stringify([{ at: null, from: { type: 'agent', name: 'We' }, text: 'a' }], null, 2),
    )
  })

  it.each([null, 7, [], { nameOf: 'We', formatTime: 7, format: 'xml' }])(
    'is written as always with options that are none: %j',
    (options) => {
      expect(formatTranscript(said, options as never)).toBe(formatTranscript(said))
    },
  )

  it('of something else is empty, and development says so', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(formatTranscript({ messages: said } as never)).toBe('')
    expect(error.mock.calls.flat().join()).toContain(
      'formatTranscript(): expected an array of messages, got an object. Pass "messages" of useGenesysChatMessages().',
    )
  })
})

describe('saveTranscript', () => {
  const blobs: Blob[] = []
  const clicked: string[] = []
  beforeEach(() => {
    vi.useFakeTimers()
    blobs.length = 0
    clicked.length = 0
    URL.createObjectURL = (blob: Blob) => `blob:${blobs.push(blob)}`
    URL.revokeObjectURL = vi.fn()
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push(`${this.download} ${this.href}`)
    })
  })
  afterEach(() => void vi.useRealTimers())

  it.each([
    [{}, 'chat.txt', 'text/plain;charset=utf-8'],
    [{ format: 'json' }, 'chat.json', 'application/json;charset=utf-8'],
    [{ fileName: 'halbrook.txt' }, 'halbrook.txt', 'text/plain;charset=utf-8'],
    [{ fileName: 'a', format: 'json' }, 'a', 'application/json;charset=utf-8'],
    [{ fileName: 7 }, 'chat.txt', 'text/plain;charset=utf-8'],
    [null, 'chat.txt', 'text/plain;charset=utf-8'],
    [undefined, 'chat.txt', 'text/plain;charset=utf-8'],
  ] as const)('with %o downloads %s, and frees the memory', (options, name, type) => {
    saveTranscript(said, options as never)
    expect(clicked).toEqual([`${name} blob:1`])
    expect(blobs[0]).toMatchObject({ type })
    expect(document.querySelector('a')).toBeNull()
    vi.advanceTimersByTime(9_999)
    expect(URL.revokeObjectURL).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(URL.revokeObjectURL).toHaveBeenCalledExactlyOnceWith('blob:1')
  })

  it('saves what is formatted', () => {
    const written = vi.fn()
    vi.stubGlobal(
      'Blob',
      class {
        constructor(parts: string[]) {
          written(...parts)
        }
      },
    )
    saveTranscript(said, { nameOf: () => 'We' })
    expect(written).toHaveBeenCalledExactlyOnceWith(formatTranscript(said, { nameOf: () => 'We' }))
  })

  it('names itself when it gets something else', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    saveTranscript(undefined as never)
    expect(error.mock.calls.flat().join()).toContain('saveTranscript(): expected an array of messages')
  })
})
