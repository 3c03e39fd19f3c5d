// The page on which mounting is measured: plain React, and the library as it is and as it was.
import { createElement as h } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { createQuietBus } from '../bus.mjs'

const Shop = ({ children }) =>
  h('main', null, ...Array.from({ length: 200 }, (_, i) => h('p', { key: i }, `Product ${i}`)), children)

const { bus } = createQuietBus()
const CANDIDATES = {
  plain: () => h(Shop),
  library: () => h(GenesysChatProvider, { bus }, h(Shop, null, h(ChatEndGuard))),
}

/** The browser's clock is coarse: so many pages are timed together. */
const AT_ONCE = 10

/** Renders a page, runs all its effects, and leaves it. Returns the milliseconds until it was there. */
function mount(who) {
  const node = document.body.appendChild(document.createElement('div'))
  const root = createRoot(node)
  const started = performance.now()
  flushSync(() => root.render(CANDIDATES[who]()))
  // Passive effects run before the next synchronous render.
  flushSync(() => root.render(CANDIDATES[who]()))
  const time = performance.now() - started
  root.unmount()
  node.remove()
  return time
}

window.mounting = (rounds) => {
  const times = { plain: [], library: [] }
  for (let round = 0; round < rounds; round++)
    for (const who of Object.keys(times)) {
      let sum = 0
      for (let i = 0; i < AT_ONCE; i++) sum += mount(who)
      times[who].push(sum / AT_ONCE)
    }
  return times
}
