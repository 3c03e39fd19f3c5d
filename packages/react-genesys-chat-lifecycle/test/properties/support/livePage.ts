import {
  createReplayBus,
  type Recording,
  type ReplayAnswer,
  type ReplayBus,
  replay,
} from 'genesys-models/replay'
import { vi } from 'vitest'
import { chatOf } from '../../../src/chat/store.ts'
import {
  type ChatEnd,
  type ChatLifecycleStore,
  type ClosedSegment,
  createChatLifecycle,
} from '../../../src/core.ts'
import { Guard } from '../../../src/guard/guard.ts'
import type { GuardOptions } from '../../../src/guard/options.ts'

/** What the real chat and guard made of a story, on a bus with its own asynchrony. */
export interface Lived {
  readonly bus: ReplayBus
  readonly chat: ChatLifecycleStore
  readonly guard: Guard
  readonly closed: readonly ClosedSegment[]
  readonly reopened: readonly ClosedSegment[]
  readonly ended: readonly ChatEnd[]
  /** The notices of each transcript that the widget had, in order. */
  readonly transcripts: readonly (readonly string[])[]
  /** Exceptions that reached the page. */
  readonly uncaught: readonly unknown[]
}

/**
 * Plays a story; the page is mounted anew at each reload, with the storage kept. Fake timers must be on.
 *
 * @param onEvent - called after each event, with what has been seen so far
 */
export async function livePage(
  story: Recording,
  guardOptions: GuardOptions,
  onEvent: (lived: Lived) => void = () => {},
  answers: Record<string, ReplayAnswer> = {},
  commandTimeoutMs = 10_000,
): Promise<Lived> {
  sessionStorage.clear()
  localStorage.clear()
  const closed: ClosedSegment[] = []
  const reopened: ClosedSegment[] = []
  const ended: ChatEnd[] = []
  const uncaught: unknown[] = []
  const transcripts: string[][] = [[]]
  let noted = 0
  const bus = createReplayBus({
    answers,
    advanceTimers: vi.advanceTimersByTimeAsync,
    onUncaughtError: (error) => uncaught.push(error),
  })
  const mount = (): { chat: ChatLifecycleStore; guard: Guard; leave: () => void } => {
    const chat = createChatLifecycle({
      bus: bus.bus,
      commandTimeoutMs,
      onSegmentClosed: (closedSegment) => closed.push(closedSegment),
      onSegmentReopened: (closedSegment) => reopened.push(closedSegment),
      onEnded: (end) => ended.push(end),
      onError: () => {},
    })
    const guard = new Guard(chatOf(chat), guardOptions)
    const stop = guard.attach()
    return {
      chat,
      guard,
      leave() {
        stop()
        chat.destroy()
      },
    }
  }
  let page = mount()
  const note = (): void => {
    transcripts.at(-1)?.push(...bus.notices.slice(noted))
    noted = bus.notices.length
  }
  const lived = (): Lived => {
    const { chat, guard } = page
    return { bus, chat, guard, closed, reopened, ended, transcripts, uncaught }
  }
  await replay(bus, story, {
    onMark() {
      note()
      page.leave()
      page = mount()
      transcripts.push([])
    },
    onEvent({ event }) {
      note()
      if (event === 'WebChat.closed') transcripts.push([])
      onEvent(lived())
    },
  })
  await bus.wait(30_000)
  note()
  page.leave()
  return lived()
}
