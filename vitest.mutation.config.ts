import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { alias } from './vitest.workspace.ts'

/** What Stryker runs on each mutant. */
export default defineConfig({
  resolve: { alias },
  test: {
    environment: 'jsdom',
    // Where the tests are loaded anew for a mutant, React and jsdom need not be, too.
    isolate: false,
    // The longest takes a fifth of that on a quiet machine.
    testTimeout: 20_000,
    include: ['test/mutation/everything.test.ts'],
    setupFiles: ['setup', 'setup-dom'].map((name) =>
      fileURLToPath(new URL(`./test/${name}.ts`, import.meta.url)),
    ),
  },
})
