import { vi } from 'vitest'
import type { ChatClosing, ChatEnd, StandaloneChatLifecycle } from '../../../src/core.ts'
import { createChatLifecycle } from '../../../src/core.ts'
import { createGuard, type GuardOptions } from '../../../src/guard/controller.ts'
import { createReplayBus, type Recording, type ReplayBus, replay } from '../../../src/testing/index.ts'

/** What was seen of a story that was played to the real store and guard, on a bus with its own asynchrony. */
export interface Lived {
  readonly bus: ReplayBus
  readonly chat: StandaloneChatLifecycle
  readonly closed: readonly ChatClosing[]
  readonly reopened: readonly ChatClosing[]
  readonly ended: readonly ChatEnd[]
  /** What each transcript that the widget had was given, in order. */
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
): Promise<Lived> {
  sessionStorage.clear()
  localStorage.clear()
  const closed: ChatClosing[] = []
  const reopened: ChatClosing[] = []
  const ended: ChatEnd[] = []
  const uncaught: unknown[] = []
  const transcripts: string[][] = [[]]
  let noted = 0
  const bus = createReplayBus({
    advanceTimers: vi.advanceTimersByTimeAsync,
    onUncaughtError: (error) => uncaught.push(error),
  })
  const mount = (): { chat: StandaloneChatLifecycle; leave: () => void } => {
    const chat = createChatLifecycle(bus.bus, {
      onSegmentClosed: (closing) => closed.push(closing),
      onReopened: (closing) => reopened.push(closing),
      onEnded: (end) => ended.push(end),
      onError: () => {},
    })
    const stop = createGuard(chat, guardOptions).attach()
    return {
      chat,
      leave() {
        stop()
        chat.dispose()
      },
    }
  }
  let page = mount()
  const note = (): void => {
    transcripts.at(-1)?.push(...bus.notices.slice(noted))
    noted = bus.notices.length
  }
  const lived = (): Lived => ({ bus, chat: page.chat, closed, reopened, ended, transcripts, uncaught })
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
