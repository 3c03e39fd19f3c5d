import { vi } from 'vitest'
import { realTimers } from './realTimers.ts'

// Test files share a worker. Each one starts with the real clock and the real globals, whatever the file before it left behind.
vi.useRealTimers()
vi.unstubAllGlobals()
// A spy on a fake timer brings the fake back when it is restored after `vi.useRealTimers()`.
Object.assign(globalThis, realTimers)
