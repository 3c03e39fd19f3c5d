import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { alias } from '../../../vitest.workspace.ts'

/** The page's script, built from the sources of the library. */
export interface BuiltApp {
  readonly folder: string
  readonly file: string
  readonly styles: string
  remove(): Promise<void>
}

/** Builds the application that the tests put on the page with the widget. */
export async function buildApp(): Promise<BuiltApp> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-lifecycle-app-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', import.meta.url)),
    resolve: { alias },
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      lib: {
        entry: 'main.tsx',
        formats: ['iife'],
        name: 'testApp',
        fileName: () => 'app.js',
        cssFileName: 'app',
      },
    },
  })
  return {
    folder,
    file: 'app.js',
    styles: 'app.css',
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
