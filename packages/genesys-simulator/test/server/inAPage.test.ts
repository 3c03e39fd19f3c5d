import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = new URL('../../../', import.meta.url)

/** All that a module imports, directly or not: our own files, and the packages they name. */
function importsOf(file: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(file.href)) return seen
  seen.add(file.href)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)) {
    if (name.startsWith('.')) importsOf(new URL(name, file), seen)
    else if (name.startsWith('genesys-models/'))
      importsOf(new URL(`${name.replace('/', '/src/')}.ts`, packages), seen)
    else seen.add(name)
  }
  return seen
}

test('genesys-simulator/server needs nothing of Node: it runs in a page too', () => {
  const entry = new URL('../../src/server/index.ts', import.meta.url)
  expect(existsSync(fileURLToPath(entry))).toBe(true)
  const found = [...importsOf(entry)].filter((name) => !name.startsWith('file:'))
  expect(found.toSorted()).toEqual([
    'hono',
    'hono/body-limit',
    'hono/combine',
    'hono/cors',
    'hono/secure-headers',
    'hono/streaming',
    'hono/utils/http-status',
    'jose',
    'zod',
  ])
})
