import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect } from 'vitest'
import { closeTabChannels } from './tabChannels.ts'

// What waits for real work must not fail on a machine that is busy with something else.
configure({ asyncUtilTimeout: 10_000 })

// A warning of React's about act() is an update that the test did not wait for. A test that expects one puts its own
// function in the console's place.
const warnings: string[] = []
for (const level of ['error', 'warn'] as const) {
  const print = console[level]
  console[level] = (...values: unknown[]) => {
    if (/\bact\(/.test(String(values[0]))) warnings.push(String(values[0]))
    print(...values)
  }
}

// Each file begins with an empty document: a frame that another one left behind is in the way of axe.
document.body.replaceChildren()

// Each test is a tab of its own, and the tabs of the tests before it are closed.
beforeEach(() => {
  closeTabChannels()
  sessionStorage.clear()
  localStorage.clear()
})

afterEach(() => {
  expect(warnings.splice(0)).toEqual([])
})

// Testing Library does this by itself only where the test functions are globals. Before the look at the warnings.
afterEach(cleanup)
