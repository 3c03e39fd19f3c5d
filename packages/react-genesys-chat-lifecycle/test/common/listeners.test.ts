import { afterEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../src/common/listeners.ts'

afterEach(() => void vi.useRealTimers())

describe('createListeners', () => {
  it('notifies all listeners in the order in which they were added, with all arguments', () => {
    const listeners = createListeners<[name: string, value: number]>()
    const heard: unknown[] = []
    listeners.add((...args) => heard.push(['first', ...args]))
    listeners.add((...args) => heard.push(['second', ...args]))
    listeners.notify('a', 1)
    expect(heard).toEqual([
      ['first', 'a', 1],
      ['second', 'a', 1],
    ])
  })

  it('calls the same function twice when it was added twice, and removes one entry at a time', () => {
    const listeners = createListeners()
    const listener = vi.fn()
    const remove = listeners.add(listener)
    listeners.add(listener)
    expect(listeners.size).toBe(2)
    listeners.notify()
    expect(listener).toHaveBeenCalledTimes(2)
    remove()
    remove()
    expect(listeners.size).toBe(1)
    listeners.notify()
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('keeps notifying the remaining listeners when one unsubscribes during a notification', () => {
    const listeners = createListeners()
    const last = vi.fn()
    const remove = listeners.add(() => remove())
    listeners.add(last)
    listeners.notify()
    listeners.notify()
    expect(last).toHaveBeenCalledTimes(2)
    expect(listeners.size).toBe(1)
  })

  it('calls a listener that was added during a notification from the next one on', () => {
    const listeners = createListeners()
    const added = vi.fn()
    const remove = listeners.add(() => {
      remove()
      listeners.add(added)
    })
    listeners.notify()
    expect(added).not.toHaveBeenCalled()
    listeners.notify()
    expect(added).toHaveBeenCalledTimes(1)
  })

  it('gives what a listener throws to onThrow, and notifies the others', () => {
    const onThrow = vi.fn()
    const listeners = createListeners(onThrow)
    const other = vi.fn()
    const error = new Error('broken')
    listeners.add(() => {
      throw error
    })
    listeners.add(other)
    listeners.notify()
    expect(other).toHaveBeenCalledTimes(1)
    expect(onThrow).toHaveBeenCalledExactlyOnceWith(error)
  })

  it('makes what a listener throws an uncaught error of the page by default', () => {
    vi.useFakeTimers()
    const listeners = createListeners()
    listeners.add(() => {
      throw new Error('broken')
    })
    expect(() => listeners.notify()).not.toThrow()
    expect(() => vi.runAllTimers()).toThrow('broken')
  })
})
