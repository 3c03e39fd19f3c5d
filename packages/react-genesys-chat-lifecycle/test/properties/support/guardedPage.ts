import type { RecordingEntry } from 'genesys-models/replay'
import { project } from '../../../src/chat/project.ts'
import type { ChatRecord } from '../../../src/chat/reducer.ts'
import { type GuardEffect, type GuardInput, type GuardLook, reduceGuard } from '../../../src/guard/reducer.ts'
import type { ClosedSegmentPolicy, NoticePlacement, RuleOptions } from '../../../src/guard/rule.ts'
import { type GuardMemory, type GuardState, idleGuard, toMemory } from '../../../src/guard/state.ts'
import { createPurePage } from './purePage.ts'

/** How the guard of a story is set up. The policy holds for asynchronous and regular chats. */
export interface GuardSetup {
  readonly action: ClosedSegmentPolicy
  readonly noticePlacement: NoticePlacement
  readonly endDelayMs: number
}

/** A page without time, with a guard, and a widget that accepts or refuses notices as the story says. */
export interface GuardedPage {
  readonly guard: GuardState
  readonly record: ChatRecord
  /** Keys of the notices in the widget's transcript as it is now. */
  readonly transcript: readonly string[]
  /** Keys of the notices that the widget has not answered yet. */
  readonly asked: readonly string[]
  take(entry: RecordingEntry): void
  tell(input: GuardInput): void
}

/** @param onEffect - receives each effect before it is carried out */
export function createGuardedPage(
  { action, ...setup }: GuardSetup,
  onEffect: (effect: GuardEffect, page: GuardedPage) => void,
): GuardedPage {
  const page = createPurePage()
  const options: RuleOptions = {
    ...setup,
    asyncPolicy: action,
    regularPolicy: action,
    noticeFor: () => 'the notice',
  }
  let guard = idleGuard
  let transcript: string[] = []
  let asked: { key: string; isGone: boolean }[] = []
  let memory: GuardMemory | null = null
  /** What the customer decided, which all tabs and every reload know. */
  const decisions = new Set<string>()
  let isFresh = true
  let isEnding = false
  let now = 0

  const tell = (input: GuardInput): void => {
    if ((input.type === 'keptOpen' || input.type === 'dismissed') && guard.closedSegment) {
      decisions.add(`${input.type}:${guard.closedSegment.key}`)
    }
    const [next, effects] = reduceGuard(guard, input)
    guard = next
    if (next.sessionId !== null) memory = JSON.parse(JSON.stringify(toMemory(next))) as GuardMemory
    for (const effect of effects) {
      onEffect(effect, guarded)
      if (effect.type === 'inject') asked.push({ key: effect.closedSegment.key, isGone: false })
      // As the chat does when it is asked to end.
      if (effect.type === 'end') {
        isEnding = true
        page.dispatch({ type: 'ending' })
      }
    }
  }
  /** As the guard looks at the chat. */
  const look = (): void => {
    const { phase, closedSegment, window, sessionId } = project(page.state)
    if (phase === 'connecting' || phase === 'ending') return
    const input: GuardLook = {
      type: 'look',
      isBeginning: phase === 'starting' || (phase === 'idle' && window === 'open'),
      isLive: phase === 'waiting' || phase === 'active' || phase === 'closed',
      sessionId,
      closedSegment,
      options,
      now,
      canInject: window === 'open' || window === 'minimized',
      canOverlay: window === 'open',
      isSaidByWindow: false,
      isFresh,
      memory: memory?.sessionId === sessionId ? memory : null,
      isKeptOpen: decisions.has(`keptOpen:${closedSegment?.key}`),
      isDismissed: decisions.has(`dismissed:${closedSegment?.key}`),
    }
    tell(input)
    isFresh = false
  }
  /** The widget answers the oldest question, or else the request to end. A question about a transcript that is gone can only be refused. */
  const answer = (isTaken: boolean): void => {
    const [first, ...rest] = asked
    if (!first) {
      if (!isEnding) return
      isEnding = false
      // Nothing else was asked than to end.
      page.dispatch(isTaken ? { type: 'ended', reason: 'agent' } : { type: 'endFailed' })
      look()
      return
    }
    asked = rest
    const { key, isGone } = first
    if (isTaken && !isGone) transcript.push(key)
    tell({ type: isTaken && !isGone ? 'injected' : 'refused', key })
  }

  const guarded: GuardedPage = {
    get guard() {
      return guard
    },
    get record() {
      return page.state
    },
    get transcript() {
      return transcript
    },
    get asked() {
      return asked.map(({ key }) => key)
    },
    tell,
    take(entry) {
      if ('command' in entry) return answer(entry.outcome === 'resolved')
      if ('mark' in entry || entry.event === 'WebChat.closed') {
        transcript = []
        asked = 'mark' in entry ? [] : asked.map((each) => ({ ...each, isGone: true }))
      }
      if ('mark' in entry) {
        guard = idleGuard
        isEnding = false
        isFresh = true
      } else {
        now = entry.time
      }
      const before = page.state
      page.take(entry)
      if (page.state !== before) look()
      if ('event' in entry && entry.event === 'WebChat.opened') tell({ type: 'widgetChanged' })
      if (guard.endsAt !== null && now >= guard.endsAt) tell({ type: 'countdownOver' })
    },
  }
  return guarded
}
