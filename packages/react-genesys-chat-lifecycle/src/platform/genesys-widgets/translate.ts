import type { PlatformEvent } from '../port.ts'
import { ChatServiceError } from '../serviceError.ts'

type Loose = Record<string, unknown>
type Translation = (data: Loose) => PlatformEvent

const typing =
  (isTyping: boolean): Translation =>
  () => ({ type: 'typing', typing: isTyping })
const connection =
  (now: 'online' | 'offline'): Translation =>
  () => ({ type: 'connection', connection: now })
const windowIs =
  (now: 'open' | 'closed' | 'minimized'): Translation =>
  () => ({ type: 'window', window: now })

/** Keeps the code and the text of an error: the response beside them may hold anything. */
export function readServiceError(data: unknown): ChatServiceError {
  const { errors, status: ownStatus } = (data ?? {}) as Loose
  const first = ((Array.isArray(errors) ? errors[0] : undefined) ?? {}) as Loose
  const response = (first.response ?? {}) as Loose
  const status = [first.status, response.status, ownStatus].find((each) => typeof each === 'number') ?? null
  const code = typeof first.code === 'string' ? first.code : status === null ? '' : `HTTP ${status}`
  const text = [first.text, first.message].find((each) => typeof each === 'string') ?? ''
  return new ChatServiceError(code, text as string, status as number | null)
}

/**
 * The bus events that mean one thing, whatever happened before. Who comes and goes is told by messages: `agentConnected` and its
 * like arrive before them, out of order with a page of history, and stale after an end.
 */
export const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  'WebChatService.agentTypingStarted': typing(true),
  'WebChatService.agentTypingStopped': typing(false),
  'WebChatService.agentTypingTimeout': typing(false),
  'WebChatService.disconnected': connection('offline'),
  'WebChatService.chatServerWentOffline': connection('offline'),
  'WebChatService.restoredOffline': connection('offline'),
  'WebChatService.reconnected': connection('online'),
  'WebChatService.chatServerBackOnline': connection('online'),
  'WebChatService.ended': () => ({ type: 'ended', reason: null }),
  'WebChatService.sessionLost': () => ({ type: 'ended', reason: 'session-lost' }),
  'WebChatService.restoreTimeout': () => ({ type: 'ended', reason: 'restore-failed' }),
  'WebChat.submitted': () => ({ type: 'starting' }),
  'WebChat.rejected': () => ({ type: 'startFailed' }),
  'WebChat.opened': windowIs('open'),
  'WebChat.unminimized': windowIs('open'),
  'WebChat.minimized': windowIs('minimized'),
  'WebChat.closed': windowIs('closed'),
}
