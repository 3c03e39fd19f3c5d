import { defineConfig, type UserConfig } from 'tsdown'

/** Bundles what it needs of genesys-models, which is not published. The sources are in the maps, not in the package. */
const shared: UserConfig = {
  entry: {
    'server/index': 'src/server/index.ts',
    'server/node': 'src/server/node.ts',
    'server/cli': 'src/server/cli.ts',
    'widget/index': 'src/widget/index.ts',
    'messenger/index': 'src/messenger/index.ts',
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  // Only node.js and cli.js use them; index.js runs in a page too.
  deps: { neverBundle: [/^node:/] },
}

export default defineConfig([
  {
    ...shared,
    copy: ['src/widget/widget.css', 'src/widget/widget.css.d.ts'],
    dts: false,
    sourcemap: true,
  },
  // What the snippet of Messenger loads: one classic script, with all it needs.
  {
    entry: { 'messenger/genesys.min': 'src/messenger/bootstrap.ts' },
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    outputOptions: { entryFileNames: '[name].js' },
    minify: true,
    clean: false,
    dts: false,
    deps: { alwaysBundle: [/./] },
  },
  // Types on their own: in one build with the code they would name a map that is not there.
  { ...shared, clean: false, dts: { oxc: true, emitDtsOnly: true } },
])
