import { describe, expect, it } from 'vitest'
import { sidebar } from '../../apps/site/.vitepress/sidebar.mjs'
import { findPages, toPage } from '../../apps/site/pages.mjs'

const pages = findPages()

describe('the site', () => {
  it('has every document in its sidebar, once', () => {
    const links = sidebar.flatMap(({ items }) => items.map(({ link }) => link))
    const paths = [...pages.values()]
      .filter((page) => page !== 'index.md')
      .map((page) => `/${page.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '')}`)
    expect(links.toSorted()).toEqual([...paths, '/api/'].toSorted())
  })

  it.each([
    ['a page beside it', '[a](b.md#c)', '[a](/guides/b#c)'],
    ['a page above it', '[a](../how.md)', '[a](/how)'],
    ['code as its words', '[`a`](../how.md), `[b](c)`', '[`a`](/how), `[b](c)`'],
    ['an index', '[a](../../lib/README.md#x)', '[a](/lib/#x)'],
    ['a folder with a page', '[a](../../lib)', '[a](/lib/)'],
    ['a file of the repository', '[a](../../src/x.ts)', '[a](https://git.example/o/n/tree/main/src/x.ts)'],
    ['another site', '[a](https://a.example/b.md)', '[a](https://a.example/b.md)'],
    ['a heading', '[a](#b)', '[a](#b)'],
    ['a picture', '![a](../images/b.png)', '![a](/images/b.png)'],
  ])('links to %s', (_, text, expected) => {
    const known = new Map([
      ['docs/guides/b.md', 'guides/b.md'],
      ['docs/how.md', 'how.md'],
      ['lib/README.md', 'lib/index.md'],
    ])
    expect(toPage(text, 'docs/guides/a.md', known, 'https://git.example/o/n')).toBe(expected)
  })

  it('keeps the words of a link that leads nowhere', () => {
    expect(toPage('See [the file](../x.ts).', 'docs/a.md', new Map())).toBe('See the file.')
  })

  it('shows tags and braces as text, and leaves code as it is', () => {
    const code = '`<b>{{ a }}`\n\n```tsx\n<Chat a={{ b: 1 }} />[a](b.md)\n```\n'
    expect(toPage(code, 'a.md', new Map())).toBe(code)
    expect(toPage('<b> {{ a }} <https://a.example> 1 < 2', 'a.md', new Map())).toBe(
      '&lt;b> &#123;&#123; a }} <https://a.example> 1 < 2',
    )
  })
})
