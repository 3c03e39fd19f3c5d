import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/real-widget.md',
  'docs/real-widget-wire.md',
  'docs/guard-findings.md',
  'docs/reliability.md',
  'docs/testing.md',
  'packages/react-genesys-chat-lifecycle/README.md',
  'packages/genesys-simulator/README.md',
]

interface Block {
  readonly file: string
  readonly code: string
}

/** The TypeScript of a document, each block as a module of its own, at the place of the document. */
function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/```(tsx|ts)\n([\s\S]*?)```/g)].map(([, kind, code = ''], i) => ({
    file: join(root, `${document.replace(/\.md$/, '')}.block-${i + 1}.${kind}`),
    code: /^(import|export)\b/m.test(code) ? code : `export {}\n${code}`,
  }))
}

/** What the compiler says of the blocks, under the rules of the workspace. */
function compile(blocks: readonly Block[]): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const sources = new Map(blocks.map(({ file, code }) => [file, code]))
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (file) => sources.has(file) || fileExists(file)
  host.readFile = (file) => sources.get(file) ?? readFile(file)
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const code = sources.get(file)
    return code === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, code, languageVersion, true)
  }
  const styles = join(root, 'test', 'styles.d.ts')
  const program = ts.createProgram([...sources.keys(), styles], { ...options, noUnusedLocals: false }, host)
  return [...sources.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)
    return ts.getPreEmitDiagnostics(program, source).map(({ start = 0, messageText }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
      return `${relative(root, file)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
}

describe('the documentation', () => {
  it('has code blocks that compile', () => {
    const blocks = documents.flatMap(blocksOf)
    expect(blocks.length).toBeGreaterThan(8)
    expect(compile(blocks)).toEqual([])
  }, 60_000)

  it('finds a block that does not', () => {
    const file = join(root, 'README.block-0.tsx')
    const code =
      "import { useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'\nuseGenesysChatLifecycle().phaze"
    expect(compile([{ file, code }])).toEqual([expect.stringMatching(/README.block-0.tsx:2: .*phaze/)])
  }, 60_000)

  it.each(documents)('links only to what is there: %s', (document) => {
    const text = readFileSync(join(root, document), 'utf8')
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target.split('#')[0] ?? '')
    const missing = links
      .filter((target) => target && !/^https?:/.test(target))
      .filter((target) => !existsSync(resolve(root, dirname(document), target)))
    expect(missing).toEqual([])
  })
})
