'use client'

import * as React from 'react'
import type { ChatOptions } from '../chat/options.ts'
import { checkOptions } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { MESSENGER_CHECKS } from '../platform/genesys-messenger/checks.ts'
import {
  type GenesysMessengerOptions,
  genesysMessenger,
} from '../platform/genesys-messenger/createGenesysMessenger.ts'
import { ChatProvider } from './ChatProvider.tsx'

const NAME = '<GenesysMessengerProvider>'

/**
 * Props of {@link GenesysMessengerProvider}: the options of a chat, those of Messenger, and its children.
 *
 * @example
 * const Chat = (props: GenesysMessengerProviderProps) => <GenesysMessengerProvider surveyAfterDisconnect {...props} />
 */
export interface GenesysMessengerProviderProps extends ChatOptions, GenesysMessengerOptions {
  children?: React.ReactNode
}

/**
 * Connects its children to the Genesys Cloud Messenger of the page. Hooks, guard and callbacks are the same as inside of
 * `GenesysChatProvider`.
 *
 * Experimental: it is built from the vendor's own client and documentation. It has not been confirmed in a live organisation with an agent yet.
 *
 * Turn on Conversation Disconnect in your Messenger configuration. Without it, a page cannot know that an agent has closed a conversation. `end()` needs Conversation Clear.
 *
 * @example
 * <GenesysMessengerProvider onSegmentClosed={({ agentName }) => track('chat closed', { agentName })}>
 *   <App />
 *   <ChatEndGuard />
 * </GenesysMessengerProvider>
 */
export function GenesysMessengerProvider({
  children,
  ...options
}: GenesysMessengerProviderProps): React.ReactNode {
  React.useEffect(() => {
    inDevelopment(() => checkOptions(NAME, { ...options }, MESSENGER_CHECKS))
  })
  return (
    <ChatProvider name={NAME} platform={genesysMessenger} options={options} identity="genesys">
      {children}
    </ChatProvider>
  )
}
