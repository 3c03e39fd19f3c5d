// The pages of the site are the documents of the repository. Nothing is written twice: only `home.md` and `playground.md` are the site's own.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = fileURLToPath(new URL('pages', import.meta.url))

/** Documents outside of `docs/`, with their page. */
const PAGES = {
  'apps/site/home.md': 'index.md',
  'apps/site/playground.md': 'playground.md',
  'README.md': 'overview.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'apps/demo/README.md': 'demo.md',
  'packages/react-genesys-chat-lifecycle/README.md': 'library.md',
  'packages/react-genesys-chat-lifecycle/CHANGELOG.md': 'changelog.md',
  'packages/genesys-simulator/README.md': 'simulator/index.md',
  'packages/genesys-simulator/WIDGET.md': 'simulator/widget.md',
  'packages/genesys-simulator/MESSENGER.md': 'simulator/messenger.md',
  'packages/genesys-simulator/CHANGELOG.md': 'simulator/changelog.md',
}

/**
 * Every document that the site has, with its page.
 *
 * @returns {Map<string, string>}
 */
export function findPages() {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md') && !file.startsWith('api/'))
  return new Map([
    ...Object.entries(PAGES),
    ...docs.map((file) => /** @type {const} */ ([`docs/${file}`, file])),
  ])
}

/** Code, links, and code again; what is between them is plain text. */
const TOKEN = /(^ *```[\s\S]*?^ *```)|(!?)\[((?:`[^`\n]*`|[^[\]`])*)\]\(([^)\s]+)\)|(`[^`\n]+`)/gm

/**
 * The text of a document for the site: with links that work there, and without what Vue would take for a tag or an expression. A link to
 * what is no page leads to the repository, whose address only GitHub knows. Without it, the words of the link stay.
 *
 * @param {string} text @param {string} document its path in the repository
 * @param {ReadonlyMap<string, string>} pages @param {string} [repository] `https://github.com/owner/name`
 * @returns {string}
 */
export function toPage(text, document, pages, repository) {
  let result = ''
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, , image, words, target] = match
    result += escapeTags(text.slice(end, match.index))
    result += target === undefined ? whole : link({ whole, image, words: words ?? '', target })
    end = match.index + whole.length
  }
  return result + escapeTags(text.slice(end))

  /** @param {{ whole: string, image: string | undefined, words: string, target: string }} parts */
  function link({ whole, image, words, target }) {
    if (/^(https?:|mailto:|#|\/)/.test(target)) return whole
    const [path = '', anchor] = target.split('#')
    const file = posix.normalize(posix.join(posix.dirname(document), path)).replace(/\/$/, '')
    if (image) return `![${words}](/${file.replace(/^docs\//, '')})`
    const page = pages.get(file) ?? pages.get(`${file}/README.md`)
    const hash = anchor ? `#${anchor}` : ''
    if (page) return `[${words}](/${page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}${hash})`
    return repository ? `[${words}](${repository}/tree/main/${file}${hash})` : words
  }
}

/** @param {string} text */
const escapeTags = (text) =>
  text.replace(/<(?=[a-z/!])(?!https?:)/gi, '&lt;').replaceAll('{{', '&#123;&#123;')

/** Writes all pages, and the pictures that they show. */
export function writePages() {
  const { GITHUB_REPOSITORY: name, GITHUB_SERVER_URL: server = 'https://github.com' } = process.env
  const pages = findPages()
  for (const [document, page] of pages) {
    const text = readFileSync(join(root, document), 'utf8')
    const file = join(out, page)
    mkdirSync(dirname(file), { recursive: true })
    // The site's own pages are written for VitePress.
    const isOwn = document.startsWith('apps/site/')
    const changed = isOwn ? text : toPage(text, document, pages, name && `${server}/${name}`)
    // A page that is written anew is loaded anew.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== changed) writeFileSync(file, changed)
  }
  cpSync(join(root, 'docs/images'), join(out, 'public/images'), { recursive: true })
}

/** The folders whose documents are pages, relative to the repository. */
export const FOLDERS = [
  ...new Set([...findPages().keys()].map((document) => relative(root, dirname(join(root, document))))),
]
