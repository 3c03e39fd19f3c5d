import type { CXBusCommandCall } from '../../platform/genesys-widgets/busTypes.ts'
import type { AgentsMap } from '../wire.ts'

/** What `getTranscript` answers. */
export interface Transcript {
  messages: unknown[]
  originalMessages: unknown[]
}

/** The messages of this page load, and those of the chat before until the next one starts. */
export interface Transcripts {
  add(messages: unknown[], originalMessages: unknown[]): void
  /** The chat is over: what was current is the last one now. */
  close(): void
  forgetClosed(): void
  read(active: boolean): Transcript
  /** Without a message the vendor never answers. */
  answerStats(agents: AgentsMap, deferred: CXBusCommandCall['deferred']): void
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
