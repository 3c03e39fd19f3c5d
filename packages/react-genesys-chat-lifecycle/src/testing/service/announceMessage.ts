import type { WireMessage } from '../wire.ts'
import type { SessionOutside, SessionState } from './sessionState.ts'

/** How long a typing agent counts as typing, in milliseconds. */
const TYPING_TIMEOUT = 3000

/**
 * Publishes what a single message means: somebody came, left or types. Changes the message, as the vendor does.
 *
 * Bots are left out: this transport tells of them in `messageReceived` only.
 */
export function announceMessage(message: WireMessage, state: SessionState, outside: SessionOutside): void {
  const publish = (event: string, data?: unknown): void => outside.listener.publish(event, data)
  // What the vendor looks at is the type before it turns `Customer` into `Client`. A message without `from` throws here.
  const senderType = message.from.type
  const { participantId = '' } = message.from
  addVendorNames(message)

  const byAgent = senderType === 'Agent' || senderType === 'Supervisor'
  if (byAgent && (message.type === 'PushUrl' || message.type === 'Notice'))
    publish('agentTypingStopped', message)

  if (message.type === 'ParticipantJoined') {
    if (byAgent) {
      state.agents[participantId] = {
        name: message.from.name,
        connected: true,
        supervisor: senderType === 'Supervisor',
        connectedTime: undefined,
        disconnectedTime: false,
      }
    }
    const news = { message, agents: state.agents }
    if (senderType === 'Agent') publish('agentConnected', news)
    if (senderType === 'Supervisor') publish('supervisorConnected', news)
  } else if (message.type === 'ParticipantLeft') {
    const agent = state.agents[participantId]
    if (agent) {
      agent.connected = false
      agent.disconnectedTime = undefined
    }
    const news = { message, agents: state.agents }
    if (senderType === 'Agent') {
      publish('agentDisconnected', news)
      publish('agentTypingStopped', news)
    }
    if (senderType === 'Supervisor') publish('supervisorDisconnected', news)
  }

  if (!byAgent) return
  if (message.type === 'TypingStarted') {
    publish('agentTypingStarted', message)
    if (!state.typingTimeoutSet) {
      state.typingTimeoutSet = true
      setTimeout(() => {
        state.typingTimeoutSet = false
        publish('agentTypingTimeout')
      }, TYPING_TIMEOUT)
    }
  }
  if (message.type === 'TypingStopped') publish('agentTypingStopped', message)
}

function addVendorNames({ from }: WireMessage): void {
  if (from.nickname) from.name = from.nickname
  if (from.type === 'Customer') from.type = 'Client'
  if (from.participantId) from.id = from.participantId
}
