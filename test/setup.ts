import { beforeEach, vi } from 'vitest'
import { realTimers } from './realTimers.ts'

const TOLD = Symbol.for('react-genesys-chat-lifecycle/told')

// Test files share a worker. Each one starts with the real clock and the real globals, whatever the file before it left behind.
vi.useRealTimers()
vi.unstubAllGlobals()
// A spy on a fake timer brings the fake back when it is restored after `vi.useRealTimers()`.
Object.assign(globalThis, realTimers)

// What developers are told once a page is told once in each test.
beforeEach(() => {
  delete (globalThis as { [TOLD]?: unknown })[TOLD]
})
