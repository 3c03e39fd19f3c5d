import { type TimelineMessage, tell } from '../shared/channel.ts'

/** Adds an entry to the demo's timeline. */
export function note(kind: TimelineMessage['kind'], name: string, detail?: string): void {
  tell({ type: 'timeline', at: Date.now(), kind, name, ...(detail !== undefined && { detail }) })
}
