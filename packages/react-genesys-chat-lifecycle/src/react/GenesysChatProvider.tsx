'use client'

import * as React from 'react'
import { Chat } from '../chat/chat.ts'
import { CHAT_CHECKS } from '../chat/checks.ts'
import { checkOptions } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import type { ChatLifecycleOptions } from '../createChatLifecycle.ts'
import { genesysWidgets } from '../platform/genesys-widgets/createGenesysWidgets.ts'
import { actionsContext, chatContext } from './context.ts'

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
 * You don't need to memoize callbacks and options. The latest ones are always used, without re-subscribing. To replace a `bus`
 * that is an object or a promise, pass another one. A `bus` that is a function is called repeatedly, so that a new bus is followed.
 *
 * @example
 * <GenesysChatProvider onSegmentClosed={({ agentName }) => track('chat closed', { agentName })}>
 *   <App />
 *   <ChatEndGuard />
 * </GenesysChatProvider>
 */
export function GenesysChatProvider({ children, ...options }: GenesysChatProviderProps): React.ReactNode {
  const { bus } = options
  const identity = typeof bus === 'function' ? 'function' : bus
  const [held, setHeld] = React.useState(() => createHeld(identity, options))
  let { chat, setOptions } = held
  if (held.identity !== identity) {
    const next = createHeld(identity, options)
    ;({ chat, setOptions } = next)
    setHeld(next)
  }

  React.useEffect(() => chat.attach(), [chat])
  React.useEffect(() => {
    inDevelopment(() => checkOptions('<GenesysChatProvider>', { ...options }, CHAT_CHECKS))
    setOptions(options)
  })

  const State = chatContext().Provider
  const Actions = actionsContext().Provider
  return (
    <State value={chat}>
      <Actions value={chat.actions}>{children}</Actions>
    </State>
  )
}

interface Held {
  readonly identity: unknown
  readonly chat: Chat
  readonly setOptions: (options: ChatLifecycleOptions) => void
}

function createHeld(identity: unknown, initial: ChatLifecycleOptions): Held {
  let options = initial
  const chat = new Chat(
    genesysWidgets(() => options),
    options,
  )
  return {
    identity,
    chat,
    setOptions(next) {
      options = { ...next, bus: options.bus }
      chat.setOptions(options)
    },
  }
}
