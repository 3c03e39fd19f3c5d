'use client'

import type { ReactNode } from 'react'
import type { ChatEndGuardOptions } from '../guard/options.ts'
import { type ChatEndGuardHandle, useGuard } from './useChatEndGuard.ts'

/** Props of {@link ChatEndGuard}: the options of a guard, and a look of your own if you like. */
export interface ChatEndGuardProps extends ChatEndGuardOptions {
  /** Your own look over the same behaviour, instead of the default one. */
  children?: ((guard: ChatEndGuardHandle) => ReactNode) | undefined
}

/**
 * Does the right thing when an agent closes a chat: in an asynchronous chat it shows a notice, a regular chat it ends.
 *
 * The notice goes into the widget's transcript while the widget can take it, else it is shown where this component
 * stands. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * <ChatEndGuard notice={({ agentName }) => `${agentName ?? 'We'} closed this chat. Write again at any time.`} />
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export function ChatEndGuard({ children, ...options }: ChatEndGuardProps): ReactNode {
  const guard = useGuard('<ChatEndGuard>', options)
  if (children) return children(guard)
  const { notice, place, dismiss } = guard
  if (options.render === 'none') return null
  return (
    <div className="genesys-chat-guard" role="status">
      {place === 'page' && notice !== null && (
        <div className="genesys-chat-guard__notice">
          <p className="genesys-chat-guard__text">{notice}</p>
          <button type="button" className="genesys-chat-guard__button" onClick={dismiss}>
            Dismiss
          </button>
        </div>
      )}
    </div>
  )
}
