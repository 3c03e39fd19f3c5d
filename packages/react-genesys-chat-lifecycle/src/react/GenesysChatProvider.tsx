'use client'

import * as React from 'react'
import type { ChatLifecycleOptions } from '../lifecycle/options.ts'
import { createStore } from '../lifecycle/store.ts'
import { actionsContext, stateContext } from './context.ts'

/**
 * Props of {@link GenesysChatProvider}: the options of a chat lifecycle, and what is inside.
 *
 * @example
 * const Chat = (props: GenesysChatProviderProps) => <GenesysChatProvider asyncMode {...props} />
 */
export interface GenesysChatProviderProps extends ChatLifecycleOptions {
  children?: React.ReactNode
}

/**
 * Connects what is inside to the Genesys chat of the page, through its bus.
 *
 * Callbacks and options may be new at every render: the newest are used, and nothing is subscribed anew. A `bus` given
 * as an object or a promise is another bus when it is another object; one given as a function is asked once.
 *
 * @example
 * <GenesysChatProvider onSegmentClosed={({ agentName }) => track('chat closed', { agentName })}>
 *   <App />
 *   <ChatEndGuard />
 * </GenesysChatProvider>
 *
 * @see docs/real-widget.md, "Three doors", for how the bus is found
 */
export function GenesysChatProvider({ children, ...options }: GenesysChatProviderProps): React.ReactNode {
  const { bus } = options
  const identity = typeof bus === 'function' ? 'function' : bus
  const [held, setHeld] = React.useState(() => ({ identity, store: createStore(options) }))
  let { store } = held
  if (held.identity !== identity) {
    store = createStore(options)
    setHeld({ identity, store })
  }

  React.useEffect(() => store.attach(), [store])
  React.useEffect(() => store.setOptions(options))

  const State = stateContext().Provider
  const Actions = actionsContext().Provider
  return (
    <State value={store}>
      <Actions value={store.actions}>{children}</Actions>
    </State>
  )
}
