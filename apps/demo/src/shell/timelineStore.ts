import { useSyncExternalStore } from 'react'
import { listen, type TimelineMessage } from '../shared/channel.ts'

export interface TimelineEntry extends TimelineMessage {
  readonly id: number
}

const MOST = 400
const listeners = new Set<() => void>()
let entries: readonly TimelineEntry[] = []
let nextId = 1

// From the start, and not only while somebody looks: one opens the timeline because of what has happened already.
listen((message) => {
  if (message.type !== 'timeline') return
  entries = [...entries.slice(1 - MOST), { ...message, id: nextId++ }]
  for (const listener of listeners) listener()
})

/** Everything that has happened on the customer's page, the newest last. */
export function useTimeline(): readonly TimelineEntry[] {
  return useSyncExternalStore(subscribe, () => entries)
}

export function clearTimeline(): void {
  entries = []
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
