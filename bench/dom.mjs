import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!doctype html><div id="root"></div>', { url: 'https://shop.example/' })
Object.assign(globalThis, { window, document: window.document, HTMLElement: window.HTMLElement })
// React looks at the page when it is loaded.
const { createRoot } = await import('react-dom/client')

/** A root on a page without a browser. */
export function openPage() {
  const node = window.document.body.appendChild(window.document.createElement('div'))
  const root = createRoot(node)
  return {
    root,
    close() {
      root.unmount()
      node.remove()
    },
  }
}
