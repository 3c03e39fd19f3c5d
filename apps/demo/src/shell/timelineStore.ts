import { useSyncExternalStore } from 'react'
import { listen, type TimelineMessage } from '../shared/channel.ts'

export interface TimelineEntry extends TimelineMessage {
  readonly id: number
}

const MOST = 400
const listeners = new Set<() => void>()
let entries: readonly TimelineEntry[] = []
let nextId = 1

// Records from the start: people open the timeline to see what has already happened.
listen((message) => {
  if (message.type !== 'timeline') return
  entries = [...entries.slice(1 - MOST), { ...message, id: nextId++ }]
  for (const listener of listeners) listener()
})

/** Everything that happened on the customer's page, newest last. */
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
