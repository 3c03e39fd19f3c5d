/** What may stay of a fragment of HTML: marks on text, and links. */
const TAGS = new Set([
  'A',
  'B',
  'BR',
  'CODE',
  'EM',
  'I',
  'LI',
  'OL',
  'P',
  'SMALL',
  'SPAN',
  'STRONG',
  'U',
  'UL',
])
/** Not even their text is for reading. */
const DROPPED = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'NOSCRIPT',
  'IFRAME',
  'OBJECT',
  'SVG',
  'MATH',
  'TITLE',
])

/**
 * Reads HTML the safe way: parsed in a document that runs nothing, and rebuilt from a short list of elements without
 * any attribute but a link's address.
 *
 * The real widget takes `injectMessage { type: 'html' }` as it comes. A simulator that did so too would carry a hole
 * into every page that is developed against it, so here only the harmless part of such a message is shown.
 */
export function safeHtml(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const fragment = document.createDocumentFragment()
  copyChildren(parsed.body, fragment)
  return fragment
}

function copyChildren(from: Node, to: Node): void {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(child.textContent ?? ''))
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      copyElement(child as Element, to)
    }
  }
}

function copyElement(from: Element, to: Node): void {
  const name = from.nodeName.toUpperCase()
  if (DROPPED.has(name)) return
  if (!TAGS.has(name)) {
    copyChildren(from, to)
    return
  }
  const copy = document.createElement(name)
  if (name === 'A') addAddress(copy, from.getAttribute('href'))
  copyChildren(from, copy)
  to.appendChild(copy)
}

function addAddress(link: HTMLElement, address: string | null): void {
  if (address === null || !/^(https?:|mailto:|tel:)/i.test(address.trim())) return
  link.setAttribute('href', address.trim())
  link.setAttribute('target', '_blank')
  link.setAttribute('rel', 'noopener noreferrer')
}
