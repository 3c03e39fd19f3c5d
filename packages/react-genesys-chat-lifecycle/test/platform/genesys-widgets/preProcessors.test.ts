import { expect, it, vi } from 'vitest'
import { addPreProcessor, type PreProcessor } from '../../../src/platform/genesys-widgets/preProcessors.ts'

/** A bus, and the pre-processor that the widget was given. */
function page(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const bus = { shared: new Map() }
  const run = vi.fn((_command: string, _data: unknown, _options: unknown) => answer())
  const client = { whenConnected: (attach: (bus: unknown) => () => void) => attach(bus), run }
  const onError = vi.fn()
  const add = (preProcessor: PreProcessor) => addPreProcessor(client as never, preProcessor, onError)
  const show = (message: object) => {
    const given = run.mock.calls[0]?.[1] as { preprocessor: (message: object) => unknown }
    return given.preprocessor(message)
  }
  return { run, onError, add, show }
}

it('there is one for each bus, and it runs all of ours on the message itself', () => {
  const { run, add, show, onError } = page()
  add(({ text }) => ({ text: `${text}!` }))
  add(({ text }) => ({ text: `${text}?` }))
  expect(run.mock.calls).toEqual([
    ['WebChatService.registerPreProcessor', { preprocessor: expect.any(Function) }, { mustRun: true }],
  ])
  const message = { id: '1', text: 'Hi' }
  expect(show(message)).toBe(message)
  expect(message).toEqual({ id: '1', text: 'Hi!?' })
  expect(onError).not.toHaveBeenCalled()
})

it('one that is removed changes nothing any more', () => {
  const { add, show, run } = page()
  const remove = add(() => ({ text: 'a' }))
  remove()
  add(() => ({ other: 'b' }))
  expect(run).toHaveBeenCalledOnce()
  expect(show({})).toEqual({ other: 'b' })
})

it.each(['text', ['a'], null, undefined, 7])('one that returns no object changes nothing: %j', (result) => {
  const { add, show } = page()
  add(() => result)
  expect(show({ id: '1' })).toEqual({ id: '1' })
})

it('one that throws is reported, and stops no other', () => {
  const { add, show, onError } = page()
  const error = new Error('theirs')
  add(() => {
    throw error
  })
  add(() => ({ text: 'b' }))
  expect(show({})).toEqual({ text: 'b' })
  expect(onError.mock.calls).toEqual([[error]])
})

it('a message that cannot be changed stays as it is', () => {
  const { add, show, onError } = page()
  add(() => ({ text: 'b' }))
  const frozen = Object.freeze({ text: 'a' })
  expect(show(frozen)).toBe(frozen)
  expect(onError).not.toHaveBeenCalled()
})

it('where the widget refuses, that is reported, and the next one tries again', async () => {
  const error = new Error('no')
  const { add, run, onError } = page(() => Promise.reject(error))
  add(() => ({}))
  await Promise.resolve()
  await Promise.resolve()
  expect(onError.mock.calls).toEqual([[error]])
  add(() => ({}))
  expect(run).toHaveBeenCalledTimes(2)
})
