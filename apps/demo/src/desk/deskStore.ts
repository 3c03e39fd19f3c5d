import { useSyncExternalStore } from 'react'
import { agentApi, type ChatMessage, type SessionSummary } from './agentApi.ts'
import { createPolled, type Polled } from './polled.ts'

const SESSIONS_EVERY_MS = 900
const MESSAGES_EVERY_MS = 600

const NO_MESSAGES: readonly ChatMessage[] = []
const nothing: Polled<readonly ChatMessage[]> = {
  subscribe: () => () => {},
  getSnapshot: () => NO_MESSAGES,
  refresh: () => {},
}

const sessions = createPolled<readonly SessionSummary[]>(
  (signal) => agentApi.sessions(signal),
  [],
  SESSIONS_EVERY_MS,
)
const transcripts = new Map<string, Polled<readonly ChatMessage[]>>()

/** All sessions. */
export function useSessions(): readonly SessionSummary[] {
  return useSyncExternalStore(sessions.subscribe, sessions.getSnapshot)
}

/** The messages of a session. */
export function useTranscript(sessionId: string | undefined): readonly ChatMessage[] {
  const transcript = sessionId === undefined ? nothing : transcriptOf(sessionId)
  return useSyncExternalStore(transcript.subscribe, transcript.getSnapshot)
}

/** Reloads everything on the screen. */
export function refreshDesk(): void {
  sessions.refresh()
  for (const transcript of transcripts.values()) transcript.refresh()
}

function transcriptOf(sessionId: string): Polled<readonly ChatMessage[]> {
  const known = transcripts.get(sessionId)
  if (known) return known
  const made = createPolled((signal) => agentApi.messages(sessionId, signal), NO_MESSAGES, MESSAGES_EVERY_MS)
  transcripts.set(sessionId, made)
  return made
}
