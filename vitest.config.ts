import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import projects from './vitest.workspace.ts'

export default defineConfig({
  test: {
    projects,
    passWithNoTests: false,
    // Vitest leaves one processor to itself, which on a machine of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
