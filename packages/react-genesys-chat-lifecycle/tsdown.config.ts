import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/core.ts', 'src/locales/index.ts', 'src/testing/index.ts'],
  copy: ['src/styles.css'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  // One file in, one file out: 'use client' stays on the files that carry it.
  unbundle: true,
  fixedExtension: false,
})
