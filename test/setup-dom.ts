import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach } from 'vitest'

// Each test is a tab of its own.
beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

// Testing Library does this by itself only where the test functions are globals.
afterEach(cleanup)
