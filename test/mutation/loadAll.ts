import { describe } from 'vitest'

const files = import.meta.glob([
  '../../packages/react-genesys-chat-lifecycle/test/{rules,recordings}.test.tsx',
  '../../packages/react-genesys-chat-lifecycle/test/{bus,lifecycle,guard,faults}/**/*.test.{ts,tsx}',
  '../../packages/react-genesys-chat-lifecycle/test/react/hooks.test.tsx',
  // axe needs a page to itself.
  '!../../packages/react-genesys-chat-lifecycle/test/guard/axe.test.tsx',
])

/** Brings all of the library's tests into the file that calls it: a browser's world and React are loaded once for all. */
export function loadAll(): void {
  // Chats that some tests leave behind would answer as other tabs. Tests about tabs bring channels of their own.
  globalThis.BroadcastChannel = undefined as never

  // Inside of a suite each keeps what it does before and after its tests to itself.
  for (const [file, load] of Object.entries(files)) {
    describe(file.replace(/^.*\/test\//, ''), async () => {
      await load()
    })
  }
}
