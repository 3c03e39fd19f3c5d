import { describe, expect, test } from 'vitest'
import { safeHtml } from '../../src/widget/view/safeHtml.ts'

function shown(html: string): string {
  const host = document.createElement('div')
  host.append(safeHtml(html))
  return host.innerHTML
}

describe('HTML that a page injects', () => {
  test('keeps marks on text', () => {
    expect(shown('Thank <b>you</b>, <em>Joe</em>.<br>Bye')).toBe('Thank <b>you</b>, <em>Joe</em>.<br>Bye')
  })

  test('keeps links to the web, which open beside the page', () => {
    expect(shown('<a href="https://halbrook.example/a" onclick="x()">here</a>')).toBe(
      '<a href="https://halbrook.example/a" target="_blank" rel="noopener noreferrer">here</a>',
    )
  })

  test.each([
    ['a script', '<script>x()</script>'],
    ['a style', '<style>*{display:none}</style>'],
    ['a drawing with a script in it', '<svg><script>x()</script></svg>'],
    ['a frame', '<iframe src="https://halbrook.example"></iframe>'],
  ])('drops %s', (_what, html) => {
    expect(shown(`before${html}after`)).toBe('beforeafter')
  })

  test('drops an image and its handler', () => {
    expect(shown('<img src=x onerror="x()">text')).toBe('text')
  })

  test.each(['javascript:x()', ' JaVaScRiPt:x()', 'data:text/html,x', 'java\nscript:x()'])(
    'takes the address %j off a link',
    (address) => {
      const host = document.createElement('div')
      host.append(safeHtml(`<a href="${address}">text</a>`))
      expect(host.innerHTML).toBe('<a>text</a>')
    },
  )

  test('keeps the text of an element that it does not know', () => {
    expect(shown('<marquee style="color:red">hello</marquee>')).toBe('hello')
  })
})
