import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LocalMessages } from '../../src/chat/localMessages.ts'
import type { HeldText, Outbox, OutgoingContent } from '../../src/chat/outbox.ts'
import { createListeners } from '../../src/common/listeners.ts'
import { ChatCommandError } from '../../src/platform/commandError.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { MessageOrder, ServerMessage } from '../../src/platform/message.ts'

const NOW = 1_800_000_000_000
const file = { name: 'a.png', type: 'image/png', size: 3, url: '' }

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

/** What a page sends, and a transcript shows of it. */
function createMessages(held: readonly HeldText[] = []) {
  const outbox: Outbox = { held, heldChanges: createListeners() }
  let newest: MessageOrder | null = [5, 1]
  let places = 0
  const locals = new LocalMessages(
    outbox,
    () => newest,
    () => [90, places++],
  )
  const changed = vi.fn()
  locals.changes.add(changed)
  const track = (id: string, content: Partial<OutgoingContent> = {}) => {
    const watch = outbox.track?.(id, { kind: 'text', text: id, files: [], again: null, ...content })
    if (!watch) throw new Error('nobody tracks')
    return watch
  }
  const hold = (...texts: readonly HeldText[]): void => {
    outbox.held = texts
    outbox.heldChanges.notify()
  }
  const setNewest = (order: MessageOrder | null): void => {
    newest = order
  }
  const shown = () => [...locals.entries].map(({ message }) => message)
  const deliveries = () => shown().map(({ id, delivery }) => [id, delivery])
  const orders = () => [...locals.entries].map(({ message, order }) => [message.id, order])
  return { locals, changed, track, hold, setNewest, shown, deliveries, orders }
}
const heldText = (id: string, status: HeldText['status'], after: MessageOrder | null = [5, 1]): HeldText => ({
  id,
  kind: 'text',
  status,
  text: id,
  after,
})
const message = (text: string, fields: object = {}): ServerMessage => ({
  ...readFields({ type: 'Text', text, from: { type: 'Client' } }),
  at: NOW,
  order: [9, 0],
  ...fields,
})
const failure = (late?: Promise<unknown>) => new ChatCommandError('send', 'timeout', 'no answer', late)
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('what is sent', () => {
  it('is shown right behind the newest message, with all that is known', () => {
    const { track, shown, orders, changed } = createMessages()
    track('m1', { text: 'hello' })
    expect(orders()).toEqual([['m1', [5, 1.0001]]])
    expect(shown()).toEqual([
      {
        id: 'm1',
        from: { type: 'customer', id: '', name: '' },
        type: 'Text',
        text: 'hello',
        url: '',
        attachments: [],
        quickReplies: [],
        cards: [],
        at: NOW,
        isHistoric: false,
        delivery: 'sending',
        error: null,
        raw: null,
      },
    ])
    expect(changed).toHaveBeenCalledTimes(1)
  })

  it('is a file with its name', () => {
    const { track, shown } = createMessages()
    track('m1', { kind: 'file', text: '', files: [file] })
    expect(shown()).toMatchObject([{ type: 'File', attachments: [file] }])
  })

  it('takes a place where there is no message yet, and keeps it and its time', () => {
    const { track, orders, setNewest, shown } = createMessages()
    setNewest(null)
    const watch = track('m1')
    setNewest([7, 1])
    vi.advanceTimersByTime(1_000)
    watch.settled({ status: 'sent' })
    expect(orders()).toEqual([['m1', [90, 0]]])
    expect(shown()).toMatchObject([{ at: NOW, delivery: 'sent' }])
  })

  it.each(['sent', 'held'] as const)('is %s when that is known', (status) => {
    const { track, deliveries, changed } = createMessages()
    track('m1').settled({ status })
    expect(deliveries()).toEqual([['m1', status]])
    expect(changed).toHaveBeenCalledTimes(2)
  })

  it('is gone where it is blocked, which is told once', () => {
    const { track, deliveries, changed } = createMessages()
    const watch = track('m1')
    watch.settled({ status: 'blocked' })
    expect(deliveries()).toEqual([])
    expect(changed).toHaveBeenCalledTimes(2)
    watch.settled({ status: 'blocked' })
    expect(changed).toHaveBeenCalledTimes(2)
  })

  it('is failed, and tells why where the library knows', () => {
    const { track, shown } = createMessages()
    const error = failure()
    track('m1').failed(error)
    track('m2').failed(new Error('theirs'))
    track('m3').failed(undefined)
    expect(shown().map(({ delivery }) => delivery)).toEqual(['failed', 'failed', 'failed'])
    expect(shown().map((each) => each.error)).toEqual([error, null, null])
    expect(shown()[0]?.error).toBe(error)
  })

  it('is unknown until the answer comes that is late, and then sent', async () => {
    let answer = (_value: unknown): void => {}
    const error = failure(new Promise((resolve) => (answer = resolve)))
    const { track, shown } = createMessages()
    track('m1').failed(error)
    expect(shown()).toMatchObject([{ delivery: 'unknown' }])
    expect(shown()[0]?.error).toBe(error)
    answer(undefined)
    await settle()
    expect(shown()).toMatchObject([{ delivery: 'sent', error: null }])
  })

  it('is failed if the late answer says so, for its reason or else for the first one', async () => {
    const { track, shown } = createMessages()
    const late = new ChatCommandError('send', 'rejected', 'no')
    const first = failure(Promise.reject(late))
    const second = failure(Promise.reject(new Error('theirs')))
    track('m1').failed(first)
    track('m2').failed(second)
    await settle()
    expect(shown()).toMatchObject([{ delivery: 'failed' }, { delivery: 'failed' }])
    expect(shown()[0]?.error).toBe(late)
    expect(shown()[1]?.error).toBe(second)
  })

  it('is not shown again when the server has it, or nobody wants it any more', async () => {
    const { locals, track, deliveries, changed } = createMessages()
    const [sent, failed] = [track('m1'), track('m2')]
    locals.recognize(message('m1'), [9, 0])
    failed.failed(failure())
    locals.takeFailed('m2')
    changed.mockClear()
    sent.settled({ status: 'sent' })
    failed.settled({ status: 'sent' })
    expect(deliveries()).toEqual([])
    expect(changed).not.toHaveBeenCalled()
  })
})

describe('what the server has', () => {
  it('is recognized by its text, once', () => {
    const { locals, track, deliveries } = createMessages()
    track('m1', { text: ' hello\n' })
    track('m2', { text: 'other' })
    expect(locals.recognize(message('hello '), [9, 0])).toBe('m1')
    expect(locals.recognize(message('hello'), [9, 0])).toBeUndefined()
    expect(deliveries()).toEqual([['m2', 'sending']])
  })

  it.each([
    ['is of somebody else', { from: { type: 'agent', id: 'a', name: '' } }],
    ['came before it was written', { order: [5, 1] }],
  ])('is another message where it %s', (_, fields) => {
    const { locals, track, deliveries } = createMessages()
    track('hello')
    expect(locals.recognize(message('hello', fields), [9, 0])).toBeUndefined()
    expect(deliveries()).toEqual([['hello', 'sending']])
  })

  it('is recognized without a place', () => {
    const { locals, track } = createMessages()
    track('hello')
    expect(locals.recognize(message('hello', { order: null }), [9, 0])).toBe('hello')
  })

  it('is what was sent, rather than what failed or is held', () => {
    const { locals, track, deliveries, hold } = createMessages()
    track('failed', { text: 'hello' }).failed(failure())
    track('held', { text: 'hello' }).settled({ status: 'held' })
    track('sending', { text: 'hello' })
    expect(locals.recognize(message('hello'), [9, 0])).toBe('sending')
    expect(deliveries()).toEqual([
      ['failed', 'failed'],
      ['held', 'held'],
    ])
    // It was sent all the same.
    expect(locals.recognize(message('hello'), [9, 0])).toBe('failed')
    expect(locals.recognize(message('hello'), [9, 0])).toBe('held')
    hold()
    expect(deliveries()).toEqual([])
  })

  it.each([
    ['of the same name', [{ ...file, url: 'x' }], 'm1'],
    ['without a name', [{ ...file, name: '' }], 'm1'],
    ['among others', [{ ...file, name: 'b.png' }, file], 'm1'],
    ['of another name', [{ ...file, name: 'b.png' }], undefined],
    ['that is none', [], undefined],
  ])('may be a file %s', (_, attachments, id) => {
    const { locals, track } = createMessages()
    track('m1', { kind: 'file', text: '', files: [file] })
    expect(locals.recognize(message('', { attachments }), [9, 0])).toBe(id)
  })

  it('may be a file of which nothing is known here', () => {
    const { locals, track } = createMessages()
    track('m1', { kind: 'file', text: '', files: [] })
    expect(locals.recognize(message('', { attachments: [file] }), [9, 0])).toBeUndefined()
    expect(locals.recognize(message('', { attachments: [{ ...file, name: '' }] }), [9, 0])).toBe('m1')
  })

  it('keeps what was written later behind it, and leaves what is there already', () => {
    const { locals, track, orders, setNewest } = createMessages()
    track('earlier')
    track('same')
    track('later')
    setNewest([20, 0])
    track('behind')
    locals.recognize(message('same'), [9, 0])
    expect(orders()).toEqual([
      ['earlier', [5, 1.0001]],
      ['later', [9, 0.0001]],
      ['behind', [20, 0.0001]],
    ])
  })
})

describe('what failed', () => {
  it('is taken away once, with the means to send it again', () => {
    const { locals, track, deliveries, changed } = createMessages()
    const again = () => Promise.resolve()
    track('m1', { again }).failed(failure())
    changed.mockClear()
    expect(locals.takeFailed('m1')?.again).toBe(again)
    expect(changed).toHaveBeenCalledTimes(1)
    expect(deliveries()).toEqual([])
    expect(locals.takeFailed('m1')).toBeUndefined()
    expect(changed).toHaveBeenCalledTimes(1)
  })

  it.each(['sent', 'held'] as const)('is not what is %s', (status) => {
    const { locals, track, deliveries } = createMessages()
    track('m1').settled({ status })
    expect(locals.takeFailed('m1')).toBeUndefined()
    expect(deliveries()).toEqual([['m1', status]])
  })
})

describe('what a guard holds', () => {
  it('is shown from the beginning, in its place, without what is blocked', () => {
    const { shown, orders } = createMessages([
      heldText('m1', 'held'),
      heldText('m2', 'blocked'),
      heldText('m3', 'sending', null),
    ])
    expect(orders()).toEqual([
      ['m1', [5, 1.0001]],
      ['m3', [90, 0]],
    ])
    expect(shown()).toMatchObject([
      { type: 'Text', text: 'm1', delivery: 'held', at: NOW, attachments: [], error: null },
      { type: 'Text', text: 'm3', delivery: 'sending' },
    ])
  })

  it('is discarded while it is held, and else sent, when it is held no more', () => {
    const { hold, deliveries } = createMessages()
    hold(heldText('m1', 'held'), heldText('m2', 'sending'), heldText('m3', 'unknown'))
    expect(deliveries()).toEqual([
      ['m1', 'held'],
      ['m2', 'sending'],
      ['m3', 'unknown'],
    ])
    hold(heldText('m3', 'unknown'))
    expect(deliveries()).toEqual([
      ['m2', 'sent'],
      ['m3', 'unknown'],
    ])
  })

  it('goes when it is blocked', () => {
    const { hold, deliveries } = createMessages()
    hold(heldText('m1', 'held'))
    hold(heldText('m1', 'blocked'))
    expect(deliveries()).toEqual([])
  })

  it('does not come back when the server has it already', () => {
    const { locals, hold, deliveries } = createMessages()
    hold(heldText('m1', 'sending'))
    expect(locals.recognize(message('m1'), [9, 0])).toBe('m1')
    hold()
    expect(deliveries()).toEqual([])
  })

  it('cannot be sent again by the customer', () => {
    const { locals, hold } = createMessages()
    hold(heldText('m1', 'sending'))
    hold()
    expect(locals.takeFailed('m1')).toBeUndefined()
  })

  it('stays when all else is forgotten', () => {
    const { locals, hold, track, deliveries } = createMessages()
    track('m1')
    hold(heldText('m2', 'held'))
    locals.clear()
    expect(deliveries()).toEqual([['m2', 'held']])
    hold()
    expect(deliveries()).toEqual([])
  })
})
