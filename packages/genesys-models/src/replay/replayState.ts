import type { BusEnvelope } from '../bus/types.ts'

/** What the recorded widget knows, as far as its answers depend on it. */
export interface ReplayState {
  windowOpen: boolean
  /** `injectMessage` is accepted while the window is open. */
  gateOpen: boolean
  sessionActive: boolean
  session: Record<string, unknown>
  agents: Record<string, unknown>
  messages: unknown[]
  originalMessages: unknown[]
}

export function emptyReplayState(): ReplayState {
  return {
    windowOpen: false,
    gateOpen: false,
    sessionActive: false,
    session: {},
    agents: {},
    messages: [],
    originalMessages: [],
  }
}

interface Batch {
  messages: { type?: string; from?: { type?: string } }[]
  originalMessages: unknown[]
}

/** Updates the state by an event of the recording or of a command. */
export function followEvent(
  state: ReplayState,
  event: BusEnvelope,
  lastSession: Record<string, unknown>,
): void {
  const data = event.data as Record<string, unknown>
  switch (event.event) {
    case 'WebChat.opened':
      state.windowOpen = true
      break
    case 'WebChat.closed':
      state.windowOpen = false
      break
    case 'WebChatService.started':
      Object.assign(state, { sessionActive: true, gateOpen: false, session: Object(data?.data ?? data) })
      break
    case 'WebChatService.restored':
      Object.assign(state, { sessionActive: true, session: lastSession })
      break
    case 'WebChatService.ended':
      Object.assign(state, { sessionActive: false, gateOpen: true, session: {} })
      break
    case 'WebChatService.sessionLost':
    case 'WebChatService.pollingStopped':
      Object.assign(state, { sessionActive: false, session: {} })
      break
    case 'WebChatService.agentConnected':
    case 'WebChatService.agentDisconnected':
      state.agents = Object(data?.agents)
      break
    case 'WebChatService.messageReceived': {
      // A test may publish anything in the place of a batch.
      const { messages, originalMessages } = Object(event.data) as Partial<Batch>
      if (Array.isArray(originalMessages)) state.originalMessages.push(...originalMessages)
      if (!Array.isArray(messages)) break
      state.messages.push(...messages)
      state.gateOpen ||= messages.some(
        (message) => message?.type === 'ParticipantJoined' && message.from?.type === 'Client',
      )
    }
  }
}
