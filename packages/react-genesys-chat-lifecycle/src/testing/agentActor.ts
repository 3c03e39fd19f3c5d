import { type ChatSession, type StaffType, stateChange } from 'genesys-models/centre'

/** An agent, supervisor or bot in the current session. The widget's next poll delivers what it does. */
export interface AgentActor {
  readonly name: string
  readonly participantId: string
  join(): void
  say(text: string): void
  /** Sends a link. */
  push(url: string): void
  type(): void
  stopTyping(): void
  /**
   * Sets the segment's state. The server reports it, so the agent need not have joined.
   *
   * @throws on GMS and Genesys Cloud, where a segment has no state: let the agent leave
   */
  setState(interactionState: InteractionState): void
  leave(): void
  /**
   * Says `farewell`, sets the segment's state (default `Finalizing`) and leaves, all in one batch. On GMS and Genesys Cloud
   * that the agent leaves is all there is.
   */
  closeSegment(farewell?: string, interactionState?: InteractionState): void
}

/** A segment's state, as the vendor's desktop names it. The list is open. */
export type InteractionState = 'Finalizing' | 'Completed' | (string & {})

/** Who an actor is. */
export interface ActorIdentity {
  readonly type: StaffType
  readonly nickname: string
  readonly participantId: string
}

/** An actor may also do what no agent could, such as write without having joined, or after the end. */
export function createAgentActor(from: ActorIdentity, current: () => ChatSession): AgentActor {
  const deliver = (type: string, content: { text?: string; url?: string } = {}): void =>
    void current().deliver({ type, from, ...content })
  const actor: AgentActor = {
    name: from.nickname,
    participantId: from.participantId,
    join: () => deliver('ParticipantJoined'),
    say: (text) => deliver('Text', { text }),
    push: (url) => deliver('PushUrl', { url }),
    type: () => deliver('TypingStarted'),
    stopTyping: () => deliver('TypingStopped'),
    setState: (interactionState) => deliverState(current(), interactionState),
    leave: () => deliver('ParticipantLeft'),
    closeSegment(farewell, interactionState) {
      if (farewell) actor.say(farewell)
      const hasStates = current().transport === 'digital-channels'
      if (hasStates || interactionState) actor.setState(interactionState ?? 'Finalizing')
      actor.leave()
    },
  }
  return actor
}

export function deliverState(session: ChatSession, interactionState: InteractionState): void {
  const { transport } = session
  if (transport !== 'digital-channels') {
    throw new Error(
      `setState("${interactionState}"): on the transport "${transport}" a segment has no state. Use agent.leave() or agent.closeSegment().`,
    )
  }
  session.deliver(stateChange(interactionState))
}
