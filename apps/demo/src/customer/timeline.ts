import { type TimelineMessage, tell } from '../shared/channel.ts'

/** Puts something that happened here onto the demo's timeline. */
export function note(kind: TimelineMessage['kind'], name: string, detail?: string): void {
  tell({ type: 'timeline', at: Date.now(), kind, name, ...(detail !== undefined && { detail }) })
}
