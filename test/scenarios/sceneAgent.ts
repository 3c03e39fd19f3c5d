import type { AgentSession, Transport } from 'genesys-simulator/server'

/** The contact centre's side of a scenario. */
export interface SceneAgent extends Omit<AgentSession, 'state' | 'leave'> {
  /**
   * Closes the segment with `Finalizing` or `Completed`. Where there is no such state, the agents leave, which closes it. Anna
   * comes back when there is more to say.
   */
  state(interactionState: string): Promise<unknown>
  /** Whoever has left already does not leave again. */
  leave(as?: string): Promise<unknown>
}

/** Lets a scenario close segments on every transport. */
export function sceneAgent(chat: AgentSession, transport: Transport): SceneAgent {
  if (transport === 'digital-channels') return chat
  const people = async () => (await chat.summary()).participants
  return {
    ...chat,
    async say(text, as) {
      if ((await people()).length === 0) await chat.join('Anna')
      return chat.say(text, as)
    },
    async state() {
      for (const { participantId } of await people()) await chat.leave(participantId)
    },
    async leave(as) {
      if ((await people()).length > 0) await chat.leave(as)
    },
  }
}
