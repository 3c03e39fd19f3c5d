import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')

/** File → what it imports, as it is written there. */
const imports = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((file) => {
    const code = readFileSync(join(SRC, file), 'utf8')
    return [...code.matchAll(/(?:from|import) '([^']+)'/g)].map(([, from = '']) => ({ file, from }))
  })

describe('the models', () => {
  it('import nothing but themselves: no React, no library, nothing of Node', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.filter(({ from }) => !from.startsWith('.'))).toEqual([])
    expect(imports.filter(({ file, from }) => join(file, '..', from).startsWith('..'))).toEqual([])
  })

  it('keep the widget and the contact centre apart: only the wires between them, and Messenger’s, know both', () => {
    const sideOf = (path: string): string => path.split('/')[0] ?? ''
    const crossings = imports
      .map(({ file, from }) => [sideOf(file), sideOf(join(file, '..', from))] as const)
      .filter(([file, from]) => (file === 'centre') !== (from === 'centre'))
      .map(([file]) => file)
    expect([...new Set(crossings)]).toEqual(['centre.ts', 'inMemory', 'messenger'])
  })
})
