import { type FormEvent, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { ChatEndGuard, GenesysChatProvider, useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import 'react-genesys-chat-lifecycle/styles.css'
import './contactCentre.ts'
import { Launcher } from './Launcher.tsx'
import './style.css'
import { useTerms } from './useTerms.ts'

const PLANS = ['Basic', 'Premium'] as const
type Plan = (typeof PLANS)[number]

/** The agent sees the plan that the customer looks at, also when it changes during the chat. */
function Plans({ plan, onPlan }: { plan: Plan; onPlan: (plan: Plan) => void }) {
  const { hasSession, updateUserData } = useGenesysChatLifecycle()
  const choose = (next: Plan): void => {
    onPlan(next)
    if (hasSession) updateUserData({ plan: next }).catch(reportError)
  }
  return (
    <fieldset>
      <legend>Your plan</legend>
      {PLANS.map((name) => (
        <label key={name}>
          <input type="radio" name="plan" checked={plan === name} onChange={() => choose(name)} />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

/** Asks before the chat what the widget's own form would ask, in the portal's look. */
function PreChat({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const { phase, openWindow } = useGenesysChatLifecycle()
  const askTerms = useTerms()
  const [problem, setProblem] = useState('')

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const { name, email } = Object.fromEntries(new FormData(event.currentTarget))
    setProblem('')
    try {
      await openWindow({
        form: { firstname: String(name), email: String(email), autoSubmit: true },
        userData: { plan },
      })
      onDone()
      await askTerms()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form className="card" aria-label="Before we chat" onSubmit={(event) => void submit(event)}>
      <label>
        Your name
        <input name="name" required autoComplete="given-name" />
      </label>
      <label>
        Email
        <input name="email" type="email" autoComplete="email" />
      </label>
      {problem && <p role="alert">The chat did not start. {problem}</p>}
      <button type="submit" disabled={phase === 'starting'}>
        {phase === 'starting' ? 'One moment…' : 'Start the chat'}
      </button>
      <button type="button" onClick={onDone}>
        Cancel
      </button>
    </form>
  )
}

function Portal() {
  const [plan, setPlan] = useState<Plan>('Basic')
  const [isAsking, setIsAsking] = useState(false)
  return (
    <main>
      <Launcher onNewChat={() => setIsAsking(true)} />
      <h1>Your contract</h1>
      <Plans plan={plan} onPlan={setPlan} />
      {isAsking && <PreChat plan={plan} onDone={() => setIsAsking(false)} />}
    </main>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <GenesysChatProvider onError={reportError}>
      <Portal />
      <ChatEndGuard followUps="confirm" />
    </GenesysChatProvider>
  </StrictMode>,
)
