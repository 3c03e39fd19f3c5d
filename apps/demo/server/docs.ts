import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { Marked, type Tokens } from 'marked'

/** A file to serve, by its path below the site. */
export interface DocsFile {
  readonly path: string
  readonly type: string
  readonly body: string | Buffer
}

/** Documents that are not in `docs/`, by the page that they become. */
const MORE: Readonly<Record<string, string>> = {
  'packages/react-genesys-chat-lifecycle/README.md': 'library.html',
  'packages/genesys-simulator/README.md': 'simulator.html',
  'packages/genesys-simulator/WIDGET.md': 'simulator-widget.html',
  'packages/genesys-simulator/MESSENGER.md': 'simulator-messenger.html',
  'README.md': 'project.html',
  'CONTRIBUTING.md': 'contributing.html',
  'apps/demo/README.md': 'demo.html',
}

/** The demo's folders whose source one may want to read. */
const SOURCES = ['customer', 'custom', 'compare', 'compare/frame']

const STYLE = 'docs/docs.css'

/** The repository's documentation and the demo's source as plain pages, so that links work wherever the demo is served. */
export function createDocs(root: string): DocsFile[] {
  const pages = new Map<string, string>(Object.entries(MORE))
  for (const folder of ['docs', 'docs/guides'])
    for (const name of readdirSync(join(root, folder)))
      if (name.endsWith('.md'))
        pages.set(
          `${folder}/${name}`,
          `${folder}/${name}`.replace('docs/', '').replace('/', '-').replace(/\.md$/, '.html'),
        )

  const documents = [...pages].map(([file, page]) => {
    const markdown = readFileSync(join(root, file), 'utf8')
    return { page, title: /^# (.+)$/m.exec(markdown)?.[1] ?? page, body: toHtml(markdown, file, pages) }
  })
  const contents = documents.map(({ page, title }) => `<li><a href="${page}">${escapeHtml(title)}</a></li>`)
  const html = 'text/html; charset=utf-8'
  const images = readdirSync(join(root, 'docs/images'))
  return [
    {
      path: 'docs/index.html',
      type: html,
      body: page('Documentation', '', `<h1>Documentation</h1><ul>${contents.join('')}</ul>`),
    },
    ...documents.map(({ page: name, title, body }) => ({
      path: `docs/${name}`,
      type: html,
      body: page(title, '', body),
    })),
    ...SOURCES.flatMap((folder) => sourcesOf(root, folder)),
    ...images.map((name) => ({
      path: `docs/images/${name}`,
      type: `image/${name.split('.').pop()}`,
      body: readFileSync(join(root, 'docs/images', name)),
    })),
    {
      path: STYLE,
      type: 'text/css; charset=utf-8',
      body: readFileSync(join(root, 'apps/demo/server/docs.css')),
    },
  ]
}

function toHtml(markdown: string, file: string, pages: ReadonlyMap<string, string>): string {
  const used = new Map<string, number>()
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        return `<h${depth} id="${anchorOf(text, used)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const target = linkOf(href, file, pages)
        const text = this.parser.parseInline(tokens)
        return target === undefined ? text : `<a href="${escapeHtml(target)}">${text}</a>`
      },
      image({ href, text }: Tokens.Image) {
        const path = posix.join(dirname(file), href)
        return path.startsWith('docs/images/')
          ? `<img src="${escapeHtml(path.slice('docs/'.length))}" alt="${escapeHtml(text)}">`
          : escapeHtml(text)
      },
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    },
  })
  // Wide tables scroll by themselves, and what scrolls has to be reachable by keyboard.
  return (marked.parse(markdown) as string)
    .replaceAll('<table>', '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">')
}

/** Where a link leads on these pages. Undefined for files of the repository that are not on them. */
function linkOf(href: string, file: string, pages: ReadonlyMap<string, string>): string | undefined {
  if (/^(https?:|#)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = pages.get(posix.join(dirname(file), path))
  return target && (anchor ? `${target}#${anchor}` : target)
}

/** As GitHub makes them. */
function anchorOf(heading: string, used: Map<string, number>): string {
  const anchor = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
  const count = used.get(anchor) ?? 0
  used.set(anchor, count + 1)
  return count === 0 ? anchor : `${anchor}-${count}`
}

function sourcesOf(root: string, folder: string): DocsFile[] {
  const files = readdirSync(join(root, 'apps/demo/src', folder)).filter((name) => /\.tsx?$/.test(name))
  return files.map((name) => {
    const file = `${folder}/${name}`
    const code = readFileSync(join(root, 'apps/demo/src', file), 'utf8')
    const links = files.map((other) =>
      other === name
        ? `<b>${escapeHtml(other)}</b>`
        : `<a href="${escapeHtml(other)}.html">${escapeHtml(other)}</a>`,
    )
    const body = `<h1>${escapeHtml(name)}</h1><p>apps/demo/src/${escapeHtml(file)}</p><nav aria-label="Files">${links.join(' · ')}</nav><pre tabindex="0"><code>${escapeHtml(code)}</code></pre>`
    return {
      path: `docs/source/${file}.html`,
      type: 'text/html; charset=utf-8',
      body: page(name, '../'.repeat(file.split('/').length), body),
    }
  })
}

/** @param up the way to the folder `docs` */
function page(title: string, up: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · react-genesys-chat-lifecycle</title>
<link rel="icon" href="${up}../favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}docs.css">
</head>
<body>
<header><a href="${up}../index.html">Demo</a> <a href="${up}index.html">Documentation</a></header>
<main>${body}</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
