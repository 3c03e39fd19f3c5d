import type { WireMessage } from '../wire.ts'
import type { ChatSession } from './chatSession.ts'
import type { IdSource } from './ids.ts'

/** Where the session stands, as the vendor's desktop names it. The list is open. */
export type InteractionState = 'Finalizing' | 'Completed' | (string & {})

/** Somebody of the contact centre, in the session that is current. Everything is delivered with the widget's next poll. */
export interface AgentActor {
  readonly name: string
  readonly participantId: string
  join(): void
  say(text: string): void
  /** Sends a link. */
  push(url: string): void
  type(): void
  stopTyping(): void
  /** Moves the segment on. It is the server that tells, not the agent: an agent need not have joined. */
  setState(interactionState: InteractionState): void
  leave(): void
  /** Says goodbye, if there is something to say, marks the segment as done and leaves: in one batch. */
  closeSegment(farewell?: string, interactionState?: InteractionState): void
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A change of state, as the server tells it. */
export function addInteractionState(session: ChatSession, interactionState: InteractionState): WireMessage[] {
  return session.add({
    type: 'System',
    from: { participantId: NOBODY, type: 'System' },
    event: 'InteractionStateChange',
    data: { interactionState },
  })
}

export function createAgentActor(
  type: 'Agent' | 'Supervisor' | 'Bot',
  name: string,
  current: () => ChatSession,
  ids: IdSource,
): AgentActor {
  const participantId = ids.uuid()
  const from = (): { participantId: string; type: string; nickname: string } => ({
    participantId,
    type,
    nickname: name,
  })
  const actor: AgentActor = {
    name,
    participantId,
    join: () => void current().add({ type: 'ParticipantJoined', from: from() }),
    say: (text) => void current().add({ type: 'Text', text, from: from() }),
    push: (url) => void current().add({ type: 'PushUrl', url, from: from() }),
    type: () => void current().add({ type: 'TypingStarted', from: from() }),
    stopTyping: () => void current().add({ type: 'TypingStopped', from: from() }),
    setState: (interactionState) => void addInteractionState(current(), interactionState),
    leave: () => void current().add({ type: 'ParticipantLeft', from: from() }),
    closeSegment(farewell, interactionState = 'Finalizing') {
      if (farewell) actor.say(farewell)
      actor.setState(interactionState)
      actor.leave()
    },
  }
  return actor
}
