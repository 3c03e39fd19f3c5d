import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type UserConfig } from 'tsdown'

const shared: UserConfig = {
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
}

const entry = ['src/index.ts', 'src/core.ts', 'src/messenger.ts', 'src/locales/index.ts']

/** Bundles what it needs of genesys-models, which is not published. Its sources are in the maps, and nowhere else. */
const testing: UserConfig = {
  ...shared,
  entry: { 'testing/index': 'src/testing/index.ts' },
  clean: false,
}

/**
 * For `require`: Jest without a transform, and TypeScript's `node16` in a package that is CommonJS. The folder has a manifest of its own,
 * so the files end in `.js`, which older bundlers know. They need no maps: the ESM build has them.
 */
const commonjs: UserConfig = {
  format: 'cjs',
  outDir: 'dist/cjs',
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  outputOptions: { strict: true },
  clean: false,
}

export default defineConfig([
  {
    ...shared,
    entry,
    copy: ['src/styles.css', 'src/styles.css.d.ts'],
    // "Go to definition" leads to the sources. They are in the package, so the maps need not hold them once more.
    dts: { oxc: true, sourcemap: true },
    outputOptions: { sourcemapExcludeSources: true },
    // One file in, one file out: 'use client' stays on the files that carry it.
    unbundle: true,
  },
  { ...testing, dts: false, sourcemap: true },
  // Types on their own: in one build with the code they would name a map that is not there.
  { ...testing, dts: { oxc: true, emitDtsOnly: true } },
  { ...shared, ...commonjs, entry, dts: { oxc: true }, unbundle: true },
  {
    ...testing,
    ...commonjs,
    dts: { oxc: true },
    onSuccess: ({ outDir }) => writeFileSync(join(outDir, 'package.json'), '{ "type": "commonjs" }\n'),
  },
])
