import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import { METHOD_OF } from './requests.ts'

/** How long messages wait for each other when a fault reorders them, in milliseconds. */
const REORDER_MS = 200

/** What waits to be sent over a WebSocket. */
export interface Outgoing {
  /** Faults may send it twice, or later than what came after it. */
  readonly isMessage: boolean
  send(): void
}

/** Sends over a WebSocket what the faults let through, as late as they say. */
export interface Outbox {
  push(...outgoing: readonly Outgoing[]): void
  /** Drops what waits. */
  close(): void
}

/** @param sessionIdOf whose faults count */
export function createOutbox(
  clock: Clock,
  faults: Faults | undefined,
  sessionIdOf: () => string | undefined,
): Outbox {
  let waiting: Outgoing[] = []
  let isClosed = false

  function flush(): void {
    const outgoing = waiting
    waiting = []
    if (!isClosed) for (const each of disturb(outgoing)) each.send()
  }
  /** Answers keep their places. */
  function disturb(outgoing: readonly Outgoing[]): readonly Outgoing[] {
    const sessionId = sessionIdOf()
    if (!faults || sessionId === undefined) return outgoing
    const messages = outgoing.filter(({ isMessage }) => isMessage)
    const disturbed = [...faults.disturb(sessionId, messages)]
    const perPlace = messages.length === 0 ? 0 : disturbed.length / messages.length
    return outgoing.flatMap((each) => (each.isMessage ? disturbed.splice(0, perPlace) : [each]))
  }
  return {
    push(...outgoing) {
      const isFirst = waiting.length === 0
      waiting.push(...outgoing)
      if (!isFirst) return
      const request = { kind: 'poll', method: METHOD_OF.poll, sessionId: sessionIdOf() } as const
      const waitMs = (faults?.latencyOf(request) ?? 0) + (faults?.reorders(request) ? REORDER_MS : 0)
      // At once means after the caller is done, as over a network.
      if (waitMs > 0) clock.after(waitMs, flush)
      else void Promise.resolve().then(flush)
    },
    close() {
      isClosed = true
      waiting = []
    },
  }
}
