import { useState } from 'react'
import {
  type ChatPhase,
  saveTranscript,
  useChatEndGuard,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysChatUnread,
} from 'react-genesys-chat-lifecycle'
import { Composer } from './Composer.tsx'
import { Messages } from './Messages.tsx'
import { HeldFollowUps, IdleWarning, Notice } from './Notices.tsx'
import { StartForm } from './StartForm.tsx'

const STATUS: Record<ChatPhase, string> = {
  connecting: 'One moment…',
  unavailable: 'The chat cannot be reached right now',
  idle: 'Ask us anything about your machine',
  starting: 'One moment…',
  waiting: 'Somebody will be with you soon',
  active: 'Somebody is with you',
  closed: 'This conversation is closed',
  ending: 'Saying goodbye…',
  ended: 'This chat is over',
}

const ENDED: Readonly<Record<string, string>> = {
  agent: 'This chat is over: your request was closed',
  customer: 'This chat is over: you ended it',
  idle: 'This chat is over: nobody wrote for a while',
  server: 'This chat is over: our support ended it',
  'session-lost': 'This chat is over: we no longer know it',
  'restore-failed': 'This chat is over: it could not be restored',
}

/** A custom chat UI over the headless service, made with the hooks alone. */
export function CustomChat() {
  const [isOpen, setOpen] = useState(true)
  const { phase, end } = useGenesysChatLifecycle()
  // Here rather than in the panel, so that messages are kept while it is minimised.
  const transcript = useGenesysChatMessages()
  const unread = useGenesysChatUnread({ isVisible: isOpen })
  const guard = useChatEndGuard({ followUps: 'confirm' })
  const isLive = phase === 'waiting' || phase === 'active' || phase === 'closed' || phase === 'ending'
  const { messages } = transcript

  return (
    <div className="chat-place" data-focus-home>
      {isOpen ? (
        <section className="chat" aria-label="Chat">
          <header className="chat-head">
            <h2>Halbrook support</h2>
            <Status />
            <div className="chat-tools">
              {messages.length > 0 && (
                <button
                  type="button"
                  onClick={() => saveTranscript(messages, { fileName: 'halbrook-chat.txt' })}
                >
                  Save
                </button>
              )}
              <button type="button" onClick={() => setOpen(false)}>
                Minimise
              </button>
              {isLive && (
                // What fails is shown as the chat's state.
                <button type="button" disabled={phase === 'ending'} onClick={() => end().catch(() => {})}>
                  End chat
                </button>
              )}
            </div>
          </header>
          <Messages transcript={transcript} />
          <div className="chat-notices">
            <IdleWarning />
            <HeldFollowUps guard={guard} />
            <Notice guard={guard} />
          </div>
          {isLive ? <Composer /> : <StartForm phase={phase} />}
        </section>
      ) : (
        <button type="button" className="chat-launcher" data-focus-next onClick={() => setOpen(true)}>
          Chat {unread > 0 && <span className="chat-unread">{unread} new</span>}
        </button>
      )}
    </div>
  )
}

function Status() {
  const { phase, endReason, agents, connection } = useGenesysChatLifecycle()
  const who = phase === 'active' && agents.map((agent) => agent.name).join(' and ')
  const words = (phase === 'ended' && endReason && ENDED[endReason]) || STATUS[phase]
  return (
    <p role="status">
      {connection === 'offline' ? 'No connection, trying again…' : who ? `With ${who}` : words}
    </p>
  )
}
