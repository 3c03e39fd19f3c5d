import { describe } from 'vitest'

const files = import.meta.glob([
  '../../packages/react-genesys-chat-lifecycle/test/{rules,recordings}.test.tsx',
  '../../packages/react-genesys-chat-lifecycle/test/{common,platform,chat,guard,faults,cases,messages,messenger,platforms}/**/*.test.{ts,tsx}',
  '../../packages/react-genesys-chat-lifecycle/test/react/{beforeCommand,hooks,idle,preProcessor,provider,unread}.test.tsx',
  // axe needs a page to itself.
  '!../../packages/react-genesys-chat-lifecycle/test/guard/axe.test.tsx',
  // So long that each mutant would take seconds.
  '!../../packages/react-genesys-chat-lifecycle/test/cases/everyValue.test.tsx',
  // It compares modules, of which other files have loaded new ones.
  '!../../packages/react-genesys-chat-lifecycle/test/faults/load.test.tsx',
])

/** Loads all of the library's tests into the calling file, so that jsdom and React are loaded once. */
export function loadAll(): void {
  // Chats that some tests leave behind would answer as other tabs. Tests about tabs install their own channels.
  globalThis.BroadcastChannel = undefined as never

  // In a suite of its own, each file keeps its hooks to itself.
  for (const [file, load] of Object.entries(files)) {
    describe(file.replace(/^.*\/test\//, ''), async () => {
      await load()
    })
  }
}
