import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const library = join(root, 'packages/react-genesys-chat-lifecycle')
const ENTRIES = ['index.ts', 'core.ts', 'messenger.ts', 'locales/index.ts', 'testing/index.ts']
const files = ENTRIES.map((entry) => join(library, 'src', entry))

const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
const program = ts.createProgram(files, options)
const checker = program.getTypeChecker()

/** Shapes of the vendor's bus. They are escape hatches, and the vendor documents them. */
const VENDORS = new Set(['CXBusLike', 'CXBusDeferred', 'CXBusPlugin', 'CXBusCommandCall', 'CXBusRegistry'])

const exported = files.flatMap((file) => {
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  return (module ? checker.getExportsOfModule(module) : []).map((symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  )
})
const published = new Set(exported.filter(({ name }) => !VENDORS.has(name)))
const values = exported.filter(({ flags }) => flags & ts.SymbolFlags.Value)

/** Every exported object type that the exported values take or return, with its members. */
function documentedTypes(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const visited = new Set<ts.Type>()
  const visitSignature = (signature: ts.Signature): void => {
    for (const parameter of signature.parameters) visit(checker.getTypeOfSymbol(parameter))
    visit(signature.getReturnType())
  }
  function visit(type: ts.Type): void {
    if (visited.has(type)) return
    visited.add(type)
    if (type.isUnion()) type.types.forEach(visit)
    type.getCallSignatures().forEach(visitSignature)
    const symbol = type.aliasSymbol ?? type.getSymbol()
    const isContainer = checker.isArrayType(type) || checker.isTupleType(type) || symbol?.name === 'Promise'
    if (isContainer) checker.getTypeArguments(type as ts.TypeReference).forEach(visit)
    if (type.getCallSignatures().length > 0 || !symbol || !published.has(symbol)) return
    const members = checker.getPropertiesOfType(type)
    found.set(
      symbol.name,
      members.filter(isOwn).map(({ name }) => name),
    )
    for (const member of members) visit(checker.getTypeOfSymbol(member))
  }
  for (const value of values) {
    if (value.flags & ts.SymbolFlags.Class) visit(checker.getDeclaredTypeOfSymbol(value))
    else visit(checker.getTypeOfSymbol(value))
  }
  return found
}

/** `stack` and the like come with every error. */
const isOwn = ({ declarations }: ts.Symbol): boolean =>
  declarations?.some((declaration) => declaration.getSourceFile().fileName.includes('/packages/')) ?? false

interface Table {
  /** The heading and the words between it and the table. */
  readonly intro: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())

function tablesOf(text: string): Table[] {
  const blocks = withoutBlocks(text).matchAll(/((?:^(?!\|).*\n)*)((?:^\|.*\n?)+)/gm)
  return [...blocks].map(([, before = '', table = '']) => {
    const [head = '', , ...rows] = table.trim().split('\n')
    const words = before.slice(Math.max(0, before.search(/^#(?![\s\S]*^#)/m)))
    return { intro: words, head: cellsOf(head), rows: rows.map(cellsOf) }
  })
}

const withoutBlocks = (text: string): string => text.replace(/```[\s\S]*?```/g, '')
const spansOf = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const namesIn = (code: string): string[] => code.match(/[\w$]+/g) ?? []
const nameOf = (code: string): string | undefined => namesIn(code)[0]
const setOf = (names: readonly string[]): string => [...names].sort().join()

/** What the tables do not say. A small type may be a piece of code instead, with all of its members: `{ id, name }`. */
function undocumented(text: string, types: ReadonlyMap<string, readonly string[]>): string[] {
  const tables = tablesOf(text)
  const shapes = spansOf(withoutBlocks(text))
    .flatMap((code) => code.replace(/\([\w., ]*\)/g, '').match(/\{[^{}]*\}/g) ?? [])
    .map((shape) => setOf(namesIn(shape)))
  return [...types].flatMap(([type, members]) => {
    if (shapes.includes(setOf(members))) return []
    const rows = tables
      .filter(({ intro, head }) => spansOf(intro + head).some((code) => namesIn(code).includes(type)))
      .flatMap((table) => table.rows)
    const named = new Set(rows.flatMap(([first = '']) => spansOf(first).map(nameOf)))
    return members.filter((member) => !named.has(member)).map((member) => `${type}.${member}`)
  })
}

const readme = readFileSync(join(library, 'README.md'), 'utf8')

describe("the tables of the library's README", () => {
  it('have every option and every member of what is returned', () => {
    expect(undocumented(readme, documentedTypes())).toEqual([])
  })

  it('name every function, component, hook and error', () => {
    const named = new Set(spansOf(withoutBlocks(readme)).flatMap(namesIn))
    expect(values.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([])
  })

  it('say type, default and description of each', () => {
    const tables = tablesOf(readme.slice(readme.indexOf('\n## API')))
    expect(tables.length).toBeGreaterThan(20)
    const gaps = tables.flatMap(({ head, rows }) =>
      rows.flatMap((row) =>
        head.flatMap((name, column) => (name !== 'Default' && !row[column] ? [`${row[0]}: ${name}`] : [])),
      ),
    )
    expect(gaps).toEqual([])
  })

  it('are missed, with the member that is missing', () => {
    const text = '## `Options`\n\n| Option | |\n|---|---|\n| `a` | |\n\nReturns `{ x, y }`.\n'
    const types = new Map([
      ['Options', ['a', 'b']],
      ['Point', ['x', 'y']],
      ['Other', ['x', 'z']],
    ])
    expect(undocumented(text, types)).toEqual(['Options.b', 'Other.x', 'Other.z'])
  })
})
