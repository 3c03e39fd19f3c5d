import type { BusClient } from '../bus/client.ts'
import type { BusConnection } from '../bus/connection.ts'

/** Our part of the widget's overlay: a node that the page fills. */
export interface Overlay {
  /** The node, made when it is first needed. */
  node(): HTMLElement
  /** Resolves with whether the widget shows the node. */
  show(): Promise<boolean>
  hide(): void
  /** Tells when the page itself uses the overlay; returns the way to stop. */
  watch(onTaken: () => void, onFreed: () => void): () => void
}

/** What we sent, for every copy of us to know it from what the page sends. */
const OURS = 'reactGenesysChatLifecycle'
/** How long the widget may take to show the node. It does so at once, or never. */
const ANSWER_MS = 1_000

export function createOverlay(client: BusClient): Overlay {
  let element: HTMLElement | undefined
  let connection: BusConnection | undefined

  const node = (): HTMLElement => {
    if (!element) {
      element = document.createElement('div')
      element.className = 'genesys-chat-guard genesys-chat-guard--overlay'
      // There before its words are, so that they are announced; of several, only what is new.
      element.setAttribute('role', 'status')
      element.setAttribute('aria-atomic', 'false')
    }
    return element
  }
  const send = async (command: string, data: object): Promise<boolean> => {
    // Kept, since the client may have let go of it when what we showed has to be hidden.
    connection = client.connection ?? connection
    try {
      await connection?.run(`WebChat.${command}`, { ...data, [OURS]: true }, { timeoutMs: ANSWER_MS })
      return connection !== undefined
    } catch {
      return false
    }
  }
  const whenTheirs = (command: string, callback: () => void): (() => void) =>
    client.intercept(`WebChat.${command}`, (data) => {
      const { static: isStatic, [OURS]: isOurs } = data as Record<string, unknown>
      if (isStatic !== true && !isOurs) callback()
      return data
    })

  return {
    node,
    show: () => send('showOverlay', { html: node(), mode: 'fit' }),
    // Hiding alone would leave the node in the overlay, for the page's next one to find.
    hide: () => void send('hideOverlay', { html: '' }),
    watch(onTaken, onFreed) {
      const offs = [
        whenTheirs('showOverlay', onTaken),
        // Hooks run before the command: what we show now, it would hide.
        whenTheirs('hideOverlay', () => void setTimeout(onFreed)),
      ]
      return () => {
        for (const off of offs) off()
      }
    },
  }
}
