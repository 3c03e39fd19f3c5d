import type { CommandCall } from '../bus/types.ts'
import type { AgentsMap } from './messages.ts'

/** What `getTranscript` answers. */
export interface Transcript {
  messages: unknown[]
  originalMessages: unknown[]
}

/** The messages of this page load. Those of a chat that is over are kept until the next one starts. */
export interface Transcripts {
  add(messages: unknown[], originalMessages: unknown[]): void
  /** The chat is over. */
  close(): void
  forgetClosed(): void
  read(active: boolean): Transcript
  /** Without a message the vendor never answers. */
  answerStats(agents: AgentsMap, deferred: CommandCall['deferred']): void
}

export function createTranscripts(): Transcripts {
  let current: Transcript = { messages: [], originalMessages: [] }
  let closed: Transcript = { messages: [], originalMessages: [] }

  const timestampOf = (message: unknown): string => (message as { timestamp: string }).timestamp

  return {
    add(messages, originalMessages) {
      current = {
        messages: [...current.messages, ...messages],
        originalMessages: [...current.originalMessages, ...originalMessages],
      }
    },
    close() {
      closed = current
      current = { messages: [], originalMessages: [] }
    },
    forgetClosed() {
      closed = { messages: [], originalMessages: [] }
    },
    read: (active) => (active ? current : closed),
    answerStats(agents, deferred) {
      if (current.messages.length === 0) return
      const startTime = timestampOf(current.messages[0])
      const endTime = timestampOf(current.messages.at(-1))
      deferred.resolve({ agents, startTime, endTime, duration: Date.parse(endTime) - Date.parse(startTime) })
    },
  }
}
