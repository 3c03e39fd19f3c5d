import { useLayoutEffect, useRef } from 'react'
import type { ChatMessage, SessionSummary } from './agentApi.ts'

export interface TranscriptProps {
  readonly messages: readonly ChatMessage[]
  readonly session: SessionSummary
}

/** The agent's view of the conversation. Unlike the customer's widget it shows the interaction states. */
export function Transcript({ messages, session: { customer, ended } }: TranscriptProps) {
  const log = useRef<HTMLDivElement>(null)
  const shown = messages.filter((message) => !isTyping(message))
  const newest = shown.at(-1)?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what moves the view, not what the effect reads
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [newest])

  return (
    <div
      className="transcript"
      role="log"
      aria-label={`Chat with ${customer.nickname}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      ref={log}
    >
      {shown.map((message) => (
        <Line key={message.id} message={message} />
      ))}
      {/* Nothing says that they have stopped when the chat ends. */}
      {!ended && customerTypes(messages) && <p className="line-note">{customer.nickname} is typing…</p>}
    </div>
  )
}

function Line({ message }: { readonly message: ChatMessage }) {
  const name = message.from.nickname ?? 'System'
  if (message.type === 'ParticipantJoined') return <p className="line-note">{name} joined</p>
  if (message.type === 'ParticipantLeft') return <p className="line-note">{name} left</p>
  if (message.event === 'InteractionStateChange') {
    return <p className="line-note line-state">{`${message.data?.interactionState}`}</p>
  }
  if (message.event === 'Presence') return <p className="line-note line-state">{presenceOf(message)}</p>
  const mine = message.from.type !== 'Customer'
  return (
    <div className={mine ? 'line line-mine' : 'line'}>
      <span className="line-who">
        {name} <time dateTime={message.utcTime}>{clock(message.utcTime)}</time>
      </span>
      <p className="line-text">{message.text ?? message.url ?? message.type}</p>
    </div>
  )
}

/** What Messenger tells of a participant. */
function presenceOf({ from, data }: ChatMessage): string {
  const name = from.nickname ?? 'The contact centre'
  if (data?.presence === 'Disconnect')
    return `${name} disconnected${data.readOnly === true ? ', read-only' : ''}`
  return data?.presence === 'Clear' ? `${name} cleared the conversation` : `${name} is here`
}

function isTyping(message: ChatMessage): boolean {
  return message.type === 'TypingStarted' || message.type === 'TypingStopped'
}

function customerTypes(messages: readonly ChatMessage[]): boolean {
  return messages.findLast((message) => message.from.type === 'Customer')?.type === 'TypingStarted'
}

function clock(utcTime: string): string {
  return new Date(utcTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}
