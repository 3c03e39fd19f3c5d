import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { GUARD_DEFAULTS } from '../../apps/demo/src/shared/guardOptions.ts'
import type { DemoSettings } from '../../apps/demo/src/shared/settings.ts'
import { toExample } from '../../apps/demo/src/shared/toExample.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const documents = [
  '.',
  '.changeset',
  'docs',
  'docs/guides',
  'apps/site',
  'packages/react-genesys-chat-lifecycle',
  'packages/genesys-models',
  'packages/genesys-simulator',
  'apps/demo',
  ...readdirSync(join(root, 'examples')).map((name) => `examples/${name}`),
]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((file) => file.endsWith('.md'))

interface Block {
  readonly file: string
  readonly code: string
}

/**
 * The TypeScript blocks of a document, each as a module next to the document. One that begins with `// src/NAME` is found by the others
 * under that name.
 */
function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), 'utf8')
  const place = join(root, document.replace(/\.md$/, ''))
  const names = new Set<string>()
  return [...text.matchAll(/```(tsx|ts)\n([\s\S]*?)```/g)].map(([, kind, code = ''], i) => {
    const [, name] = /^\/\/ src\/(\S+)\n/.exec(code) ?? []
    const isFirst = name !== undefined && !names.has(name)
    if (isFirst) names.add(name)
    return {
      file: isFirst ? join(place, name) : `${place}.block-${i + 1}.${kind}`,
      code: /^(import|export)\b/m.test(code) ? code : `export {}\n${code}`,
    }
  })
}

/** The examples that the demo offers to copy. */
function examplesOfDemo(): Block[] {
  const settings: DemoSettings = {
    platform: 'widgets',
    transport: 'digital-channels',
    mode: 'async',
    guard: GUARD_DEFAULTS,
  }
  const changed: DemoSettings['guard'] = {
    ...GUARD_DEFAULTS,
    isRenderedByPage: true,
    isNoticeFunction: true,
    endDelayMs: 5_000,
    locale: 'ar',
    closeSignal: 'marker',
    bubble: { ...GUARD_DEFAULTS.bubble, fill: '#fed', direction: 'left' },
    labels: { dismiss: 'Got "it"' },
  }
  const examples: DemoSettings[] = [
    settings,
    { ...settings, guard: changed },
    { ...settings, transport: 'gms', mode: 'regular' },
    { ...settings, platform: 'messenger', guard: changed },
  ]
  return examples.map((example, index) => ({
    file: join(root, `apps/demo/example-${index + 1}.tsx`),
    code: toExample(example),
  }))
}

/** Compiler errors in the blocks, with the workspace's options. */
function compile(blocks: readonly Block[]): string[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const sources = new Map(blocks.map(({ file, code }) => [file, code]))
  const { getSourceFile, fileExists, readFile } = host
  // A folder in which there are only blocks is none on the disk.
  host.directoryExists = () => true
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
    const blocks = [...documents.flatMap(blocksOf), ...examplesOfDemo()]
    expect(blocks.length).toBeGreaterThan(8)
    expect(compile(blocks)).toEqual([])
  }, 180_000)

  it('reports a block that does not compile', () => {
    const file = join(root, 'README.block-0.tsx')
    const code =
      "import { useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'\nuseGenesysChatLifecycle().phaze"
    expect(compile([{ file, code }])).toEqual([expect.stringMatching(/README.block-0.tsx:2: .*phaze/)])
  }, 180_000)

  it.each(documents)('has no dead links: %s', (document) => {
    const text = readFileSync(join(root, document), 'utf8')
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
    const missing = links
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#')
        const file = path ? resolve(root, dirname(document), path) : join(root, document)
        return (
          !existsSync(file) || (anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(anchor))
        )
      })
    expect(missing).toEqual([])
  })

  it('makes the same anchors as GitHub', () => {
    expect(anchorsOf('# `a`: B c!\n## x\n```sh\n# no\n```\n## x\n')).toEqual(new Set(['a-b-c', 'x', 'x-1']))
  })

  it.each(documents)('has JSON that parses: %s', (document) => {
    for (const json of codeOf(document, /json/)) expect(() => JSON.parse(json), json).not.toThrow()
  })

  it.skipIf(process.platform === 'win32').each(documents)('has shell commands that parse: %s', (document) => {
    for (const script of codeOf(document, /sh|bash/)) {
      expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('')
    }
  })

  it.each(documents)('runs only scripts that exist: %s', (document) => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = codeOf(document, /sh|bash/).flatMap((script) => [...script.matchAll(/npm run ([\w:-]+)/g)])
    // A new Vite app has it.
    const known = new Set([...Object.keys(scripts), 'dev'])
    expect(named.map(([, name = '']) => name).filter((name) => !known.has(name))).toEqual([])
  })
})

/** The code blocks of a document in a language. */
function codeOf(document: string, language: RegExp): string[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, kind = '']) => new RegExp(`^(${language.source})$`).test(kind))
    .map(([, , code = '']) => code)
}

/** The anchors of a document's headings, as on GitHub. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
    let anchor = slug
    for (let i = 1; anchors.has(anchor); i++) anchor = `${slug}-${i}`
    anchors.add(anchor)
  }
  return anchors
}

describe('an example', () => {
  it.each(readdirSync(join(root, 'examples')))(
    '%s says how long it is, which is less than 200 lines',
    (name) => {
      const sources = join(root, 'examples', name, 'src')
      const own = readdirSync(sources).filter((file) => /\.tsx?$/.test(file) && file !== 'contactCentre.ts')
      const lines = own.flatMap((file) => readFileSync(join(sources, file), 'utf8').trimEnd().split('\n'))
      const readme = readFileSync(join(root, 'examples', name, 'README.md'), 'utf8')
      expect(readme).toContain(`Its own code has ${lines.length} lines.`)
      expect(lines.length).toBeLessThan(200)
    },
  )
})
