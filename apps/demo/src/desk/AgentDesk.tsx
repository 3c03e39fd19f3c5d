import { useEffect, useState } from 'react'
import { FORGOTTEN } from '../shared/forgetChat.ts'
import type { SessionSummary } from './agentApi.ts'
import { Conversation } from './Conversation.tsx'
import { useSessions } from './deskStore.ts'
import { Faults } from './Faults.tsx'
import { SessionList } from './SessionList.tsx'
import { type Selection, selectSession } from './selectSession.ts'

/** Where the agent works: the sessions, the conversation, and the buttons that close segments and end chats. */
export function AgentDesk() {
  const sessions = newestFirst(useSessions())
  const [selection, setSelection] = useState<Selection>({})
  const now = selectSession(selection, sessions)
  if (now !== selection) setSelection(now)
  const selected = sessions.find(({ sessionId }) => sessionId === now.sessionId)

  const work = (sessionId: string): void => setSelection({ ...now, sessionId, isAtWork: true })

  // The customer's chat is gone, so the agent is not working in it any more.
  useEffect(() => {
    const release = (): void => setSelection((last) => ({ ...last, isAtWork: false }))
    window.addEventListener(FORGOTTEN, release)
    return () => window.removeEventListener(FORGOTTEN, release)
  }, [])

  return (
    <section className="desk" aria-labelledby="desk-title" data-focus-home>
      <header className="desk-head">
        <h2 id="desk-title">Agent’s desk</h2>
        <Faults />
      </header>
      {selected === undefined ? (
        <div className="desk-empty">
          <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path d="M10 12h28a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H24l-9 7v-7h-5a4 4 0 0 1-4-4V16a4 4 0 0 1 4-4Z" />
            <path d="M16 21h16M16 26h9" />
          </svg>
          <p>No chats yet.</p>
          <p>Open the chat on the customer’s page and it shows up here.</p>
        </div>
      ) : (
        <>
          <SessionList sessions={sessions} selected={selected.sessionId} onSelect={work} />
          <Conversation key={selected.sessionId} session={selected} onAct={() => work(selected.sessionId)} />
        </>
      )}
    </section>
  )
}

function newestFirst(sessions: readonly SessionSummary[]): readonly SessionSummary[] {
  return sessions.toSorted((one, other) => other.startedAt - one.startedAt)
}
