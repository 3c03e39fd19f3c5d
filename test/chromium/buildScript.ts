import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { alias } from '../../vitest.workspace.ts'

/** A script for a page, with its stylesheet, built from the sources. */
export interface BuiltScript {
  readonly folder: string
  readonly file: string
  readonly styles: string
  remove(): Promise<void>
}

/** Builds a classic script for a test page. */
export async function buildScript(entry: string, name: string): Promise<BuiltScript> {
  const folder = await mkdtemp(join(tmpdir(), `chat-lifecycle-${name}-`))
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      lib: {
        entry,
        formats: ['iife'],
        name,
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
    },
  })
  return {
    folder,
    file: `${name}.js`,
    styles: `${name}.css`,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
