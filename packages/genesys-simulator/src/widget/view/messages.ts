import type { WebChatWindow } from 'genesys-models/widget'
import { button, element } from './element.ts'
import type { Part } from './part.ts'
import { safeHtml } from './safeHtml.ts'
import { words } from './words.ts'

type Entry = WebChatWindow['state']['transcript'][number]

/** What was said. A log, so that a screen reader hears what is new and can go back over what was. */
export function createMessages(loadEarlier: () => Promise<boolean>): Part {
  const drawn = new Map<Entry, HTMLElement>()
  const earlier = button({ class: 'gsim-plain gsim-earlier', hidden: true }, askEarlier, words.earlier)
  const list = element('div', { class: 'gsim-messages' })
  const typing = element(
    'div',
    { class: 'gsim-typing', hidden: true },
    element('span', { class: 'gsim-dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i')),
    element('span', { class: 'gsim-unseen' }, words.typing),
  )
  const log = element(
    'div',
    {
      class: 'gsim-transcript',
      role: 'log',
      'aria-label': words.transcript,
      'aria-live': 'polite',
      tabindex: '0',
    },
    earlier,
    list,
    typing,
  )
  let atEnd = true
  log.addEventListener('scroll', () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40
  })

  // A window that changes its size, or opens again from its bar, does not leave the newest out of sight.
  if (typeof ResizeObserver !== 'undefined') {
    new ResizeObserver(() => {
      if (atEnd) log.scrollTop = log.scrollHeight
    }).observe(log)
  }

  async function askEarlier(): Promise<void> {
    earlier.disabled = true
    const more = await loadEarlier()
    earlier.disabled = false
    earlier.hidden = !more
  }

  return {
    root: log,
    update(state) {
      const following = atEnd
      const grew = reconcile(list, state.transcript, drawn)
      typing.hidden = !state.agentTyping
      if (state.transcript.length === 0) earlier.hidden = true
      if (following && (grew || state.agentTyping)) log.scrollTop = log.scrollHeight
    },
  }
}

/** Adds what is new and takes off what is gone, and touches nothing else: what is moved would be read out again. */
function reconcile(list: HTMLElement, entries: readonly Entry[], drawn: Map<Entry, HTMLElement>): boolean {
  const before = drawn.size
  const kept = new Set(entries)
  for (const [entry, node] of drawn) {
    if (kept.has(entry)) continue
    node.remove()
    drawn.delete(entry)
  }
  let next = list.firstElementChild
  for (const entry of entries) {
    const known = drawn.get(entry)
    if (known !== undefined && known === next) {
      next = known.nextElementSibling
      continue
    }
    const node = known ?? drawEntry(entry)
    drawn.set(entry, node)
    list.insertBefore(node, next)
  }
  return drawn.size > before
}

function drawEntry(entry: Entry): HTMLElement {
  const bubble = typeof entry.bubble === 'object' ? entry.bubble : {}
  if (entry.type === 'External') return element('p', { class: 'gsim-line' }, entry.text)
  const side =
    entry.type === 'injected' ? (bubble.direction ?? 'none') : entry.type === 'Client' ? 'right' : 'left'
  const root = element('div', {
    class: `gsim-message gsim-${side}${entry.type === 'injected' ? ' gsim-injected' : ''}`,
  })
  const head = [
    bubble.name === false || entry.type === 'Client' ? undefined : entry.name,
    bubble.time === false ? undefined : clock(entry.timestamp),
  ].filter(Boolean)
  if (head.length > 0) root.append(element('div', { class: 'gsim-who' }, head.join(' · ')))
  const body = element('div', { class: 'gsim-bubble' })
  body.append(entry.isHtml ? safeHtml(entry.text) : entry.text, ...drawImages(entry))
  // One by one through the object model, which a strict policy allows, unlike a style attribute.
  if (bubble.fill !== undefined) body.style.setProperty('--gsim-fill', bubble.fill)
  if (bubble.radius !== undefined) body.style.setProperty('--gsim-radius', asLength(bubble.radius))
  root.append(body)
  return root
}

/** Only what the transport has loaded: an address of somebody's would be asked for it. */
function drawImages({ originalMessage }: Entry): HTMLElement[] {
  return (originalMessage?.content ?? [])
    .filter(({ type, url }) => type === 'image' && String(url).startsWith('data:image/'))
    .map(({ url, name }) =>
      element('img', { class: 'gsim-image', src: String(url), alt: String(name ?? '') }),
    )
}

function asLength(radius: number | string): string {
  return /^\d+(\.\d+)?$/.test(String(radius)) ? `${radius}px` : String(radius)
}

function clock(timestamp: string | number): string | undefined {
  const time = new Date(timestamp)
  if (Number.isNaN(time.getTime())) return undefined
  return time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}
