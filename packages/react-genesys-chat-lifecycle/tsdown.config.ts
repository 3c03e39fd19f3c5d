import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/core.ts', 'src/locales/index.ts', 'src/testing/index.ts'],
  copy: ['src/styles.css', 'src/styles.css.d.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  // "Go to definition" leads to the sources. They are in the package, so the maps need not hold them once more.
  dts: { oxc: true, sourcemap: true },
  outputOptions: { sourcemapExcludeSources: true },
  // One file in, one file out: 'use client' stays on the files that carry it.
  unbundle: true,
  fixedExtension: false,
})
