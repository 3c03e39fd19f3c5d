import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const LIBRARY = 'packages/react-genesys-chat-lifecycle/test'

/** The last column of the table: a file, and the title of a test in it. */
const named = readFileSync(join(root, 'docs/reliability.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && line.includes('.test.ts'))
  .map((line) => /\| `([^`]+\.tsx?)`: (.+?) +\|$/.exec(line))
  .map((match) => ({ file: match?.[1] ?? '', words: match?.[2] ?? '' }))

const sourceOf = (file: string): string => {
  const path = file.startsWith('test/') ? join(root, file) : join(root, LIBRARY, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

describe('the table of faults', () => {
  it('names a test in each row', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter(({ file, words }) => !file || !words)).toEqual([])
  })

  it.each(named)('names an existing test: $file, $words', ({ file, words }) => {
    // Placeholders are filled in by the runner.
    for (const part of words.split('%s')) expect(sourceOf(file)).toContain(part.trim())
  })
})
