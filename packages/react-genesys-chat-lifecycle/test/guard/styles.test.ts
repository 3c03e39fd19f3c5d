import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'styles.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
)

/** The rules inside of the first at-rule that begins so. */
function inside(query: string): string {
  const start = css.indexOf(query)
  expect(start, query).toBeGreaterThanOrEqual(0)
  let depth = 0
  for (let i = css.indexOf('{', start); i < css.length; i++) {
    if (css[i] === '{') depth++
    if (css[i] === '}' && --depth === 0) return css.slice(start, i)
  }
  return ''
}
const all = (pattern: RegExp, text = css): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found)

describe('the stylesheet', () => {
  it('lets every colour be changed, and has each of them light and dark', () => {
    const colours = ['surface', 'text', 'muted', 'border', 'accent', 'on-accent', 'quote']
    const dark = all(/--_([\w-]+):/g, inside('@media (prefers-color-scheme: dark)'))
    expect(dark).toEqual(colours)
    const properties = all(/--_([\w-]+): var\(--genesys-chat-guard-\1,/g)
    expect(properties).toEqual([...colours, 'radius', ...colours])
    // No rule has a colour that is not one of these, but the shadow's.
    const rules = css.replace(/--_[\w-]+:[^;]+;/g, '').replace(/box-shadow:[^;]+;/g, '')
    expect(rules).not.toMatch(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(/i)
  })

  it('names no left and no right, so that it is as good from right to left', () => {
    expect(css).not.toMatch(/\b(?:left|right)\b|(?:margin|padding|border)-(?:left|right|top|bottom)|float:/)
  })

  it('moves nothing for those who want nothing moved', () => {
    const moving = all(/([^{}]+)\{[^{}]*\b(?:animation|transition):(?! none)[^{}]*\}/g).map((selector) =>
      selector.trim(),
    )
    expect(moving).toHaveLength(1)
    const still = inside('@media (prefers-reduced-motion: reduce)')
    for (const selector of moving) expect(still).toContain(selector)
    expect(still).toContain('animation: none')
  })

  it('shows a button that is out of use also in forced colours, and the focus by an outline, which they keep', () => {
    expect(inside('@media (forced-colors: active)')).toMatch(/aria-disabled\] \{\s*color: GrayText/)
    expect(css).toMatch(/:focus-visible[^{]*\{\s*outline: 2px solid/)
    expect(css).not.toMatch(/outline: (?:none|0)/)
  })

  it('stands over the page, so that nothing in it moves', () => {
    expect(css).toMatch(/position: var\(--genesys-chat-guard-position, fixed\)/)
  })

  it('loads nothing, and speaks of nothing but its own classes', () => {
    expect(css).not.toMatch(/url\(|@import|@font-face|!important/)
    for (const name of all(/\.([a-z][\w-]*)/g)) expect(name).toMatch(/^genesys-chat-guard/)
  })
})
