import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformAsync } from '@babel/core'
import compiler from 'babel-plugin-react-compiler'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The components and hooks of a folder. */
function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(root, folder, name))
}

interface CompilerEvent {
  readonly kind: string
  readonly fnName?: string | null
  readonly detail?: { readonly reason?: string; readonly description?: string; readonly severity?: string }
}

/** What React Compiler compiled in a file, and what it refused. */
async function compile(file: string, code = readFileSync(file, 'utf8')) {
  const compiled: string[] = []
  const refused: string[] = []
  await transformAsync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['typescript', 'jsx'] },
    plugins: [
      [
        compiler,
        {
          panicThreshold: 'none',
          logger: {
            logEvent: (_: string | null, { kind, fnName, detail }: CompilerEvent) => {
              if (kind === 'CompileSuccess') compiled.push(fnName ?? '')
              else refused.push(`${relative(root, file)}: ${kind}, ${detail?.reason ?? ''}`)
            },
          },
        },
      ],
    ],
  })
  return { compiled, refused }
}

describe('React Compiler', () => {
  it.each(['packages/react-genesys-chat-lifecycle/src/react', 'apps/demo/src'])(
    'compiles every component and hook of %s',
    async (folder) => {
      const results = await Promise.all(sourcesOf(folder).map((file) => compile(file)))
      expect(results.flatMap(({ refused }) => refused)).toEqual([])
      expect(results.flatMap(({ compiled }) => compiled).length).toBeGreaterThan(8)
    },
    60_000,
  )

  it('refuses a ref that is read while rendering', async () => {
    const code = "import { useRef } from 'react'\nexport function Bad() { return <p>{useRef(0).current}</p> }"
    const { refused } = await compile(join(root, 'Bad.tsx'), code)
    expect(refused).toEqual([expect.stringMatching(/Bad\.tsx.*ref/i)])
  })
})
