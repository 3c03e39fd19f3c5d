import { vi } from 'vitest'

/** `BroadcastChannel` as tabs have it: to all but the one who posts, later, as a copy. */
export class Channel {
  static all = new Set<Channel>()
  onmessage: ((event: { data: unknown }) => void) | null = null
  constructor() {
    Channel.all.add(this)
  }
  postMessage(data: unknown): void {
    if (!Channel.all.has(this)) throw new DOMException('closed', 'InvalidStateError')
    for (const other of Channel.all) {
      if (other !== this)
        setTimeout(() => Channel.all.has(other) && other.onmessage?.({ data: structuredClone(data) }))
    }
  }
  close(): void {
    Channel.all.delete(this)
  }
}

/** Locks as tabs have them: one after the other, whoever asks. */
function createLocks(): { request(name: string, work: () => unknown): Promise<unknown> } {
  let last: Promise<unknown> = Promise.resolve()
  return {
    request(_name, work) {
      last = last.then(work)
      return last
    },
  }
}

/** Makes what runs on one page be tabs to each other. What one writes into its session storage, the others do not see. */
export function stubTabs({ locks }: { locks: boolean }): void {
  vi.stubGlobal('BroadcastChannel', Channel)
  vi.stubGlobal(
    'navigator',
    Object.assign(Object.create(navigator), { locks: locks ? createLocks() : undefined }),
  )
  vi.stubGlobal('sessionStorage', {
    getItem: () => null,
    setItem: () => {},
    removeItem: () => {},
    clear: () => {},
  })
}
