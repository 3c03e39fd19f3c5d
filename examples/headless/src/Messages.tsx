import {
  type ChatMessage,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from 'react-genesys-chat-lifecycle'

const DELIVERY = {
  sending: 'Sending…',
  sent: '',
  failed: 'Not sent',
  unknown: 'It is not certain that this arrived',
  held: 'Not sent yet',
}

export function Messages() {
  const { messages, hasOlder, isLoadingOlder, loadOlder } = useGenesysChatMessages()
  const { agentTyping, agents } = useGenesysChatLifecycle()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div className="messages" role="log" aria-label="Messages" tabIndex={0}>
      {hasOlder && (
        <button type="button" disabled={isLoadingOlder} onClick={() => loadOlder().catch(reportError)}>
          Earlier messages
        </button>
      )}
      {messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {agentTyping && <p>{agents.at(-1)?.name ?? 'Somebody'} is typing…</p>}
    </div>
  )
}

function Message({ message }: { message: ChatMessage }) {
  const { id, from, text, attachments, quickReplies, delivery } = message
  const { retry, discard } = useGenesysChatMessages()
  const { send, canSend } = useGenesysChatLifecycle()
  const button = (label: string, onClick: () => unknown) => (
    <button key={label} type="button" disabled={!canSend} onClick={onClick}>
      {label}
    </button>
  )
  return (
    <div className={from.type === 'customer' ? 'message mine' : 'message'}>
      {from.type !== 'customer' && <b>{from.name}</b>}
      <p>{text}</p>
      {attachments.map(({ name, url }) => (
        <p key={name}>{/^https?:/.test(url) ? <a href={url}>{name}</a> : name}</p>
      ))}
      {quickReplies.map((choice) => button(choice.text, () => send(choice).catch(() => {})))}
      {delivery && <small>{DELIVERY[delivery]}</small>}
      {delivery === 'failed' && button('Try again', () => retry(id).catch(() => {}))}
      {delivery === 'failed' && button('Discard', () => discard(id))}
    </div>
  )
}
