'use client'

import type { ReactNode } from 'react'
import * as ReactDOM from 'react-dom'
import type { ChatEndGuardOptions } from '../guard/options.ts'
import { Button, Card, GuardControls } from './GuardControls.tsx'
import { type ChatEndGuardHandle, useGuard } from './useChatEndGuard.ts'

/**
 * Props of {@link ChatEndGuard}: the options of a guard, and a look of your own if you like.
 *
 * @example
 * const Guard = (props: ChatEndGuardProps) => <ChatEndGuard followUps="confirm" {...props} />
 */
export interface ChatEndGuardProps extends ChatEndGuardOptions {
  /**
   * Your own look over the same behaviour, instead of the default one. While the guard shows something in the widget's
   * overlay, what this returns is put there.
   */
  children?: ((guard: ChatEndGuardHandle) => ReactNode) | undefined
}

/**
 * Does the right thing when an agent closes a chat: in an asynchronous chat it shows a notice, a regular chat it ends.
 *
 * The notice goes into the widget's transcript while the widget can take it, else it is shown in the page; a countdown or
 * a held text goes into the widget's overlay while its window is open, else into the page. The default look has its own
 * stylesheet, `react-genesys-chat-lifecycle/styles.css`. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * <ChatEndGuard notice={({ agentName }) => `${agentName ?? 'We'} closed this chat. Write again at any time.`} />
 * <ChatEndGuard followUps="confirm" locale={[de, fr]} />
 * <ChatEndGuard async="close" closeDelayMs={30_000} onClose={() => forgetToken()} />
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export function ChatEndGuard({ children, ...options }: ChatEndGuardProps): ReactNode {
  const isShown = children !== undefined || options.render !== 'none'
  const guard = useGuard('<ChatEndGuard>', { ...options, overlay: isShown })
  if (children) {
    const look = children(guard)
    return guard.overlay ? ReactDOM.createPortal(look, guard.overlay) : look
  }
  if (!isShown) return null

  const { notice, place, controls, overlay, labels, dismiss } = guard
  return (
    <div className="genesys-chat-guard" role="status" aria-atomic="false">
      {place === 'page' && notice !== null && (
        <Card labels={labels}>
          <p
            className="genesys-chat-guard__text"
            {...(options.notice !== undefined && { dir: 'auto', lang: '' })}
          >
            {notice}
          </p>
          <div className="genesys-chat-guard__actions">
            <Button onClick={dismiss}>{labels.dismiss}</Button>
          </div>
        </Card>
      )}
      {controls === 'page' && <GuardControls guard={guard} />}
      {overlay && ReactDOM.createPortal(<GuardControls guard={guard} />, overlay)}
    </div>
  )
}
