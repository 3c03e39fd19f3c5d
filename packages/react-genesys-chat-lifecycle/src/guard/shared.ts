import type { BusConnection } from '../bus/connection.ts'
import { inDevelopment } from '../bus/environment.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'

/** What all guards of one bus share, so that they act as one. */
export interface SharedGuards {
  /** Those that are mounted, each as the way to make it look again; the first acts. */
  readonly mounted: (() => void)[]
  /** Notices that are in the widget's transcript, or on their way. */
  readonly notices: Map<string, Promise<boolean>>
  /** Closings because of which an end was asked for. */
  readonly ended: Set<string>
  /** Held texts that the customer wants sent, by id: whether they are gone, or still on their way. */
  readonly sent: Map<string, boolean>
  /** One of them is being given to the bus. */
  isPassing?: boolean
  /** What would be in `sessionStorage`, for pages that may not use it; null: nothing. */
  memory?: string | null
  /** The page opened the window with Markdown. */
  markdown?: boolean
}

/** A guard's place among the others. */
export interface Seat {
  /** What is shared. Without a bus, with nobody. */
  shared(): SharedGuards
  /** Whether this guard is the one that acts. Takes a place in the row if it has none. */
  isActing(): boolean
  /** Leaves the row; the next one acts from now on. */
  leave(): void
}

const noGuards = (): SharedGuards => ({
  mounted: [],
  notices: new Map(),
  ended: new Set(),
  sent: new Map(),
})

/** The first guard of a bus makes what all of them share. */
function share(page: BusConnection): SharedGuards {
  const guards = noGuards()
  page.shared.set('guards', guards)
  // For good: a window that is opened anew has a blank transcript, also when no guard was there to see it close.
  page.intercept('WebChat.open', (data) => {
    if (page.data('WebChat.open') !== true) guards.notices.clear()
    return data
  })
  return guards
}

/** @param look - makes the guard look at the chat again, when it is its turn to act */
export function createSeat(store: ChatLifecycleStore, look: () => void): Seat {
  /** Kept, since the connection may be gone when we leave. */
  let joined: SharedGuards | undefined
  const alone = noGuards()

  const shared = (): SharedGuards => {
    const page = store.client.connection
    if (!page) return joined ?? alone
    joined = (page.shared.get('guards') as SharedGuards | undefined) ?? share(page)
    return joined
  }

  return {
    shared,
    isActing() {
      const { mounted } = shared()
      if (!mounted.includes(look)) {
        mounted.push(look)
        inDevelopment(() => {
          if (mounted.length < 2) return
          console.warn(
            '[react-genesys-chat-lifecycle] There is more than one <ChatEndGuard> for the same chat. Only the first acts, with its own options; remove the others.',
          )
        })
      }
      return mounted[0] === look
    },
    leave() {
      const mounted = joined?.mounted ?? []
      const index = mounted.indexOf(look)
      if (index >= 0) mounted.splice(index, 1)
      joined = undefined
      if (index === 0) mounted[0]?.()
    },
  }
}
