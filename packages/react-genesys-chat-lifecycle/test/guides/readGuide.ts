import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(import.meta.url), '../../../../..')
const cache = join(root, 'node_modules/.cache/guides')

/**
 * The code of a guide as a module: what is published is what is tested.
 *
 * @param name - the guide's file in `docs/guides`, without its ending
 * @param position - which of its blocks, from 1
 */
export async function readGuide<Module>(name: string, position: number): Promise<Module> {
  const text = readFileSync(join(root, `docs/guides/${name}.md`), 'utf8')
  const code = [...text.matchAll(/```tsx\n([\s\S]*?)```/g)][position - 1]?.[1]
  if (!code) throw new Error(`docs/guides/${name}.md has no block ${position}.`)
  const file = join(cache, `${name}-${position}.tsx`)
  mkdirSync(cache, { recursive: true })
  writeFileSync(file, code)
  return import(/* @vite-ignore */ file)
}
