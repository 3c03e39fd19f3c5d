import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(import.meta.url), '../../../../..')
const cache = join(root, 'node_modules/.cache/guides')

/**
 * The code of a guide as a module: what is published is what is tested.
 *
 * @param name - the guide's file in `docs/guides`, without its ending
 * @param wanted - which of its blocks: its position, from 1, or the file that it names in its first line, as in `// src/Chat.tsx`. Such
 *   blocks can import each other. Of two for one file the first one counts
 */
export async function readGuide<Module>(name: string, wanted: number | string): Promise<Module> {
  const text = readFileSync(join(root, `docs/guides/${name}.md`), 'utf8')
  const blocks = [...text.matchAll(/```tsx?\n([\s\S]*?)```/g)].map(([, code = '']) => code)
  const folder = join(cache, name)
  mkdirSync(folder, { recursive: true })
  const files = new Set<string>()
  blocks.forEach((code, index) => {
    const named = /^\/\/ src\/(\S+)\n/.exec(code)?.[1] ?? ''
    const file = named && !files.has(named) ? named : `${index + 1}.tsx`
    files.add(file)
    writeFileSync(join(folder, file), code)
  })
  const file = typeof wanted === 'number' ? `${wanted}.tsx` : wanted
  if (!files.has(file)) throw new Error(`docs/guides/${name}.md has no block ${wanted}.`)
  return import(/* @vite-ignore */ join(folder, file))
}

const readme = readFileSync(join(root, 'packages/react-genesys-chat-lifecycle/README.md'), 'utf8')
const [, recipes = ''] = readme.match(/^## Recipes\n([\s\S]*?)^## /m) ?? []

/** The headings of the README's recipes that have code. */
export const recipeNames: readonly string[] = recipes
  .split(/^### /m)
  .filter((section) => section.includes('```'))
  .map((section) => section.slice(0, section.indexOf('\n')))

/** The code of one of the README's recipes as a module. */
export function readRecipe<Module>(name: string): Promise<Module> {
  const section = recipes.split(/^### /m).find((each) => each.startsWith(`${name}\n`))
  const [, kind = '', code] = section?.match(/```(tsx?)\n([\s\S]*?)```/) ?? []
  if (!code) throw new Error(`The README has no recipe "${name}" with code.`)
  return load(`recipe-${recipeNames.indexOf(name)}.${kind}`, code)
}

function load<Module>(name: string, code: string): Promise<Module> {
  const file = join(cache, name)
  mkdirSync(cache, { recursive: true })
  writeFileSync(file, code)
  return import(/* @vite-ignore */ file)
}
