import { createTimer } from '../../common/timer.ts'
import type { PlatformWindow } from '../port.ts'
import type { BusClient } from './client.ts'
import { BUS_TURNS, type BusConnection } from './connection.ts'
import { isOverlayShown } from './windowElement.ts'

/** Marks what this library sends, for every copy of it to tell it from what the page sends. */
const OURS = 'reactGenesysChatLifecycle'
/** Whether the page's own content is in the overlay, as far as its commands tell. */
const TAKEN = 'overlayTaken'
/** The widget hides its overlay within the command's own timer. Hooks run before it. */
const HIDDEN_MS = 20
/** The widget shows a node at once, or never. */
const ANSWER_MS = 1_000

/** The library's part of the widget's overlay: a node that the page fills. */
export function createOverlay(
  client: BusClient,
): Pick<PlatformWindow, 'showOverlay' | 'hideOverlay' | 'watchOverlay' | 'isOverlayTaken'> {
  let connection: BusConnection | undefined

  const send = async (command: string, data: object): Promise<boolean> => {
    // Kept, since the client may have let go of it when the overlay has to be hidden.
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
      const { static: isStatic, [OURS]: isOurs } = (data ?? {}) as Record<string, unknown>
      if (isStatic !== true && !isOurs) callback()
      return data
    })

  client.whenConnected((bus) => {
    if (!bus.shared.has(TAKEN)) watchTaking(bus)
    return () => {}
  })

  return {
    isOverlayTaken: (own) => client.connection?.shared.get(TAKEN) === true || isOverlayShown(own),
    showOverlay: (node) => send('showOverlay', { html: node, mode: 'fit' }),
    // Hiding alone would leave the node in the overlay, for the page's next one to find.
    hideOverlay: () => void send('hideOverlay', { html: '' }),
    watchOverlay(onTaken, onFreed) {
      const offs = [
        whenTheirs('showOverlay', onTaken),
        whenTheirs('hideOverlay', () => createTimer().start(HIDDEN_MS, onFreed, BUS_TURNS)),
      ]
      return () => {
        for (const off of offs) off()
      }
    },
  }
}

/** For good: the page may use the overlay long before there is a guard. */
function watchTaking(bus: BusConnection): void {
  const set = (isTaken: boolean) => (data: unknown) => {
    const { static: isStatic, [OURS]: isOurs } = (data ?? {}) as Record<string, unknown>
    if (isStatic !== true) bus.shared.set(TAKEN, isTaken && !isOurs)
    return data
  }
  bus.shared.set(TAKEN, false)
  bus.intercept('WebChat.showOverlay', set(true))
  bus.intercept('WebChat.hideOverlay', set(false))
  bus.intercept('WebChat.open', (data) => {
    if (bus.data('WebChat.open') !== true) bus.shared.set(TAKEN, false)
    return data
  })
}
