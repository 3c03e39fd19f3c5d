import type { Chat } from '../chat/chat.ts'
import { inDevelopment, PACKAGE } from '../common/development.ts'
import type { PageShare } from '../platform/port.ts'

/** What all guards of one page share, so that they act as one. */
export interface SharedGuards {
  /** Those that are mounted, each as the way to make it look again. The first one acts. */
  readonly mounted: (() => void)[]
  /** Notices that are in the widget's transcript, or on their way. */
  readonly notices: Map<string, Promise<boolean>>
  /** Closed segments because of which an end was asked for. */
  readonly ended: Set<string>
}

/** A guard's place among the others. */
export interface Seat {
  readonly page: PageShare
  readonly guards: SharedGuards
  /** Whether this guard is the one that acts. Takes a place in the row if it has none. */
  isActing(): boolean
  /** Leaves the row. The next guard acts from now on. */
  leave(): void
}

const GUARDS = 'guards'

function share(page: PageShare): SharedGuards {
  const known = page.get(GUARDS) as SharedGuards | undefined
  if (known) return known
  const guards: SharedGuards = { mounted: [], notices: new Map(), ended: new Set() }
  page.set(GUARDS, guards)
  return guards
}

/** @param look - makes the guard look at the chat again, when it is its turn to act */
export function createSeat(chat: Chat, look: () => void): Seat {
  /** Kept, since the platform may be gone when the guard leaves. Without one, nothing is shared. */
  let page: PageShare = new Map()

  return {
    get page() {
      const next = chat.platform.page ?? page
      // The chat moved to another bus of the page: there the guard takes a new place.
      if (next !== page) leaveRow(page, look)
      page = next
      return page
    },
    get guards() {
      return share(this.page)
    },
    isActing() {
      const { mounted } = this.guards
      if (!mounted.includes(look)) {
        mounted.push(look)
        warnAboutSecond(mounted.length)
      }
      return mounted[0] === look
    },
    leave() {
      leaveRow(page, look)
      page = new Map()
    },
  }
}

function leaveRow(page: PageShare, look: () => void): void {
  const { mounted } = share(page)
  const index = mounted.indexOf(look)
  if (index >= 0) mounted.splice(index, 1)
  if (index === 0) mounted[0]?.()
}

function warnAboutSecond(count: number): void {
  inDevelopment(() => {
    if (count < 2) return
    console.warn(
      `${PACKAGE} There is more than one <ChatEndGuard> for the same chat. Only the first one acts, with its own options. Remove the others.`,
    )
  })
}
