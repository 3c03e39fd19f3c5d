import { vi } from 'vitest'

/** What the library has taken of the page and not given back. */
export interface Leaks {
  /** Listeners on `window` and `document`, by their events. */
  listeners(): string[]
  /** Timers that are still to come, by the file that set them. */
  timers(): string[]
  /** Channels that are open. */
  channels(): number
}

/** Helpers that set a timer for somebody else. */
const COMMON = /\/src\/common\//

/**
 * The library's own file that called, such as `chat/absence.ts`. Undefined where it was React, the test, or the vendor's part of
 * the test bus.
 */
function caller(): string | undefined {
  const frames = (new Error('who called').stack ?? '').split('\n').slice(1)
  const isCommon = frames.some((frame) => COMMON.test(frame))
  const line = frames.find((frame) => !/@vitest|leaks\.ts/.test(frame) && !COMMON.test(frame))
  const [, file] = /\/src\/((?:platform|chat|guard|react)\/[\w/-]+\.tsx?)/.exec(line ?? '') ?? []
  return file ?? (isCommon ? 'common' : undefined)
}

/** Counts from now on. Fake timers must be on; `vi.unstubAllGlobals` and `vi.restoreAllMocks` end it. */
export function countLeaks(): Leaks {
  const listeners = new Set<string>()
  const ids = new Map<unknown, number>()
  const nameOf = (type: string, listener: unknown): string => {
    if (!ids.has(listener)) ids.set(listener, ids.size)
    return `${type} ${ids.get(listener)}`
  }
  for (const target of [document, window] as EventTarget[]) {
    const { addEventListener, removeEventListener } = target
    vi.spyOn(target, 'addEventListener').mockImplementation((type, listener, options) => {
      if (caller()) listeners.add(nameOf(type, listener))
      addEventListener.call(target, type, listener, options)
    })
    vi.spyOn(target, 'removeEventListener').mockImplementation((type, listener, options) => {
      listeners.delete(nameOf(type, listener))
      removeEventListener.call(target, type, listener, options)
    })
  }

  const timers = new Map<unknown, string>()
  for (const [set, clear] of [
    ['setTimeout', 'clearTimeout'],
    ['setInterval', 'clearInterval'],
  ] as const) {
    const [setTimer, clearTimer] = [globalThis[set], globalThis[clear]]
    vi.stubGlobal(set, (callback: () => void, ms?: number) => {
      const file = caller()
      const id = setTimer(() => {
        if (set === 'setTimeout') timers.delete(id)
        callback()
      }, ms)
      if (file) timers.set(id, `${file} ${ms ?? 0} ms`)
      return id
    })
    vi.stubGlobal(clear, (id: never) => {
      timers.delete(id)
      clearTimer(id)
    })
  }

  const channels = new Set<object>()
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      onmessage: unknown = null
      constructor() {
        channels.add(this)
      }
      postMessage(): void {}
      close(): void {
        channels.delete(this)
      }
    },
  )

  return {
    listeners: () => [...listeners],
    timers: () => [...timers.values()],
    channels: () => channels.size,
  }
}
