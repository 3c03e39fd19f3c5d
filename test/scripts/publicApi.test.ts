import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = (path: string): string => join(root, 'packages/react-genesys-chat-lifecycle/src', path)
const ENTRIES = ['index.ts', 'core.ts', 'messenger.ts', 'locales/index.ts', 'testing/index.ts']

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

/** The exports of an entry, with their comments. */
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
  it('is found', () => {
    const names = ['ChatEndGuard', 'createChatLifecycle', 'de', 'createTestBus', 'RunGenesysCommand']
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  })

  it('has a description', () => {
    expect(all.filter(({ text }) => text.length < 10).map(({ name }) => name)).toEqual([])
  })

  it('has an example (of the testing entry, every value)', () => {
    expect(
      without(
        all.filter(({ entry, isValue }) => isValue || !entry.startsWith('testing')),
        'example',
      ),
    ).toEqual([])
  })

  it('links to nothing that only this repository has', () => {
    const published = all.filter(({ entry }) => !entry.startsWith('testing'))
    const linking = published.filter(({ text, tags }) =>
      [text, ...tags.map((tag) => tag.text)].some((words) => /(^|[^/\w])docs\//.test(words)),
    )
    expect(linking.map(({ name, entry }) => `${name} of ${entry}`)).toEqual([])
  })
})
