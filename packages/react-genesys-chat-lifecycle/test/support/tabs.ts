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
  request(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    work: Work,
  ): Promise<unknown>
} {
  const held = new Map<string, Promise<unknown>>()
  return {
    async request(name, { ifAvailable, signal }, work) {
      await Promise.resolve()
      if (ifAvailable && held.has(name)) return work(null)
      while (held.has(name)) await Promise.race([held.get(name), rejectedBy(signal)])
      signal?.throwIfAborted()
      const working = Promise.resolve().then(() => work({ name }))
      const done = working.catch(() => {}).then(() => held.delete(name))
      held.set(name, done)
      return working
    },
  }
}

function rejectedBy(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
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
