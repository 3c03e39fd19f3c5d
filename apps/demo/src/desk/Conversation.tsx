import { useState } from 'react'
import { agentApi, type SessionSummary } from './agentApi.ts'
import { Composer } from './Composer.tsx'
import { refreshDesk, useTranscript } from './deskStore.ts'
import { Ending } from './Ending.tsx'
import { SessionActions } from './SessionActions.tsx'
import { sessionStatus } from './sessionStatus.ts'
import { Transcript } from './Transcript.tsx'

export interface ConversationProps {
  readonly session: SessionSummary
  /** The agent does something in it. */
  readonly onAct: () => void
}

/** One session: its transcript, an input, and the agent's actions. */
export function Conversation({ session, onAct }: ConversationProps) {
  const messages = useTranscript(session.sessionId)
  const [problem, setProblem] = useState<string>()
  const status = sessionStatus(session)
  const joined = session.participants.length > 0

  const act = (action: Promise<unknown>): void => {
    setProblem(undefined)
    onAct()
    action.then(refreshDesk, (error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    )
  }

  return (
    <section
      className="conversation"
      aria-label={`Conversation with ${session.customer.nickname}`}
      data-focus-home
    >
      <header className="conversation-head">
        <h3>{session.customer.nickname}</h3>
        <span className={`chip chip-${status.tone}`}>{status.label}</span>
        <span className="conversation-kind">
          {kindOf(session)} · segment {session.segments.length}
        </span>
      </header>
      <Transcript messages={messages} session={session} />
      <Ending session={session} messages={messages} />
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Composer
        disabled={!joined || session.ended}
        placeholder={
          session.ended
            ? 'This chat is over'
            : joined
              ? `Write to ${session.customer.nickname}…`
              : 'Join to write'
        }
        onSay={(text) => act(agentApi.say(session.sessionId, text))}
        onTyping={(typing) => {
          onAct()
          agentApi.typing(session.sessionId, typing).catch(() => {})
        }}
      />
      <SessionActions session={session} act={act} />
    </section>
  )
}

function kindOf({ transport, mode }: SessionSummary): string {
  if (transport === 'messenger') return 'Messenger'
  return mode === 'async' ? 'Asynchronous' : 'Regular'
}
