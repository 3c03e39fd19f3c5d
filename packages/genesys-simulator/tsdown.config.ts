import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: {
    'server/index': 'src/server/index.ts',
    'server/node': 'src/server/node.ts',
    'server/cli': 'src/server/cli.ts',
    'widget/index': 'src/widget/index.ts',
  },
  copy: ['src/widget/widget.css', 'src/widget/widget.css.d.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // "Go to definition" leads to the sources. They are in the package, so the maps need not hold them once more.
  dts: { oxc: true, sourcemap: true },
  outputOptions: { sourcemapExcludeSources: true },
  fixedExtension: false,
  // Only node.js and cli.js use them; index.js runs in a page too.
  deps: { neverBundle: [/^node:/] },
})
