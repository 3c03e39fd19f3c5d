'use client'

import * as React from 'react'
import * as ReactDOM from 'react-dom'
import { tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import type { ChatEndGuardOptions } from '../guard/options.ts'
import { useChat } from './context.ts'
import { Button, Card, GuardControls } from './GuardControls.tsx'
import { type ChatEndGuardHandle, useGuard } from './useChatEndGuard.ts'
import { useClearance, useOverhang } from './useClearance.ts'

/**
 * Props of {@link ChatEndGuard}: the options of a guard, and `children` for custom rendering.
 *
 * @example
 * const Guard = (props: ChatEndGuardProps) => <ChatEndGuard followUps="confirm" {...props} />
 */
export interface ChatEndGuardProps extends ChatEndGuardOptions {
  /**
   * Replaces the default rendering. While the guard shows something in the widget's overlay, the result is rendered there.
   */
  children?: ((guard: ChatEndGuardHandle) => React.ReactNode) | undefined
}

/**
 * Shows one notice when an agent closes a segment of an asynchronous chat. Ends a regular chat when an agent closes it.
 *
 * The notice goes into the widget's transcript while the widget can take it, otherwise into the page. A countdown or a held text goes
 * into the widget's overlay while its window is open, otherwise into the page. The default style is in `react-genesys-chat-lifecycle/styles.css`. Throws outside of a provider.
 *
 * @example
 * <ChatEndGuard notice={({ agentName }) => `${agentName ?? 'We'} closed this chat. Write again at any time.`} />
 * <ChatEndGuard followUps="confirm" locale={[de, fr]} />
 * <ChatEndGuard asyncPolicy="end" endDelayMs={30_000} onEnd={() => forgetToken()} />
 */
export function ChatEndGuard({ children, ...options }: ChatEndGuardProps): React.ReactNode {
  const render = typeof children === 'function' ? children : undefined
  const isShown = render !== undefined || options.noticePlacement !== 'none'
  useChildrenCheck(children, !isShown && options.followUps === 'confirm')
  const guard = useGuard('<ChatEndGuard>', { ...options, canUseOverlay: isShown })
  if (render) {
    const look = render(guard)
    return guard.overlayElement ? ReactDOM.createPortal(look, guard.overlayElement) : look
  }
  if (!isShown) return null

  return <DefaultLook guard={guard} hasOwnNotice={options.notice !== undefined} />
}

/** The default look, clear of the vendor's window. */
function DefaultLook({
  guard,
  hasOwnNotice,
}: {
  guard: ChatEndGuardHandle
  hasOwnNotice: boolean
}): React.ReactNode {
  const { notice, noticePlacement, controlsPlacement, overlayElement, labels, dismissNotice } = guard
  const isNoticeShown = noticePlacement === 'page' && notice !== null
  const chat = useChat('<ChatEndGuard>')
  const root = useClearance(chat, isNoticeShown || controlsPlacement === 'page')
  useOverhang(chat, overlayElement)
  return (
    // It may scroll. What scrolls is a stop of the Tab key, unless it has a tabIndex; the buttons inside are enough.
    <div ref={root} className="genesys-chat-guard" role="status" aria-atomic="false" tabIndex={-1}>
      {isNoticeShown && (
        <Card labels={labels}>
          <p className="genesys-chat-guard__text" {...(hasOwnNotice && { dir: 'auto', lang: '' })}>
            {notice}
          </p>
          <div className="genesys-chat-guard__actions">
            <Button onClick={dismissNotice}>{labels.dismiss}</Button>
          </div>
        </Card>
      )}
      {controlsPlacement === 'page' && <GuardControls guard={guard} />}
      {overlayElement && ReactDOM.createPortal(<GuardControls guard={guard} />, overlayElement)}
    </div>
  )
}

/** Mistakes that types do not catch, or not in plain JavaScript. */
function useChildrenCheck(children: unknown, isSilent: boolean): void {
  React.useEffect(() => {
    inDevelopment(() => {
      if (isSilent) {
        tellOnce(
          '<ChatEndGuard noticePlacement="none" followUps="confirm">: shows nothing, so no customer can decide about a text that is held. Give it children, or use another noticePlacement.',
        )
      }
      if (children === undefined || children === null || typeof children === 'function') return
      tellOnce(
        '<ChatEndGuard>: expected a function as children, got JSX. Use {(guard) => <YourLook guard={guard} />}.',
      )
    })
  }, [children, isSilent])
}
