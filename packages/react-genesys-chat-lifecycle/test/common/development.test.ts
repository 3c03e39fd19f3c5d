import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transpile } from 'typescript'
import { describe, expect, it } from 'vitest'

/** Whether a page without `process` is helped, after a bundler has replaced what bundlers replace. */
function isHelpedIn(mode: string | undefined): boolean {
  const source = readFileSync(join(import.meta.dirname, '../../src/common/development.ts'), 'utf8')
  const bundled =
    mode === undefined ? source : source.replaceAll('process.env.NODE_ENV', JSON.stringify(mode))
  const script = transpile(bundled).replaceAll('export ', '')
  const run = new Function(
    'process',
    `${script}; let helped = false; inDevelopment(() => { helped = true }); return helped`,
  )
  return run(undefined)
}

describe('inDevelopment', () => {
  it.each([
    ['skips its callback in a page built for production', 'production', false],
    ['runs its callback in a page served in development', 'development', true],
    ['skips its callback in a page without a bundler', undefined, false],
  ])('%s', (_, mode, expected) => {
    expect(isHelpedIn(mode)).toBe(expected)
  })
})
