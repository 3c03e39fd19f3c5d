import type { Page } from 'playwright-core'

/** Rules for elements, as those in the `index.css` of Vite's template for React. */
export const VITE_TEMPLATE = `
  :root {
    font: 18px/145% system-ui, sans-serif; letter-spacing: 0.18px; color-scheme: light dark; color: #6b6375;
    font-synthesis: none; text-rendering: optimizeLegibility;
  }
  body { margin: 0; }
  h1, h2 { font-family: system-ui, sans-serif; font-weight: 500; color: #08060d; }
  h2 { font-size: 24px; line-height: 118%; letter-spacing: -0.24px; margin: 0 0 8px; }
  p { margin: 0; }
`

/** What resets, old frameworks and careless pages do. */
export const HOSTILE = `
  * { margin: 0; padding: 0; border: 0; list-style: none; float: left; text-transform: uppercase; }
  *, *::before, *::after { box-sizing: content-box; animation: none; content: "x"; }
  html { font-size: 62.5%; }
  body { color: red; text-align: center; letter-spacing: 4px; line-height: 3; visibility: visible; cursor: wait; }
  body div, body section, body p { max-width: 120px; background: yellow; position: relative; }
  body h2 { color: black; font-size: 60px; display: none; }
  body form { display: inline; width: 50px; }
  body label { display: none; }
  body button, body input, body textarea {
    all: unset; display: block; width: 100%; height: 4px; background: lime; color: yellow; border-radius: 0; opacity: 0.2;
  }
  body svg { display: none; width: 100%; fill: red; }
  body svg path { fill: red; stroke: none; }
  body i, body span { display: block; font-size: 40px; font-style: italic; }
  [hidden] { display: block; }
  :focus, :focus-visible { outline: none; }
`

/** The computed style of every element that a selector finds, one line for each. */
export function lookOf(page: Page, selector: string): Promise<string> {
  return page.evaluate((wanted) => {
    // Lengths of what is not laid out are not resolved, and the page's font is the widget's.
    const ignored =
      /^(font-family|-webkit-locale|font-synthesis|text-rendering|perspective-origin|transform-origin)/
    const styleOf = (node: Element, pseudo?: string): string => {
      const style = getComputedStyle(node, pseudo)
      // Of a drawing, only what one sees.
      const seen = node.tagName === 'path' ? ['d', 'display', 'fill', 'stroke', 'stroke-width'] : [...style]
      const names = seen.filter((name) => !ignored.test(name))
      return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ')
    }
    return [...document.querySelectorAll(wanted)]
      .flatMap((node) => [
        `${node.tagName} ${node.getAttribute('class')} | ${styleOf(node)}`,
        `${node.tagName} ${node.getAttribute('class')}::before | ${styleOf(node, '::before')}`,
      ])
      .join('\n')
  }, selector)
}

/** What differs, in few words. */
export function differences(one = '', other = ''): string[] {
  const others = other.split('\n')
  return one.split('\n').flatMap((line, index) => {
    const [name = '', style = ''] = line.split(' | ')
    const otherStyle = others[index]?.split(' | ')[1]?.split('; ') ?? []
    return style
      .split('; ')
      .filter((declaration, at) => declaration !== otherStyle[at])
      .map((declaration) => `${name} { ${declaration} }`)
  })
}
