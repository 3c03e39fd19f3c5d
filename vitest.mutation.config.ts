import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { alias } from './vitest.workspace.ts'

/** What Stryker runs on each mutant. */
export default defineConfig({
  resolve: { alias },
  test: {
    environment: 'jsdom',
    include: ['test/mutation/everything.test.ts'],
    setupFiles: [fileURLToPath(new URL('./test/setup-dom.ts', import.meta.url))],
  },
})
