import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'

// What waits for real work must not fail on a machine that is busy with something else.
configure({ asyncUtilTimeout: 10_000 })

// Each test is a tab of its own.
beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

// Testing Library does this by itself only where the test functions are globals.
afterEach(cleanup)
