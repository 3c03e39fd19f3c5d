import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'styles.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
)

/** The rules inside the first at-rule that begins with `query`. */
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
  it('has a custom property for every color, each with a light and a dark default', () => {
    const colors = ['surface', 'text', 'muted', 'border', 'accent', 'on-accent', 'quote']
    const dark = all(/--_([\w-]+):/g, inside('@media (prefers-color-scheme: dark)'))
    expect(dark).toEqual(colors)
    const properties = all(/--_([\w-]+): var\(--genesys-chat-guard-\1,/g)
    expect(properties).toEqual([...colors, 'radius', ...colors])
    // Apart from the shadow, every rule takes its color from one of these.
    const rules = css.replace(/--_[\w-]+:[^;]+;/g, '').replace(/drop-shadow\(.*\);/g, '')
    expect(rules).not.toMatch(/#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(/i)
  })

  it('uses logical properties only, so that it works from right to left', () => {
    expect(css).not.toMatch(/\b(?:left|right)\b|(?:margin|padding|border)-(?:left|right|top|bottom)|float:/)
  })

  it('stops every animation for users who prefer reduced motion', () => {
    const moving = all(/([^{}]+)\{[^{}]*\b(?:animation|transition):(?! none)[^{}]*\}/g).map((selector) =>
      selector.trim(),
    )
    expect(moving).toHaveLength(1)
    const still = inside('@media (prefers-reduced-motion: reduce)')
    for (const selector of moving) expect(still).toContain(selector)
    expect(still).toContain('animation: none')
  })

  it('keeps disabled buttons and the focus visible in forced colors', () => {
    expect(inside('@media (forced-colors: active)')).toMatch(/aria-disabled\] \{\s*color: GrayText/)
    expect(css).toMatch(/:focus-visible[^{]*\{\s*outline: 2px solid/)
    expect(css).not.toMatch(/outline: (?:none|0)/)
  })

  it('lies over the page, so that nothing in it moves', () => {
    expect(css).toMatch(/position: var\(--genesys-chat-guard-position, fixed\)/)
  })

  it('has a shadow that scrolling does not cut off', () => {
    expect(inside('.genesys-chat-guard')).toMatch(/overflow-y: auto;[\s\S]*filter: drop-shadow/)
    expect(css).not.toMatch(/box-shadow/)
  })

  it('loads nothing and styles nothing but its own classes', () => {
    expect(css).not.toMatch(/url\(|@import|@font-face|!important/)
    for (const name of all(/\.([a-z][\w-]*)/g)) expect(name).toMatch(/^genesys-chat-guard/)
  })
})
