import { useEffect } from 'react'
import { type ChatLifecycle, useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { listen, type StateMessage, tell } from '../shared/channel.ts'
import { note } from './timeline.ts'

/** Reports the library's state to the demo around this page. Your own page would not have this. */
export function StatusReporter() {
  const state = useGenesysChatLifecycle(toMessage, isSame)

  useEffect(() => note('state', state.phase), [state.phase])

  useEffect(() => {
    tell(state)
    return listen((message) => {
      if (message.type === 'hello') tell(state)
    })
  }, [state])

  return null
}

function toMessage(chat: ChatLifecycle): StateMessage {
  const {
    phase,
    sessionId,
    closedSegment,
    endReason,
    window,
    connection,
    isAsync,
    interactionState,
    agents,
  } = chat
  return {
    type: 'state',
    phase,
    sessionId,
    closedSegment: closedSegment && { state: closedSegment.state, at: closedSegment.at },
    endReason,
    window,
    connection,
    isAsync,
    interactionState,
    agents: agents.map((agent) => agent.name).join(', '),
  }
}

function isSame(one: StateMessage, other: StateMessage): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
