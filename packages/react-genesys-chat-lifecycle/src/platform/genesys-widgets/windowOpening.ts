import { Gap } from '../../common/gap.ts'
import type { BusClient } from './client.ts'

/** A restored session opens its window within this time, if it had one. */
const RESTORE_MS = 1_000
/** The window's files may have to be loaded first. */
const OPENING_MS = 5_000

/**
 * Knows whether the window is about to open. Between the restore of a session, or the command to open, and the window itself there is a
 * gap in which the widget refuses to close it and opens it all the same.
 */
export function watchWindowOpening(client: BusClient): Gap {
  const gap = new Gap()
  const isOpen = (): boolean => client.connection?.data('WebChat.open') === true
  client.intercept('WebChat.open', (data) => {
    if (!isOpen()) gap.begin(OPENING_MS)
    return data
  })
  client.on('WebChatService.restored', () => {
    if (!isOpen() && !gap.isUnderWay && client.connection?.has('WebChat')) gap.begin(RESTORE_MS)
  })
  client.on('WebChat.opened', () => gap.end())
  client.on('WebChat.closed', () => gap.end())
  return gap
}
