import type { TransportName } from '../../port.ts'
import { webchatConfiguration } from '../page.ts'

/** Which transport the page configured; null where it does not say. */
export function configuredTransport(): TransportName | null {
  const webchat = webchatConfiguration()
  switch (webchat?.transport?.type) {
    case 'pureengage-v3-rest':
      return 'digital-channels'
    case 'purecloud-v2-sockets':
      return 'genesys-cloud'
    default:
      return webchat && !webchat.transport && (webchat.dataURL || webchat.cometD) ? 'gms' : null
  }
}

/** Which transport a session is of, by the name of its id; null where there is none. */
export function transportOfSession(data: unknown): TransportName | null {
  const session = Object(data) as Record<string, unknown>
  if ('sessionID' in session) return 'gms'
  if ('conversationId' in session) return 'genesys-cloud'
  return 'sessionId' in session ? 'digital-channels' : null
}
