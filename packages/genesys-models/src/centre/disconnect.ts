import { type MessageDraft, type MessageSender, SYSTEM_SENDER } from './message.ts'
import type { DisconnectType } from './sessionTypes.ts'

/** What a disconnect leaves in the transcript. A silent one is a state of the segment, which Messenger does not tell. */
export function disconnectOf(type: DisconnectType, from: MessageSender = SYSTEM_SENDER): MessageDraft {
  if (type === 'Silent') {
    return {
      type: 'System',
      from,
      event: 'InteractionStateChange',
      data: { interactionState: 'Completed' },
    }
  }
  return {
    type: 'System',
    from,
    event: 'Presence',
    data: { presence: 'Disconnect', readOnly: type === 'ReadOnly' },
  }
}
