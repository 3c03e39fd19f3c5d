import { expect, it, vi } from 'vitest'
import { Recorder } from '../../src/chat/recorder.ts'

function recording() {
  const told: string[] = []
  const recorder = new Recorder((before, after) => told.push(`${before.window} ${after.window}`))
  const window = (state: string) => recorder.dispatch({ type: 'window', window: state } as never)
  return { recorder, told, window }
}

it('tells of each change, and of nothing else', () => {
  const { told, window, recorder } = recording()
  window('open')
  window('open')
  window('closed')
  expect(told).toEqual(['absent open', 'open closed'])
  expect(recorder.current.window).toBe('closed')
})

it('tells once of a batch, also of one within another', () => {
  const { told, window, recorder } = recording()
  recorder.batch(() => {
    window('open')
    recorder.batch(() => window('minimized'))
    expect(told).toEqual([])
    expect(recorder.current.window).toBe('minimized')
    window('closed')
  })
  expect(told).toEqual(['absent closed'])
})

it('tells of nothing where a batch ends as it began', () => {
  const { told, recorder } = recording()
  recorder.batch(() => {})
  expect(told).toEqual([])
})

it('goes on after a batch that throws, and tells with the next change what it did', () => {
  const { told, window, recorder } = recording()
  const work = () =>
    recorder.batch(() => {
      window('open')
      throw new Error('theirs')
    })
  expect(work).toThrow('theirs')
  expect(told).toEqual([])
  window('closed')
  expect(told).toEqual(['absent closed'])
})

it('runs what is to be done afterwards behind the change that is under way, in its order, once', () => {
  const { told, window, recorder } = recording()
  recorder.batch(() => {
    recorder.afterwards(() => told.push('first'))
    recorder.afterwards(() => told.push('second'))
    window('open')
  })
  expect(told).toEqual(['absent open', 'first', 'second'])
  window('closed')
  expect(told.at(-1)).toBe('open closed')
  const work = vi.fn()
  recorder.afterwards(work)
  expect(work).toHaveBeenCalledTimes(1)
})

it('tells of a change that its listener makes as of the next one', () => {
  const told: string[] = []
  const recorder = new Recorder((before, after) => {
    told.push(`${before.window} ${after.window}`)
    if (after.window === 'open') recorder.dispatch({ type: 'window', window: 'closed' } as never)
  })
  recorder.dispatch({ type: 'window', window: 'open' } as never)
  expect(told).toEqual(['absent open', 'open closed'])
})
