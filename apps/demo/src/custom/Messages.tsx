import { useEffect, useLayoutEffect, useRef } from 'react'
import {
  type ChatMessage,
  type GenesysChatMessages,
  type MessageDelivery,
  useGenesysChatActions,
  useGenesysChatLifecycle,
} from 'react-genesys-chat-lifecycle'

const DELIVERY: Record<MessageDelivery, string> = {
  sending: 'Sending…',
  sent: '',
  failed: 'Not sent.',
  unknown: 'No answer came in time. It may have been sent.',
  held: 'Not sent yet.',
}

export function Messages({ transcript }: { readonly transcript: GenesysChatMessages }) {
  const { messages, hasOlder, isLoadingOlder, loadOlder } = transcript
  const agentTyping = useGenesysChatLifecycle((chat) => chat.agentTyping)
  const log = useRef<HTMLDivElement>(null)
  const newest = messages.at(-1)?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what moves the view, not what the effect reads
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [newest, agentTyping])

  // A notice takes its room from the log. What was at its end stays in view.
  useEffect(() => {
    const node = log.current
    if (!node) return
    let height = node.clientHeight
    const observer = new ResizeObserver(() => {
      node.scrollTop += Math.max(0, height - node.clientHeight)
      height = node.clientHeight
    })
    observer.observe(node)
    return () => observer.disconnect()
  }, [])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div className="chat-log" role="log" aria-label="Conversation" tabIndex={0} ref={log}>
      {hasOlder && (
        <button
          type="button"
          className="chat-older"
          disabled={isLoadingOlder}
          onClick={() => loadOlder().catch(() => {})}
        >
          {isLoadingOlder ? 'Loading…' : 'Earlier messages'}
        </button>
      )}
      {messages.map((message) => (
        <Message key={message.id} message={message} transcript={transcript} />
      ))}
      {agentTyping && <p className="chat-typing">is typing…</p>}
    </div>
  )
}

interface MessageProps {
  readonly message: ChatMessage
  readonly transcript: GenesysChatMessages
}

function Message({ message, transcript }: MessageProps) {
  const { id, from, text, url, attachments, quickReplies, delivery } = message
  const isMine = from.type === 'customer'
  const files = attachments.map(({ name, type }) => name || type || 'A file')
  return (
    <div className={isMine ? 'chat-message chat-mine' : 'chat-message'}>
      {!isMine && <span className="chat-name">{from.name}</span>}
      {[text || url, ...files].filter(Boolean).join('\n')}
      {quickReplies.length > 0 && <QuickReplies message={message} />}
      {delivery && DELIVERY[delivery] && (
        <span className="chat-delivery" role="status">
          {DELIVERY[delivery]}
        </span>
      )}
      {delivery === 'failed' && (
        <span className="chat-choices">
          <button type="button" onClick={() => transcript.retry(id).catch(() => {})}>
            Try again
          </button>
          <button type="button" onClick={() => transcript.discard(id)}>
            Discard
          </button>
        </span>
      )}
    </div>
  )
}

/** Answers to choose from. What cannot be sent is in the transcript, and says so. */
function QuickReplies({ message }: { readonly message: ChatMessage }) {
  const { send } = useGenesysChatActions()
  return (
    <span className="chat-choices">
      {message.quickReplies.map((choice) => (
        <button type="button" key={choice.text} onClick={() => send(choice).catch(() => {})}>
          {choice.text}
        </button>
      ))}
    </span>
  )
}
