import { element } from './element.ts'
import { linkedText } from './linkedText.ts'
import { safeHtml } from './safeHtml.ts'

/** Which side of the transcript something stands on; `none` is the middle. */
export type Side = 'left' | 'right' | 'none'

export interface Bubble {
  readonly side: Side
  readonly text: string
  /** Raw HTML by the vendor's rules; shown as far as it is harmless. */
  readonly html?: boolean
  readonly name?: string | undefined
  readonly time?: Date | undefined
  /** Any CSS colour. */
  readonly fill?: string | undefined
  /** Any CSS length. */
  readonly radius?: string | undefined
  /** A notice that the page injected, rather than a message. */
  readonly injected?: boolean
}

export interface Transcript {
  readonly root: HTMLElement
  addBubble(bubble: Bubble): void
  addLine(text: string): void
  /** Older messages go to the front, and what is being read stays where it is. */
  prepend(bubbles: readonly Bubble[]): void
  setTyping(name: string | undefined): void
  clear(): void
}

/** What was said. A log, so that a screen reader hears what is new and can go back over what was. */
export function createTranscript(label: string): Transcript {
  const list = element('div', { class: 'gsim-messages' })
  const typing = element('div', { class: 'gsim-typing', hidden: true })
  const root = element(
    'div',
    { class: 'gsim-transcript', role: 'log', 'aria-label': label, 'aria-live': 'polite', tabindex: '0' },
    list,
    typing,
  )

  const toEnd = (): void => {
    root.scrollTop = root.scrollHeight
  }
  return {
    root,
    addBubble(bubble) {
      list.append(drawBubble(bubble))
      toEnd()
    },
    addLine(text) {
      list.append(element('p', { class: 'gsim-line' }, text))
      toEnd()
    },
    prepend(bubbles) {
      const before = root.scrollHeight - root.scrollTop
      list.prepend(...bubbles.map(drawBubble))
      root.scrollTop = root.scrollHeight - before
    },
    setTyping(name) {
      typing.hidden = name === undefined
      typing.replaceChildren()
      if (name === undefined) return
      const dots = element('span', { class: 'gsim-dots', 'aria-hidden': 'true' })
      dots.append(element('i'), element('i'), element('i'))
      typing.append(dots, element('span', { class: 'gsim-hidden' }, `${name} is typing`))
      toEnd()
    },
    clear() {
      list.replaceChildren()
    },
  }
}

function drawBubble(bubble: Bubble): HTMLElement {
  const kind = bubble.injected ? ' gsim-injected' : ''
  const root = element('div', { class: `gsim-message gsim-${bubble.side}${kind}` })
  const head = [bubble.name, bubble.time && clock(bubble.time)].filter((part) => part !== undefined)
  if (head.length > 0) root.append(element('div', { class: 'gsim-who' }, head.join(' · ')))
  const body = element('div', { class: 'gsim-bubble' })
  body.append(bubble.html ? safeHtml(bubble.text) : linkedText(bubble.text))
  // Set one by one through the object model, which a strict policy allows, unlike a style attribute.
  if (bubble.fill !== undefined) body.style.setProperty('--gsim-fill', bubble.fill)
  if (bubble.radius !== undefined) body.style.setProperty('--gsim-radius', bubble.radius)
  root.append(body)
  return root
}

function clock(time: Date): string {
  return time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}
