import type { WireMessage } from '../messages.ts'
import type { SessionOutside, SessionState } from './sessionState.ts'

/** How long a typing agent counts as typing, in milliseconds. */
const TYPING_TIMEOUT = 3000

/**
 * Publishes that a participant joined, left or types. Changes the message, as the vendor does.
 *
 * This transport reports bots in `messageReceived` only.
 */
export function announceMessage(message: WireMessage, state: SessionState, outside: SessionOutside): void {
  const publish = (event: string, data?: unknown): void => outside.listener.publish(event, data)
  // The type before the vendor turns `Customer` into `Client`. As in the vendor's code, a message without `from` throws here.
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
