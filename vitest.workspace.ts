import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Tests run on the sources, so that a failure points at a line one can edit. The browser project runs on what was built. */
export const alias: Record<string, string> = {
  'react-genesys-chat-lifecycle/core': at('./packages/react-genesys-chat-lifecycle/src/core.ts'),
  'react-genesys-chat-lifecycle/messenger': at('./packages/react-genesys-chat-lifecycle/src/messenger.ts'),
  'react-genesys-chat-lifecycle/testing': at('./packages/react-genesys-chat-lifecycle/src/testing/index.ts'),
  'react-genesys-chat-lifecycle/locales': at('./packages/react-genesys-chat-lifecycle/src/locales/index.ts'),
  'react-genesys-chat-lifecycle/styles.css': at('./packages/react-genesys-chat-lifecycle/src/styles.css'),
  'react-genesys-chat-lifecycle': at('./packages/react-genesys-chat-lifecycle/src/index.ts'),
  'genesys-models/centre': at('./packages/genesys-models/src/centre.ts'),
  'genesys-models/in-memory': at('./packages/genesys-models/src/inMemory.ts'),
  'genesys-models/messenger': at('./packages/genesys-models/src/messenger.ts'),
  'genesys-models/replay': at('./packages/genesys-models/src/replay.ts'),
  'genesys-models/widget': at('./packages/genesys-models/src/widget.ts'),
  'genesys-simulator/server': at('./packages/genesys-simulator/src/server/index.ts'),
  'genesys-simulator/node': at('./packages/genesys-simulator/src/server/node.ts'),
  'genesys-simulator/widget.css': at('./packages/genesys-simulator/src/widget/widget.css'),
  'genesys-simulator/messenger': at('./packages/genesys-simulator/src/messenger/index.ts'),
  'genesys-simulator/widget': at('./packages/genesys-simulator/src/widget/index.ts'),
}

/** React 18 and its Testing Library. These packages stay out of the bundle and resolve each other. */
const react18 = ['@testing-library/react', 'react', 'react-dom'].map((name) => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: at(`./test/react-18/node_modules/${name}`),
}))

// The file name decides where a test of a package or an app runs, whatever its folder:
//   *.test.ts       in Node, the fastest
//   *.dom.test.ts   in jsdom: it needs a document, a window or the storage of a page
//   *.test.tsx      in jsdom, with React
// These projects do not isolate their files: a worker loads React, jsdom and the sources once. A file that needs modules
// of its own calls `vi.resetModules()`; `test/setup.ts` undoes what the file before it left behind.
const testsOfMembers = (ending: string): string => `{packages,apps}/*/test/**/*${ending}`
const domTests = testsOfMembers('.dom.test.ts')

/** A limit for what hangs. Five seconds, the default, are not enough on a machine that is busy with something else. */
const testTimeout = 30_000

const projects: ReturnType<typeof defineProject>[] = [
  defineProject({
    resolve: { alias },
    test: {
      name: 'unit-node',
      environment: 'node',
      isolate: false,
      testTimeout,
      include: [testsOfMembers('.test.ts'), 'test/contract/messengerModel.test.ts'],
      exclude: [domTests],
      setupFiles: [at('./test/setup.ts')],
    },
  }),
  defineProject({
    resolve: { alias },
    test: {
      name: 'unit',
      environment: 'jsdom',
      isolate: false,
      testTimeout,
      include: [testsOfMembers('.test.tsx'), domTests, 'test/contract/testBus.test.ts'],
      setupFiles: [at('./test/setup.ts'), at('./test/setup-dom.ts')],
    },
  }),
  // What can differ between versions of React also runs on the oldest supported one.
  defineProject({
    resolve: {
      alias: [...react18, ...Object.entries(alias).map(([find, replacement]) => ({ find, replacement }))],
    },
    test: {
      name: 'react-18',
      environment: 'jsdom',
      isolate: false,
      testTimeout,
      include: ['packages/react-genesys-chat-lifecycle/test/{react,guard,faults}/**/*.test.tsx'],
      // Texts, styles, storage and commands: React has no part in them.
      exclude: [
        '**/guard/{axe,hostile,words}.test.tsx',
        '**/faults/{clock,commands,load,page,secrets,storage}.test.tsx',
      ],
      setupFiles: [at('./test/setup.ts'), at('./test/setup-dom.ts')],
      env: { REACT_MAJOR: '18' },
    },
  }),
  defineProject({
    resolve: { alias },
    test: {
      name: 'scripts',
      environment: 'node',
      include: ['test/scripts/**/*.test.ts'],
      testTimeout,
    },
  }),
  defineProject({
    resolve: { alias },
    test: {
      name: 'browser',
      environment: 'node',
      include: ['test/browser/**/*.test.ts'],
      globalSetup: [at('./test/browser/prepareDemo.ts')],
      // A browser on a busy machine can be too slow for a time limit. What passes at the second try is named: `(retry x1)`.
      retry: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
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
      sequence: { groupOrder: 1 },
    },
  }),
]

// Needs browsers that have to be installed, so only `npm run test:browsers` runs it.
if (process.env.BROWSERS)
  projects.push(
    defineProject({
      resolve: { alias },
      test: {
        name: 'browsers',
        environment: 'node',
        include: ['test/browsers/**/*.test.ts'],
        globalSetup: [at('./test/browser/prepareDemo.ts')],
        testTimeout: 90_000,
        hookTimeout: 120_000,
      },
    }),
  )

export default projects
