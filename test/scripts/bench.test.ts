import { expect, test } from 'vitest'

test('the benchmark finds the tools that it borrows from the tests', async () => {
  const { testTools } = await import(new URL('../../bench/act/prepare.mjs', import.meta.url).href)
  const { serveFiles, startRealWidget } = await testTools()
  expect([typeof serveFiles, typeof startRealWidget]).toEqual(['function', 'function'])
}, 60_000)
