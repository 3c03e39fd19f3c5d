import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Tests run on the sources, so that a failure points at a line one can edit. The browser project runs on what was built. */
export const alias: Record<string, string> = {
  'react-genesys-chat-lifecycle/core': at('./packages/react-genesys-chat-lifecycle/src/core.ts'),
  'react-genesys-chat-lifecycle/testing': at('./packages/react-genesys-chat-lifecycle/src/testing/index.ts'),
  'react-genesys-chat-lifecycle/locales': at('./packages/react-genesys-chat-lifecycle/src/locales/index.ts'),
  'react-genesys-chat-lifecycle/styles.css': at('./packages/react-genesys-chat-lifecycle/src/styles.css'),
  'react-genesys-chat-lifecycle': at('./packages/react-genesys-chat-lifecycle/src/index.ts'),
  'genesys-models/centre': at('./packages/genesys-models/src/centre.ts'),
  'genesys-models/in-memory': at('./packages/genesys-models/src/inMemory.ts'),
  'genesys-models/replay': at('./packages/genesys-models/src/replay.ts'),
  'genesys-models/widget': at('./packages/genesys-models/src/widget.ts'),
  'genesys-simulator/server': at('./packages/genesys-simulator/src/server/index.ts'),
  'genesys-simulator/node': at('./packages/genesys-simulator/src/server/node.ts'),
  'genesys-simulator/widget.css': at('./packages/genesys-simulator/src/widget/widget.css'),
  'genesys-simulator/widget': at('./packages/genesys-simulator/src/widget/index.ts'),
}

/** React 18, and the Testing Library that goes with it. Their packages stay outside of the bundle, and find each other. */
const react18 = ['@testing-library/react', 'react', 'react-dom'].map((name) => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: at(`./test/react-18/node_modules/${name}`),
}))

const projects: ReturnType<typeof defineProject>[] = [
  defineProject({
    resolve: { alias },
    test: {
      name: 'unit',
      environment: 'jsdom',
      include: [
        'packages/react-genesys-chat-lifecycle/test/**/*.test.{ts,tsx}',
        'packages/genesys-simulator/test/widget/**/*.test.{ts,tsx}',
        'apps/demo/test/**/*.test.{ts,tsx}',
        'test/contract/testBus.test.ts',
      ],
      setupFiles: [at('./test/setup-dom.ts')],
    },
  }),
  // What meets React is tried on the oldest that we support, too.
  defineProject({
    resolve: {
      alias: [...react18, ...Object.entries(alias).map(([find, replacement]) => ({ find, replacement }))],
    },
    test: {
      name: 'react-18',
      environment: 'jsdom',
      include: [
        'packages/react-genesys-chat-lifecycle/test/{rules,recordings}.test.tsx',
        'packages/react-genesys-chat-lifecycle/test/{react,guard,faults}/**/*.test.tsx',
      ],
      setupFiles: [at('./test/setup-dom.ts')],
      env: { REACT_MAJOR: '18' },
    },
  }),
  defineProject({
    resolve: { alias },
    test: {
      name: 'server',
      environment: 'node',
      include: [
        'packages/genesys-models/test/**/*.test.ts',
        'packages/genesys-simulator/test/server/**/*.test.ts',
        'test/scripts/**/*.test.ts',
      ],
    },
  }),
  defineProject({
    resolve: { alias },
    test: {
      name: 'browser',
      environment: 'node',
      include: ['test/browser/**/*.test.ts'],
      globalSetup: [at('./test/browser/prepareDemo.ts')],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      // They mostly wait: for polls, and for what should not happen. After all others, which keep the processor busy.
      maxWorkers: 3,
      sequence: { groupOrder: 1 },
    },
  }),
  defineProject({
    resolve: { alias },
    test: {
      name: 'real',
      environment: 'node',
      include: ['test/real/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      fileParallelism: false,
      sequence: { groupOrder: 2 },
    },
  }),
]

export default projects
