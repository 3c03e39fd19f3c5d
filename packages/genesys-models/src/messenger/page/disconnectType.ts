import type { DeploymentSettings } from '../../centre/webMessaging/deployments.ts'

/** How an agent's disconnect ends a conversation: the customer may go on, or not. `off`: nobody is told. */
export type DisconnectType = 'off' | 'send' | 'read-only'

/** The words of the API for it. */
export const CONVERSATION_DISCONNECT = {
  off: false,
  send: 'Send',
  'read-only': 'ReadOnly',
} as const satisfies Record<DisconnectType, DeploymentSettings['conversationDisconnect']>
