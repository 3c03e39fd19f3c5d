import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = (path: string): string => join(root, 'packages/react-genesys-chat-lifecycle/src', path)
const ENTRIES = ['index.ts', 'core.ts', 'locales/index.ts', 'testing/index.ts']

const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
const program = ts.createProgram(ENTRIES.map(source), options)
const checker = program.getTypeChecker()

interface Exported {
  readonly name: string
  readonly isValue: boolean
  readonly entry: string
  readonly text: string
  readonly tags: readonly { readonly name: string; readonly text: string }[]
}

/** What an entry exports, each with what its comment says. */
function exportsOf(entry: string): Exported[] {
  const file = program.getSourceFile(source(entry))
  const module = file && checker.getSymbolAtLocation(file)
  return (module ? checker.getExportsOfModule(module) : []).map((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    return {
      name: exported.name,
      entry,
      isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
      text: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
      tags: symbol
        .getJsDocTags(checker)
        .map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) })),
    }
  })
}

const all = ENTRIES.flatMap(exportsOf)
const without = (exported: readonly Exported[], tag: string): string[] =>
  exported
    .filter(({ tags }) => !tags.some(({ name, text }) => name === tag && text.trim()))
    .map(({ name, entry }) => `${name} of ${entry}`)

describe('every public export', () => {
  it('is looked at', () => {
    const names = ['ChatEndGuard', 'createChatLifecycle', 'de', 'createTestBus', 'RunGenesysCommand']
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  })

  it('says what it is', () => {
    expect(all.filter(({ text }) => text.length < 10).map(({ name }) => name)).toEqual([])
  })

  it('has an example; of the test bus, what can be called', () => {
    expect(
      without(
        all.filter(({ entry, isValue }) => isValue || !entry.startsWith('testing')),
        'example',
      ),
    ).toEqual([])
  })

  it('says where the behaviour of the vendor’s is described that a value or state rests on', () => {
    const resting = all.filter(({ entry, isValue }) => entry === 'index.ts' && isValue)
    expect(without(resting, 'see')).toEqual([])
  })

  it('refers to pages and headings that there are', () => {
    const dead = all.flatMap(({ name, tags }) =>
      tags
        .filter((tag) => tag.name === 'see')
        .flatMap(({ text }) => {
          const page = text.match(/docs\/[\w-]+\.md/)?.[0]
          if (!page) return []
          const headings = readFileSync(join(root, page), 'utf8').match(/^#+ .+$/gm) ?? []
          const titles = headings.map((heading) => heading.replace(/^#+ /, ''))
          return [...text.matchAll(/"([^"]+)"/g)]
            .map(([, title = '']) => title)
            .filter((title) => !titles.includes(title))
            .map((title) => `${name}: ${page}, "${title}"`)
        }),
    )
    expect(dead).toEqual([])
  })
})
