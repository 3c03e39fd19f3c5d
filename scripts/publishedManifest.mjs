import { posix } from 'node:path'

/**
 * The manifest as it is published: without what only the workspace needs, and with the addresses of the repository. They come from
 * where the release is built, so that no file of the repository has to know them.
 *
 * @param {Readonly<Record<string, unknown>>} manifest
 * @param {{ server: string, repository: string }} home `https://github.com`, `owner/name`
 * @returns {Record<string, unknown>}
 */
export function publishedManifest(manifest, { server, repository }) {
  const { devDependencies: _, scripts: __, ...rest } = manifest
  const directory = `packages/${manifest.name}`
  return {
    ...rest,
    homepage: `${server}/${repository}/tree/main/${directory}#readme`,
    // npm takes a provenance only for a package that names the repository it was built in.
    repository: { type: 'git', url: `git+${server}/${repository}.git`, directory },
    bugs: { url: `${server}/${repository}/issues` },
  }
}

/**
 * A document as it is published: what it shows or links to outside of the package is in the repository.
 *
 * @param {string} text @param {string} document its path in the repository
 * @param {{ server: string, repository: string }} home
 * @returns {string}
 */
export function publishedDocument(text, document, { server, repository }) {
  return text.replace(/(!?)(\[[^\]]*\])\((\.\.\/[^)\s]+)\)/g, (_, image, words, target) => {
    const path = posix.join(posix.dirname(document), target)
    return `${image}${words}(${server}/${repository}/${image ? 'raw' : 'blob'}/main/${path})`
  })
}

/**
 * What the changelog says about a version.
 *
 * @param {string} changelog @param {string} version @returns {string}
 */
export function notesOf(changelog, version) {
  const [, section = ''] = `\n${changelog}`.split(`\n## ${version}\n`)
  return `${section.split(/^## /m)[0]?.trim() ?? ''}\n`
}
