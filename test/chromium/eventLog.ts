import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'

export interface WaitOptions {
  readonly since?: number
  readonly where?: (data: Record<string, unknown>) => boolean
  /** Default 10 000. */
  readonly timeoutMs?: number
}

/** Everything that the bus publishes. */
export interface EventLog {
  readonly events: readonly BusEnvelope[]
  add(envelope: BusEnvelope): void
  waitFor(event: string, options?: WaitOptions): Promise<BusEnvelope<Record<string, unknown>>>
}

export function createEventLog(): EventLog {
  const events: BusEnvelope[] = []
  const waiters = new Set<() => void>()
  const waitFor: EventLog['waitFor'] = (event, { since = events.length, where, timeoutMs = 30_000 } = {}) =>
    new Promise((resolve, reject) => {
      const find = () =>
        (events.slice(since) as BusEnvelope<Record<string, unknown>>[]).find(
          (envelope) => envelope.event === event && (where?.(envelope.data) ?? true),
        )
      const look = () => {
        const found = find()
        if (!found) return
        clearTimeout(timer)
        waiters.delete(look)
        resolve(found)
      }
      const timer = setTimeout(() => {
        waiters.delete(look)
        const seen = events.slice(since).map((envelope) => envelope.event)
        reject(
          new Error(`${event} did not come within ${timeoutMs} ms. Came: ${[...new Set(seen)].join(', ')}`),
        )
      }, timeoutMs)
      waiters.add(look)
      look()
    })
  return {
    events,
    waitFor,
    add: (envelope) => {
      events.push(envelope)
      for (const look of [...waiters]) look()
    },
  }
}
