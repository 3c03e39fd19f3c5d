'use client'

import type * as React from 'react'
import type { ChatLifecycleOptions } from '../createChatLifecycle.ts'
import { genesysWidgets } from '../platform/genesys-widgets/createGenesysWidgets.ts'
import { ChatProvider } from './ChatProvider.tsx'

/**
 * Props of {@link GenesysChatProvider}: the options of a chat, and its children.
 *
 * @example
 * const Chat = (props: GenesysChatProviderProps) => <GenesysChatProvider asyncMode {...props} />
 */
export interface GenesysChatProviderProps extends ChatLifecycleOptions {
  children?: React.ReactNode
}

/**
 * Connects its children to the Genesys Widgets of the page.
 *
 * You don't need to memoize callbacks and options. The latest ones are always used, without re-subscribing. To replace a `bus` that is an object or a promise, pass another one. A function is called repeatedly, so that a new bus is found.
 *
 * @example
 * <GenesysChatProvider onSegmentClosed={({ agentName }) => track('chat closed', { agentName })}>
 *   <App />
 *   <ChatEndGuard />
 * </GenesysChatProvider>
 */
export function GenesysChatProvider({ children, ...options }: GenesysChatProviderProps): React.ReactNode {
  const { bus } = options
  return (
    <ChatProvider
      name="<GenesysChatProvider>"
      platform={genesysWidgets}
      options={options}
      identity={typeof bus === 'function' ? 'function' : bus}
    >
      {children}
    </ChatProvider>
  )
}
