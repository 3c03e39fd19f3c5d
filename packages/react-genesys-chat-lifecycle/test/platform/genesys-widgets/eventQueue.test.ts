import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EventQueue } from '../../../src/platform/genesys-widgets/eventQueue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = (name: string) => ({ event: name, time: 0, publisher: 'P', data: {} })

/** A queue, what it passed on, and a question whose answer the test gives. */
function createQueue() {
  const log: string[] = []
  const queue = new EventQueue(
    (envelope) => log.push(envelope.event),
    (work) => {
      log.push('batch')
      work()
      log.push('end of batch')
    },
  )
  const ask = () => {
    let answer = (): void => {}
    const held = queue.holdWhile(
      () =>
        new Promise((resolve) => {
          answer = () => resolve(() => log.push('answer'))
        }),
    )
    return { held, answer: () => answer() }
  }
  return { log, queue, ask }
}

describe('an event queue', () => {
  it('passes events on at once while no question is open', () => {
    const { log, queue } = createQueue()
    queue.push(event('a'))
    queue.push(event('b'))
    expect(log).toEqual(['a', 'b'])
  })

  it('keeps events back during a question, and passes them on after the answer, as one change', async () => {
    const { log, queue, ask } = createQueue()
    const { held, answer } = ask()
    queue.push(event('a'))
    queue.push(event('b'))
    expect(log).toEqual([])
    answer()
    await held
    expect(log).toEqual(['batch', 'answer', 'a', 'b', 'end of batch'])
    queue.push(event('c'))
    expect(log.at(-1)).toBe('c')
  })

  it('asks no second question while one is open', async () => {
    const { queue, ask } = createQueue()
    const first = ask()
    const second = vi.fn()
    await queue.holdWhile(second)
    expect(second).not.toHaveBeenCalled()
    first.answer()
    await first.held
    await queue.holdWhile(async () => second)
    expect(second).toHaveBeenCalledTimes(1)
  })

  it('keeps events back again when one of those it passes on asks another question', async () => {
    const log: string[] = []
    let answerSecond: (answer: () => void) => void = () => {}
    const queue = new EventQueue(
      ({ event: name }) => {
        log.push(name)
        if (name === 'question') {
          void queue.holdWhile(
            () =>
              new Promise((resolve) => {
                answerSecond = resolve
              }),
          )
        }
      },
      (work) => work(),
    )
    let answerFirst: (answer: () => void) => void = () => {}
    const held = queue.holdWhile(
      () =>
        new Promise((resolve) => {
          answerFirst = resolve
        }),
    )
    for (const name of ['a', 'question', 'b']) queue.push(event(name))
    answerFirst(() => {})
    await held
    expect(log).toEqual(['a', 'question'])
    answerSecond(() => log.push('second answer'))
    await vi.advanceTimersByTimeAsync(0)
    expect(log).toEqual(['a', 'question', 'second answer', 'b'])
  })

  it('forgets the question and what it kept back when it is cleared', async () => {
    const { log, queue, ask } = createQueue()
    const { held, answer } = ask()
    queue.push(event('a'))
    queue.clear()
    queue.push(event('b'))
    answer()
    await held
    expect(log).toEqual(['b'])
  })

  it('waits for a certain event among those it keeps back, or until the time is over', async () => {
    const { queue, ask } = createQueue()
    ask()
    const arrived = vi.fn()
    void queue.untilKept('wanted', 1_000).then(arrived)
    queue.push(event('other'))
    await vi.advanceTimersByTimeAsync(500)
    expect(arrived).not.toHaveBeenCalled()
    queue.push(event('wanted'))
    await vi.advanceTimersByTimeAsync(0)
    expect(arrived).toHaveBeenCalledTimes(1)

    const present = vi.fn()
    void queue.untilKept('wanted', 1_000).then(present)
    await vi.advanceTimersByTimeAsync(0)
    expect(present).toHaveBeenCalledTimes(1)

    const late = vi.fn()
    void queue.untilKept('never', 1_000).then(late)
    await vi.advanceTimersByTimeAsync(999)
    expect(late).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(late).toHaveBeenCalledTimes(1)
  })

  it('stops waiting when it is cleared', async () => {
    const { queue, ask } = createQueue()
    ask()
    const over = vi.fn()
    void queue.untilKept('wanted', 1_000).then(over)
    queue.clear()
    await vi.advanceTimersByTimeAsync(0)
    expect(over).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
