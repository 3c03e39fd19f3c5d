import { storeKeys } from '../../page/widgetStore.ts'
import type { GmsWireMessage } from './gmsServer.ts'
import type { GmsOutside, GmsState } from './gmsState.ts'

/** The service's copy of a message, as it is in `messages`. */
interface GmsCopy {
  isTyping?: boolean
  text?: string
  type: string
  index: number
  timestamp: number
  userData?: unknown
  fileDetails?: unknown
  from: { id: number | undefined; type: string | undefined; name: string | undefined }
  restoring?: true
}

/** Publishes what is new in an answer: the events of single messages, then one `messageReceived`. */
export function receiveMessages(
  received: readonly GmsWireMessage[],
  state: GmsState,
  outside: GmsOutside,
): void {
  const originalMessages = received.filter(({ index }) => index >= state.nextIndex)
  const last = originalMessages.at(-1)
  if (!last) return
  state.nextIndex = last.index + 1
  outside.store.set(storeKeys.gmsIndex, String(state.nextIndex))
  const messages = originalMessages.map((message) => copyOf(message, state.restoring))
  for (const message of messages) announce(message, state, outside)
  outside.listener.messagesReceived({
    originalMessages,
    messages,
    restoring: state.restoring,
    sessionData: state.session,
    oldMessages: false,
  })
}

function copyOf(message: GmsWireMessage, restoring: boolean): GmsCopy {
  const { type, text, index, utcTime, from, userData } = message
  const isTyping = /^Typing/.test(type)
  return {
    ...(isTyping && { isTyping: type === 'TypingStarted' }),
    ...(text !== undefined && { text }),
    type,
    index,
    timestamp: utcTime,
    ...(userData && { userData }),
    ...(type === 'FileUploaded' && { fileDetails: userData }),
    from: { id: from?.participantId, type: typeOf(message), name: from?.nickname },
    ...(restoring && { restoring: true }),
  }
}

/** A bot is an agent of another style. */
function typeOf({ from, eventAttributes }: GmsWireMessage): string | undefined {
  const isBot = from?.type === 'Agent' && eventAttributes?.GCTI_SYSTEM?.['party-info']?.style === 'BOT'
  return isBot ? 'Bot' : from?.type
}

/** Those whose coming and going has events. A word of `Agent` and `Supervisor` also ends their typing. */
const EVENTS: Readonly<Record<string, string>> = {
  Client: 'client',
  Agent: 'agent',
  Supervisor: 'supervisor',
  Bot: 'bot',
}

/** Nothing ends the typing of an agent but a sign of it: there is no timeout. */
function announce(message: GmsCopy, state: GmsState, { listener }: GmsOutside): void {
  const { type, from } = message
  const isStaff = from.type === 'Agent' || from.type === 'Supervisor'
  if (type === 'TypingStarted') {
    if (isStaff) listener.publish('agentTypingStarted', message)
  } else if (type === 'TypingStopped') {
    if (isStaff) listener.publish('agentTypingStopped', message)
  } else if (type === 'ParticipantJoined' || type === 'ParticipantLeft') {
    const isThere = type === 'ParticipantJoined'
    if (isStaff) follow(message, isThere, state)
    const who = EVENTS[from.type ?? '']
    if (who) {
      listener.publish(`${who}${isThere ? 'Connected' : 'Disconnected'}`, {
        message,
        // The service's own: it shows the state after the whole batch.
        agents: state.agents,
        numAgentsConnected: countConnected(state),
      })
    }
    if (isStaff && !isThere) listener.publish('agentTypingStopped')
  } else if (isStaff) {
    listener.publish('agentTypingStopped')
  }
}

function follow({ from, timestamp }: GmsCopy, isThere: boolean, state: GmsState): void {
  const id = String(from.id)
  if (isThere) {
    state.agents[id] = {
      name: from.name,
      connected: true,
      supervisor: from.type === 'Supervisor',
      connectedTime: timestamp,
      disconnectedTime: false,
    }
  } else if (state.agents[id]) {
    Object.assign(state.agents[id], { connected: false, disconnectedTime: timestamp })
  }
}

function countConnected({ agents }: GmsState): number {
  return Object.values(agents).filter(({ connected }) => connected).length
}
