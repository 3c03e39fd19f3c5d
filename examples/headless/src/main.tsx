import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  type ChatPhase,
  GenesysChatProvider,
  saveTranscript,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysChatUnread,
} from 'react-genesys-chat-lifecycle'
import { Composer } from './Composer.tsx'
import { Guard } from './Guard.tsx'
import './contactCentre.ts'
import { Messages } from './Messages.tsx'
import './style.css'

const STATUS: Record<ChatPhase, string> = {
  connecting: 'One moment…',
  unavailable: 'The chat cannot be reached. Please call us.',
  idle: 'Ask us anything',
  starting: 'One moment…',
  waiting: 'Somebody will be with you soon',
  active: 'You are talking to us',
  closed: 'This conversation is closed',
  ending: 'Saying goodbye…',
  ended: 'This chat is over',
}

function Chat() {
  const { phase, connection, hasSession, end } = useGenesysChatLifecycle()
  const { messages } = useGenesysChatMessages()
  const [isOpen, setIsOpen] = useState(true)
  const unread = useGenesysChatUnread({ isVisible: isOpen })
  return (
    <section className="chat" aria-label="Chat">
      <header>
        <p role="status">{connection === 'offline' ? 'No connection. Trying again…' : STATUS[phase]}</p>
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide' : unread > 0 ? `Show (${unread})` : 'Show'}
        </button>
      </header>
      {isOpen && <Messages />}
      {isOpen && <Guard />}
      {isOpen && (hasSession ? <Composer /> : <Start isFree={phase === 'idle' || phase === 'ended'} />)}
      <footer>
        <button type="button" disabled={!hasSession} onClick={() => end().catch(reportError)}>
          End the chat
        </button>
        <button type="button" disabled={messages.length === 0} onClick={() => saveTranscript(messages)}>
          Save the conversation
        </button>
      </footer>
    </section>
  )
}

function Start({ isFree }: { isFree: boolean }) {
  const { start } = useGenesysChatLifecycle()
  const [problem, setProblem] = useState('')
  const begin = (data: FormData): Promise<void> =>
    start({ form: { firstname: String(data.get('name')) } }).catch(({ message }: Error) =>
      setProblem(message),
    )
  return (
    <form action={begin}>
      <input name="name" aria-label="Your name" placeholder="Your name" required />
      <input type="submit" value="Start a chat" disabled={!isFree} />
      {problem && <p role="alert">The chat did not start. {problem}</p>}
    </form>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <GenesysChatProvider onError={reportError}>
    <Chat />
  </GenesysChatProvider>,
)
