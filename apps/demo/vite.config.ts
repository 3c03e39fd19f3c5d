import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'
import { documentation } from './server/docsPlugin.ts'
import { simulator } from './server/vitePlugin.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const library = '../../packages/react-genesys-chat-lifecycle/src'
const simulatorPackage = '../../packages/genesys-simulator/src'

/** Builds the demo from the packages' sources, so that changes show at once and nothing has to be built first. */
const config: UserConfig = defineConfig({
  root: at('.'),
  // Relative, so that the static build works below any path.
  base: './',
  plugins: [react(), simulator(), documentation(at('../..'))],
  resolve: {
    alias: [
      { find: /^react-genesys-chat-lifecycle\/(core|messenger)$/, replacement: at(`${library}/$1.ts`) },
      {
        find: /^react-genesys-chat-lifecycle\/(testing|locales)$/,
        replacement: at(`${library}/$1/index.ts`),
      },
      { find: /^react-genesys-chat-lifecycle\/styles\.css$/, replacement: at(`${library}/styles.css`) },
      { find: /^react-genesys-chat-lifecycle$/, replacement: at(`${library}/index.ts`) },
      { find: /^genesys-simulator\/widget\.css$/, replacement: at(`${simulatorPackage}/widget/widget.css`) },
      { find: /^genesys-simulator\/node$/, replacement: at(`${simulatorPackage}/server/node.ts`) },
      {
        find: /^genesys-simulator\/(server|widget|messenger)$/,
        replacement: at(`${simulatorPackage}/$1/index.ts`),
      },
    ],
    dedupe: ['react', 'react-dom'],
  },
  build: {
    target: 'es2022',
    rollupOptions: {
      input: {
        widget: at('./index.html'),
        customer: at('./customer.html'),
        custom: at('./custom.html'),
        compare: at('./compare.html'),
        'compare-frame': at('./compare-frame.html'),
      },
    },
  },
  server: { host: '127.0.0.1' },
})

export default config
