import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import {
  type ChatPhase,
  useChatEndGuard,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from 'react-genesys-chat-lifecycle'

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

/** A custom chat UI over the headless WebChatService, made with the hooks alone. */
export function CustomChat() {
  const { phase, agents, connection, end } = useGenesysChatLifecycle()
  const isLive = phase === 'waiting' || phase === 'active' || phase === 'closed' || phase === 'ending'
  const who = phase === 'active' && agents.map((agent) => agent.name).join(' and ')
  return (
    <section className="chat" aria-label="Chat">
      <header className="chat-head">
        <h2>Halbrook support</h2>
        <p role="status">
          {connection === 'offline' ? 'No connection, trying again…' : who ? `With ${who}` : STATUS[phase]}
        </p>
        {isLive && (
          <button type="button" disabled={phase === 'ending'} onClick={() => void end()}>
            End chat
          </button>
        )}
      </header>
      <Messages />
      <Notice />
      {isLive ? <Composer /> : <StartForm phase={phase} />}
    </section>
  )
}

function Messages() {
  const { messages } = useGenesysChatMessages()
  const agentTyping = useGenesysChatLifecycle((chat) => chat.agentTyping)
  const log = useRef<HTMLDivElement>(null)
  const newest = messages.at(-1)?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what moves the view, not what the effect reads
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [newest, agentTyping])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div className="chat-log" role="log" aria-label="Conversation" tabIndex={0} ref={log}>
      {messages.map(({ id, from, text, url }) => (
        <p key={id} className={from.type === 'customer' ? 'chat-message chat-mine' : 'chat-message'}>
          {from.type !== 'customer' && <span className="chat-name">{from.name}</span>}
          {text || url}
        </p>
      ))}
      {agentTyping && <p className="chat-typing">is typing…</p>}
    </div>
  )
}

/** The guard's notice. Without a widget the page shows it. */
function Notice() {
  const { notice, dismissNotice } = useChatEndGuard()
  return (
    <div role="status">
      {notice && (
        <p className="chat-notice">
          {notice}
          <button type="button" onClick={dismissNotice}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  )
}

function Composer() {
  const { canSend, send, sendTyping } = useGenesysChatLifecycle()
  const [draft, setDraft] = useState('')
  const [problem, setProblem] = useState('')

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const text = draft.trim()
    if (text === '') return
    setDraft('')
    setProblem('')
    try {
      await send(text)
    } catch {
      // A text that was not sent goes back into the input.
      setDraft(text)
      setProblem('That was not sent. Please try again.')
    }
  }
  return (
    <form className="chat-composer" onSubmit={(event) => void submit(event)}>
      {problem && <p role="alert">{problem}</p>}
      <input
        aria-label="Your message"
        placeholder="Write to us…"
        value={draft}
        disabled={!canSend}
        onChange={(event) => {
          setDraft(event.target.value)
          sendTyping().catch(() => {})
        }}
      />
      <button type="submit" disabled={!canSend || draft.trim() === ''}>
        Send
      </button>
    </form>
  )
}

function StartForm({ phase }: { readonly phase: ChatPhase }) {
  const start = useGenesysChatLifecycle((chat) => chat.start)
  const [name, setName] = useState('')
  return (
    <form
      className="chat-start"
      onSubmit={(event) => {
        event.preventDefault()
        start({ form: { firstname: name } }).catch(() => {})
      }}
    >
      <input
        aria-label="Your name"
        placeholder="Your name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" disabled={name.trim() === '' || (phase !== 'idle' && phase !== 'ended')}>
        {phase === 'ended' ? 'Start another chat' : 'Start chat'}
      </button>
    </form>
  )
}
