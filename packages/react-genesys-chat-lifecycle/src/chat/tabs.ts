import { createPause } from '../common/pause.ts'
import { isObject } from '../common/values.ts'
import type { EndReason } from '../platform/port.ts'
import { isSegment } from './memory.ts'
import type { SegmentMemory } from './segment.ts'

/** News that the tabs of one session send each other. Needed because the widget may deliver a message only to the tab that polled. */
export interface TabNews {
  readonly sessionId: string
  /** The current state of the session's segment. */
  readonly segment?: SegmentMemory
  /** The session is over. */
  readonly ended?: EndReason
  /** The customer made a decision. The other tabs read it from the storage. */
  readonly hasDecided?: boolean
  /** The session has just begun. */
  readonly isNew?: boolean
}

/** A tab was reset, because its customer leaves. */
export interface ResetNews {
  /** True after the chat has ended. False at the start of the reset, when only the screen is cleared. */
  readonly isOver: boolean
  readonly sessionId: string | null
  /** When, in epoch milliseconds. */
  readonly at: number
}

/** The other tabs of the page. */
export interface Tabs {
  tell(news: TabNews): void
  tellReset(news: ResetNews): void
  /** Whether another tab has a session other than this one. */
  hasOtherSession(sessionId: string | null): Promise<boolean>
  close(): void
}

const CHANNEL = 'react-genesys-chat-lifecycle'
/** How long to wait for the answers of other tabs. */
const ANSWER_MS = 60
const REASONS: readonly unknown[] = [
  'agent',
  'customer',
  'idle',
  'server',
  'session-lost',
] satisfies EndReason[]

/** Browsers that block cookies throw here. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL)
  } catch {
    return undefined
  }
}

/** Joins the tabs. Without `BroadcastChannel` this tab is alone. */
export function joinTabs(
  onNews: (news: TabNews) => void,
  currentSession: () => string | null,
  onReset: (news: ResetNews) => void = () => {},
): Tabs {
  const channel = openChannel()
  const sessionsElsewhere = new Set<string>()
  const answers = createPause()
  let isClosed = false

  const post = (message: unknown): void => {
    try {
      channel?.postMessage(message)
    } catch {
      // Closed, by us or with the page.
    }
  }

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent) => {
      if (typeof data !== 'object' || data === null) return
      const { ask, answer, reset, sessionId, segment, ended, hasDecided, isNew } = data as Record<
        string,
        unknown
      >
      if (ask === true) {
        const current = currentSession()
        if (current !== null) post({ answer: current })
      } else if (isObject(reset)) {
        const { isOver, sessionId: left, at } = reset
        onReset({
          isOver: isOver === true,
          sessionId: typeof left === 'string' ? left : null,
          at: typeof at === 'number' ? at : 0,
        })
      } else if (typeof answer === 'string') {
        sessionsElsewhere.add(answer)
      } else if (typeof sessionId === 'string') {
        // Anything of this origin can post here.
        if (isSegment(segment) && segment.sessionId === sessionId) onNews({ sessionId, segment })
        if (hasDecided === true) onNews({ sessionId, hasDecided })
        if (isNew === true) onNews({ sessionId, isNew })
        if (REASONS.includes(ended)) onNews({ sessionId, ended: ended as EndReason })
      }
    }
  }

  return {
    tell: post,
    tellReset: (reset) => post({ reset }),
    async hasOtherSession(sessionId) {
      if (!channel) return false
      sessionsElsewhere.clear()
      post({ ask: true })
      await answers.wait(ANSWER_MS)
      // A tab that stopped listening does not know, so it says yes.
      return isClosed || [...sessionsElsewhere].some((other) => other !== sessionId)
    },
    close() {
      isClosed = true
      channel?.close()
      answers.release()
    },
  }
}
