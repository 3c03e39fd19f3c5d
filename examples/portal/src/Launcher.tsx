import { useGenesysChatLifecycle, useGenesysChatUnread } from 'react-genesys-chat-lifecycle'

/** The portal's own chat button: it counts what was not read, and brings a chat back. */
export function Launcher({ onNewChat }: { onNewChat: () => void }) {
  const { phase, hasSession, window: chatWindow, openWindow } = useGenesysChatLifecycle()
  const unread = useGenesysChatUnread()
  if (phase === 'unavailable') return <p className="launcher">Chat is not available. Call 0800 123.</p>
  if (chatWindow === 'open') return null
  return (
    <button
      type="button"
      className="launcher"
      disabled={phase === 'connecting' || phase === 'starting'}
      onClick={() => (hasSession ? openWindow().catch(reportError) : onNewChat())}
    >
      {hasSession ? 'Back to the chat' : 'Chat with us'}
      {unread > 0 && <span>{unread} new</span>}
    </button>
  )
}
