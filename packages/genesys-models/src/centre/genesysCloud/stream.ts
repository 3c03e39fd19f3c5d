import type { ContactCentre } from '../contactCentre.ts'
import type { Faults } from '../faults.ts'
import { METHOD_OF } from '../requests.ts'
import type { ChatSession } from '../session.ts'
import { guestFrames, HEARTBEAT } from './frames.ts'
import type { GuestFrame } from './wire.ts'

/** Who listens to an event stream. */
export interface GuestListener {
  onFrame(frame: GuestFrame): void
  /** The contact centre's side closed the stream. */
  onClosed(): void
}

interface StreamOptions {
  readonly centre: ContactCentre
  readonly faults: Faults | undefined
  /** 0: no heartbeat. */
  readonly heartbeatMs: number
}

/**
 * Tells a listener what happens in a session from now on. Faults of polls hit the stream: `drop` closes it, and
 * `latencyMs`, `duplicate` and `reorder` disturb it. Returns a function that ends it.
 */
export function openStream(
  session: ChatSession,
  { onFrame, onClosed }: GuestListener,
  { centre, faults, heartbeatMs }: StreamOptions,
): () => void {
  const request = { kind: 'poll', method: METHOD_OF.poll, sessionId: session.id } as const
  let isOpen = true
  let waiting: GuestFrame[] = []

  function push(frames: readonly GuestFrame[]): void {
    const isFirst = waiting.length === 0
    waiting.push(...frames)
    if (!isFirst || frames.length === 0) return
    const latencyMs = faults?.latencyOf(request) ?? 0
    // At once means after the caller is done, as over a network.
    if (latencyMs > 0) centre.clock.after(latencyMs, flush)
    else void Promise.resolve().then(flush)
  }
  function flush(): void {
    const frames = waiting
    waiting = []
    if (isOpen) for (const frame of faults?.disturb(session.id, frames) ?? frames) onFrame(frame)
  }
  function beat(): () => void {
    return centre.clock.after(heartbeatMs, () => {
      push([HEARTBEAT])
      stopBeating = beat()
    })
  }
  function end(): void {
    isOpen = false
    stopBeating()
    stopListening()
    stopWatching?.()
  }
  function close(): void {
    end()
    onClosed()
  }

  let stopBeating = heartbeatMs > 0 ? beat() : () => {}
  const stopListening = centre.subscribe((news) => {
    if (news.session !== session) return
    if (news.kind === 'message') push(guestFrames(session, news.message))
    else if (news.kind === 'forgotten') close()
  })
  const stopWatching = faults?.subscribe(() => faults.cuts(request) && close())
  return end
}
