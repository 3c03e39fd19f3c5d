import { Gap } from '../../common/gap.ts'
import { read } from '../../common/values.ts'
import type { BusClient } from './client.ts'
import { webchatConfiguration } from './page.ts'
import { configuredTransport } from './transports/detectTransport.ts'

/** How long the server may take to answer. */
const ANSWER_MS = 2_000

/**
 * Over CometD the widget tells of the end that it asked for at once. The server's answer, that the customer has left, comes later. A chat
 * that is started before takes this answer for its own, and becomes half the old chat. Over GMS a window that closes asks for a session to
 * restore, too, and the answer undoes what was started meanwhile.
 */
export function watchLastAnswer(client: BusClient): Gap {
  const gap = new Gap()
  let isAsked = false
  client.intercept('WebChatService.endChat', (data) => {
    isAsked = true
    return data
  })
  client.on('WebChatService.ended', () => {
    if (isAsked && read(webchatConfiguration()?.cometD, 'enabled') === true) gap.begin(ANSWER_MS)
    isAsked = false
  })
  client.intercept('WebChatService.restore', (data) => {
    if (configuredTransport() === 'gms') gap.begin(ANSWER_MS)
    return data
  })
  // The widget's own `clientDisconnected` comes before `ended`.
  for (const answer of ['clientDisconnected', 'restoreTimeout', 'restoreFailed']) {
    client.on(`WebChatService.${answer}`, () => gap.end())
  }
  return gap
}
