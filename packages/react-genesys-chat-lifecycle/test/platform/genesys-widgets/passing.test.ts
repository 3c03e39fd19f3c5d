import { expect, it, vi } from 'vitest'
import { isPassing, runPassing } from '../../../src/platform/genesys-widgets/passing.ts'

it('a command passes while it is given, and nothing else', async () => {
  const shared = new Map<string, unknown>()
  const seen: boolean[] = []
  const run = vi.fn(() => {
    seen.push(isPassing(shared), isPassing(shared))
    return Promise.resolve('answer')
  })
  const options = { timeoutMs: 7 }
  const answer = runPassing({ connection: { shared }, run } as never, 'X.y', { a: 1 }, options)
  expect(seen).toEqual([true, false])
  expect(run).toHaveBeenCalledExactlyOnceWith('X.y', { a: 1 }, options)
  await expect(answer).resolves.toBe('answer')
})

it('a command that nobody has looked at leaves nothing behind', () => {
  const shared = new Map<string, unknown>()
  runPassing({ connection: { shared }, run: () => Promise.resolve() } as never, 'X.y', {})
  expect(shared.size).toBe(0)
  expect(isPassing(shared)).toBe(false)
})

it('a command is given to a client without a bus, too', async () => {
  const run = () => Promise.resolve('answer')
  await expect(runPassing({ run } as never, 'X.y', {})).resolves.toBe('answer')
})
