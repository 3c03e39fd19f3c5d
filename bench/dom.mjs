import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!doctype html><div id="root"></div>', { url: 'https://shop.example/' })
const { document, HTMLElement, MutationObserver } = window
Object.assign(globalThis, { window, document, HTMLElement, MutationObserver })
// React looks at the page when it is loaded.
const { createRoot } = await import('react-dom/client')

/** Without this React would report the error and measure an empty page. */
const onUncaughtError = (error) => {
  console.error(error)
  process.exit(1)
}

/** A root on a page without a browser. An error while rendering ends the process. */
export function openPage() {
  const node = document.body.appendChild(document.createElement('div'))
  const root = createRoot(node, { onUncaughtError })
  return {
    root,
    close() {
      root.unmount()
      node.remove()
    },
  }
}
