import { allAgentsLeft, type CloseSignal } from 'react-genesys-chat-lifecycle'
import type { ChatTransport } from './settings.ts'

/** What closes a segment. On GMS no message says so, but agents leave. Undefined: the library's default. */
export const CLOSE_SIGNALS: Readonly<Record<ChatTransport, readonly CloseSignal[] | undefined>> = {
  'digital-channels': undefined,
  gms: [allAgentsLeft({ graceMs: 3_000 })],
}
