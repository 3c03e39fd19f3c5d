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

type Work = (lock: object | null) => unknown

/** Locks as tabs have them: held until what was done under them is done, and refused meanwhile to who does not wait. */
function createLocks(): {
  request(name: string, options: { ifAvailable: true }, work: Work): Promise<unknown>
} {
  const held = new Set<string>()
  return {
    async request(name, _, work) {
      await Promise.resolve()
      if (held.has(name)) return work(null)
      held.add(name)
      try {
        return await work({ name })
      } finally {
        held.delete(name)
      }
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
