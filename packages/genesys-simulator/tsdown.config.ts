import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    'server/index': 'src/server/index.ts',
    'server/node': 'src/server/node.ts',
    'server/cli': 'src/server/cli.ts',
    'widget/index': 'src/widget/index.ts',
  },
  copy: ['src/widget/widget.css'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  // Only node.js and cli.js use them; index.js runs in a page too.
  deps: { neverBundle: [/^node:/] },
})
