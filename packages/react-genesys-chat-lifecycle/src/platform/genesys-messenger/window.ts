import type { OutgoingMessage, PlatformWindow } from '../port.ts'
import { asRecord, firstText, type Loose } from '../raw.ts'
import type { OnConnection } from './attachment.ts'
import { type MessengerClient, PASSING } from './client.ts'

/** The vendor's frame. It is as large as what it shows: the window, or the launcher, or nothing. */
const FRAME = '.genesys-mxg-frame, #genesys-mxg-frame, .genesys-app iframe'
/** The vendor's style sheet puts its frame there. */
const LAYER = 99_999_999
/** The frame grows and moves by a transition. */
const SETTLE_MS = 500
const nothing = (): void => {}

/** What the guard does inside Messenger's window: nothing. It stays clear of it, and holds what the page itself sends. */
export function createWindow(
  client: MessengerClient,
  whenConnected: (run: OnConnection) => () => void,
): PlatformWindow {
  return {
    features: { canInject: false, canOverlay: false, canHold: false, saysClosed: true, layer: LAYER },
    onChange: () => nothing,
    countOpenings: () => 0,
    rendersMarkdown: () => false,
    showOverlay: async () => false,
    hideOverlay: nothing,
    isOverlayTaken: () => false,
    watchOverlay: () => nothing,
    watchBounds,
    holdMessages: (hold) =>
      whenConnected((connection) => {
        const isHeld = (message: OutgoingMessage): boolean =>
          client.connection?.shared.get(PASSING) !== true && hold(message)
        const offs = [
          connection.hold('MessagingService.sendMessage', (options) => {
            const data = asRecord(options)
            const text = wordsOf(data)
            return text.trim() !== '' && isHeld({ kind: 'text', text, data })
          }),
          connection.hold('MessagingService.requestUpload', () =>
            isHeld({ kind: 'file', text: '', data: {} }),
          ),
        ]
        return () => {
          for (const off of offs) off()
        }
      }),
  }
}

/** What was written, or chosen: a quick reply, a button of a card, a form. */
function wordsOf({ message, postback, type }: Loose): string {
  const { text, payload } = asRecord(asRecord(postback).buttonResponse ?? postback)
  return firstText(message, text, payload, postback && type)
}

/** Reports where the window or the launcher is, now and whenever that changes. Null: nowhere. */
function watchBounds(onBounds: (bounds: DOMRectReadOnly | null) => void): () => void {
  let watched: Element | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const report = (): void => {
    const frame = document.querySelector(FRAME)
    if (frame !== watched) watch(frame)
    const bounds = frame?.getBoundingClientRect()
    onBounds(bounds && bounds.width > 0 && bounds.height > 0 ? bounds : null)
  }
  const reportTwice = (): void => {
    report()
    clearTimeout(timer)
    timer = setTimeout(report, SETTLE_MS)
  }
  const mutations = new MutationObserver(reportTwice)
  const sizes = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(report)
  function watch(element: Element | null): void {
    watched = element
    mutations.disconnect()
    sizes?.disconnect()
    // Until it is there, what is added to the page may be it.
    mutations.observe(element ?? document.body, element ? ATTRIBUTES : { childList: true, subtree: true })
    if (element) sizes?.observe(element)
  }
  watch(document.querySelector(FRAME))
  globalThis.addEventListener('resize', report)
  report()
  return () => {
    clearTimeout(timer)
    mutations.disconnect()
    sizes?.disconnect()
    globalThis.removeEventListener('resize', report)
  }
}

const ATTRIBUTES = { attributes: true, attributeFilter: ['style', 'class'] }
