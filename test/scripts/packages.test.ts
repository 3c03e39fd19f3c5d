import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { notesOf, publishedDocument, publishedManifest } from '../../scripts/publishedManifest.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string) => {
  const folder = join(root, 'packages', name)
  return { name, folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }
}
const library = read('react-genesys-chat-lifecycle')
const simulator = read('genesys-simulator')

/** The entries that are modules: neither a stylesheet nor a script nor the manifest. */
const modulesOf = (manifest: { exports: Record<string, unknown> }): string[] =>
  Object.keys(manifest.exports).filter((entry) => !/\.(css|js|json)$/.test(entry))

describe('the library', () => {
  it('demands no version of Node, since it runs in browsers', () => {
    expect(library.manifest).not.toHaveProperty('engines')
  })

  it.each(modulesOf(library.manifest))('has %s for import and for require', (entry) => {
    const { import: esm, require: cjs } = library.manifest.exports[entry]
    expect(cjs.default).toBe(esm.default.replace('./dist/', './dist/cjs/'))
    expect([esm.types, cjs.types]).toEqual(
      [esm.default, cjs.default].map((file) => file.replace(/js$/, 'd.ts')),
    )
  })

  it.each(modulesOf(library.manifest).slice(1))(
    'has %s for resolvers that do not read "exports"',
    (entry) => {
      const { import: esm, require: cjs } = library.manifest.exports[entry]
      const stub = JSON.parse(
        readFileSync(join(root, 'packages/react-genesys-chat-lifecycle', entry, 'package.json'), 'utf8'),
      )
      expect(stub).toEqual({ main: cjs.default.replace('./', '../'), types: esm.types.replace('./', '../') })
      expect(library.manifest.files).toContain(entry.slice(2))
    },
  )
})

it('shows pictures and documents of the repository by their addresses there', () => {
  const text = '![a](../../docs/a.png) [`b`](../../docs/b.md#c) [d](D.md) [e](https://e.example)'
  const home = { server: 'https://git.example', repository: 'o/n' }
  expect(publishedDocument(text, 'packages/p/README.md', home)).toBe(
    '![a](https://git.example/o/n/raw/main/docs/a.png) [`b`](https://git.example/o/n/blob/main/docs/b.md#c) [d](D.md) [e](https://e.example)',
  )
})

describe.each([library, simulator])('$name', ({ name, folder, manifest }) => {
  it('tells older TypeScript where the types of every entry are', () => {
    const typed = Object.entries<{ types?: string; import?: { types: string } }>(manifest.exports)
      .filter(([entry]) => entry !== '.')
      .flatMap(([entry, target]) => {
        const types = target.import?.types ?? target.types
        return types ? [[entry.slice(2), [types]]] : []
      })
    expect(manifest.typesVersions['*']).toEqual(Object.fromEntries(typed))
  })

  it('is published with documents whose links lead to the repository, or to what is in the package', () => {
    const home = { server: 'https://git.example', repository: 'owner/name' }
    const publishedText = (file: string): string =>
      publishedDocument(readFileSync(file, 'utf8'), relative(root, file).replaceAll('\\', '/'), home)
    const documents = [...manifest.files.filter((file: string) => file.endsWith('.md'))]
    const dead = documents.flatMap((document: string) =>
      [...publishedText(join(folder, document)).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^https?:/.test(target))
        .map((target) => normalize(join(dirname(document), target)))
        .filter(
          (target) =>
            !manifest.files.some((file: string) => target === file || target.startsWith(`${file}/`)),
        ),
    )
    expect(dead).toEqual([])
  })

  it('has a license and a changelog', () => {
    for (const file of ['LICENSE', 'CHANGELOG.md']) {
      expect(manifest.files).toContain(file)
      expect(existsSync(join(folder, file))).toBe(true)
    }
  })

  it('is published with the addresses of the repository that it was built in', () => {
    const published = publishedManifest(manifest, { server: 'https://git.example', repository: 'owner/name' })
    expect(published).toMatchObject({
      name,
      homepage: `https://git.example/owner/name/tree/main/packages/${name}#readme`,
      repository: { url: 'git+https://git.example/owner/name.git', directory: `packages/${name}` },
      bugs: { url: 'https://git.example/owner/name/issues' },
      exports: manifest.exports,
    })
    expect(published).not.toHaveProperty('devDependencies')
    expect(published).not.toHaveProperty('scripts')
  })
})

it('the simulator is ESM only, for the Node that can require it', () => {
  expect(simulator.manifest.engines.node).toBe('>=20.19')
})

it('the notes of a version are its part of the changelog', () => {
  const changelog = '# name\n\n## 1.1.0\n\n### Minor Changes\n\n- One.\n\n## 1.0.0\n\nThe first version.\n'
  expect(notesOf(changelog, '1.1.0')).toBe('### Minor Changes\n\n- One.\n')
  expect(notesOf(changelog, '1.0.0')).toBe('The first version.\n')
  expect(notesOf(changelog, '2.0.0')).toBe('\n')
})
