import { isAnyServing, isBot } from './people.ts'
import { type ChatRecord, isOn } from './reducer.ts'
import type { ChatPhase, ChatState } from './state.ts'

/** The public state. */
export function project(record: ChatRecord): ChatState {
  const { segment, session, isAsync, connection, startedAt } = record
  const phase = phaseOf(record)
  const hasSession = isOn(record)
  const hasReader = phase === 'waiting' || phase === 'active' || (phase === 'closed' && isAsync)
  return {
    phase,
    closedSegment: hasSession ? segment.closedSegment : null,
    endReason: record.endReason,
    hasSession,
    isRestored: hasSession && wasThereBefore(record),
    startedAt: hasSession ? startedAt : null,
    sessionId: hasSession || session === 'ended' ? segment.sessionId : null,
    isAsync,
    interactionState: segment.interactionState,
    agents: record.agents,
    botActive: isAnyServing(record.people, isBot),
    agentTyping: record.agentTyping,
    connection,
    window: record.window,
    canSend: hasReader && connection === 'online',
    error: record.error,
    platform: record.platform,
    transport: record.transport,
  }
}

/** Any message from before that moment proves it, also where the customer's joining is not on the page. */
function wasThereBefore({ startedAt, oldestAt, restoredBefore }: ChatRecord): boolean {
  const isOlder = (at: number | null): boolean => at !== null && at < restoredBefore
  return restoredBefore === Number.POSITIVE_INFINITY || isOlder(startedAt) || isOlder(oldestAt)
}

function phaseOf({ status, session, segment, people }: ChatRecord): ChatPhase {
  if (status !== 'connected') return status
  switch (session) {
    case 'undecided':
      return 'connecting'
    case 'none':
      return 'idle'
    case 'live':
      if (segment.closedSegment) return 'closed'
      return isAnyServing(people) ? 'active' : 'waiting'
    default:
      return session
  }
}
