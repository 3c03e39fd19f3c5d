import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/server/index.ts', 'src/server/node.ts', 'src/server/cli.ts', 'src/widget/index.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
})
