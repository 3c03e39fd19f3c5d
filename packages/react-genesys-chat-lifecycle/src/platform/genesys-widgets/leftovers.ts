import { attempt, isObject } from '../../common/values.ts'
import { ChatCommandError } from '../commandError.ts'
import type { BusClient } from './client.ts'
import { webchatConfiguration } from './page.ts'

const KEY_HEADER = 'x-nexus-client-key'

/**
 * A start that joins a session writes the page's token into the page's own configuration, and every later start and restore sends it
 * from there, also when the page has deleted it. A start that has a token writes it anew.
 */
export function removeTokenHeader(): void {
  attempt(() => {
    const headers = webchatConfiguration()?.transport?.headers
    if (isObject(headers)) delete (headers as Record<string, unknown>)[KEY_HEADER]
  })
}

/** The service keeps what was attached to a chat, and attaches it to the next one. Ask it only without a session. */
export async function removeUserData(client: BusClient): Promise<void> {
  if (!client.connection) return
  const answer = await client.run('WebChatService.updateUserData', {}).catch(ignoreRejection)
  const configured = webchatConfiguration()?.userData
  // Both are the service's own objects.
  for (const data of [answer, client.connection?.data('WebChatService.userData')]) {
    if (!isObject(data)) continue
    attempt(() => {
      const kept = data as Record<string, unknown>
      for (const key of Object.keys(kept)) delete kept[key]
      Object.assign(kept, configured)
    })
  }
}

/** A transport that keeps nothing may know no such command. */
function ignoreRejection(error: unknown): void {
  if (!(error instanceof ChatCommandError) || error.kind === 'timeout') throw error
}
