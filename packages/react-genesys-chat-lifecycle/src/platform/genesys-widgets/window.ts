import type { PageShare, PlatformWindow } from '../port.ts'
import type { BusClient } from './client.ts'
import type { BusConnection } from './connection.ts'
import { createOverlay } from './overlay.ts'
import { webchatConfiguration } from './page.ts'
import { isPassing } from './passing.ts'
import { watchBounds } from './windowElement.ts'

const SEND = 'WebChatService.sendMessage'
const SEND_FILE = 'WebChatService.sendFile'
/** After these the window may accept a notice that it refused. */
const CHANGES = ['WebChat.opened', 'WebChat.messageAdded', 'WebChat.completed', 'WebChat.cancelled']
const MARKDOWN = 'markdown'
const OPENINGS = 'openings'

type Data = Readonly<Record<string, unknown>>

/** What the guard does inside the vendor's window. */
export function createWindow(client: BusClient): PlatformWindow {
  const none: PageShare = new Map()
  const shared = (): PageShare => client.connection?.shared ?? none
  client.whenConnected((connection) => {
    if (!connection.shared.has(OPENINGS)) watchOpenings(connection)
    return () => {}
  })

  const mayPass = (message: unknown): boolean =>
    isPassing(shared()) || typeof message !== 'string' || message.trim() === ''

  return {
    features: { canInject: true, canOverlay: true, canHold: true, saysClosed: false },
    ...createOverlay(client),
    countOpenings: () => (shared().get(OPENINGS) as number | undefined) ?? 0,
    watchBounds: (onBounds) => watchBounds(client, onBounds),
    rendersMarkdown: () => shared().get(MARKDOWN) === true || webchatConfiguration()?.markdown === true,
    onChange: (callback) => combine(CHANGES.map((event) => client.on(event, () => callback()))),
    holdMessages: (hold) =>
      combine([
        client.intercept(SEND, (data) => {
          const { message } = data as Data
          const isFree = mayPass(message)
          return isFree || !hold({ kind: 'text', text: String(message), data: data as Data }) ? data : false
        }),
        client.intercept(SEND_FILE, (data) => {
          const isFree = isPassing(shared()) || !hold({ kind: 'file', text: '', data: {} })
          return isFree ? data : false
        }),
      ]),
  }
}

/** For good: a window that is opened anew counts also when nobody of us was mounted. */
function watchOpenings(connection: BusConnection): void {
  const { shared } = connection
  let openings = 0
  shared.set(OPENINGS, openings)
  connection.intercept('WebChat.open', (data) => {
    const { markdown } = data as { markdown?: unknown }
    if (typeof markdown === 'boolean') shared.set(MARKDOWN, markdown)
    if (connection.data('WebChat.open') !== true) shared.set(OPENINGS, ++openings)
    return data
  })
}

function combine(offs: readonly (() => void)[]): () => void {
  return () => {
    for (const off of offs) off()
  }
}
