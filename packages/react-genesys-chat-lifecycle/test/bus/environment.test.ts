import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transpile } from 'typescript'
import { describe, expect, it } from 'vitest'

/** The module as a page without `process` runs it, after a bundler has replaced what bundlers replace. */
function isProductionIn(mode: string | undefined): boolean {
  const source = readFileSync(join(import.meta.dirname, '../../src/bus/environment.ts'), 'utf8')
  const bundled =
    mode === undefined ? source : source.replaceAll('process.env.NODE_ENV', JSON.stringify(mode))
  const script = transpile(bundled).replace('export ', '')
  return new Function('process', `${script}; return isProduction()`)(undefined)
}

describe('a page', () => {
  it.each([
    ['built for production', 'production', true],
    ['served in development', 'development', false],
    ['without a bundler', undefined, true],
  ])('%s is told from its NODE_ENV', (_, mode, expected) => {
    expect(isProductionIn(mode)).toBe(expected)
  })
})
