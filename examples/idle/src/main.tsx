import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysChatIdle,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useSecondsLeft,
} from 'react-genesys-chat-lifecycle'
import 'react-genesys-chat-lifecycle/styles.css'
import './contactCentre.ts'
import { isOpenAt } from './hours.ts'
import './style.css'

// Short, so that you can watch it. Four and five minutes are usual.
const TIMES = { warnAfterMs: 5000, endAfterMs: 12_000 }

/** Warns whoever does not answer, and ends the chat. Waiting in the queue is no silence. */
function Idle() {
  const { isWarning, endsAt, keepAlive } = useGenesysChatIdle({ ...TIMES, closeWindow: true })
  const seconds = useSecondsLeft(endsAt)
  return (
    <div role="alert">
      {isWarning && (
        <p className="warning">
          Are you still there? The chat ends in {seconds} seconds.{' '}
          <button type="button" onClick={keepAlive}>
            I am here
          </button>
        </p>
      )}
    </div>
  )
}

/** What the queue said last, on the page, where it is seen while the window is minimised. */
function Queue() {
  const isWaiting = useGenesysChatLifecycle(({ phase }) => phase === 'waiting')
  const { messages } = useGenesysChatMessages()
  const news = messages.findLast(({ from }) => from.type === 'system')
  return <p role="status">{isWaiting && news?.text}</p>
}

function Hotline() {
  const { phase, endReason, openWindow } = useGenesysChatLifecycle()
  const isOpen = useIsOpen()
  const isFree = phase === 'idle' || phase === 'ended'
  return (
    <>
      {endReason === 'idle' && <p>The chat was closed, because nobody wrote.</p>}
      {isFree && !isOpen && <p>We are here from Monday to Friday, 8:00 to 18:00.</p>}
      {isFree && isOpen && (
        <button type="button" onClick={() => openWindow().catch(reportError)}>
          Chat with us
        </button>
      )}
      {phase === 'unavailable' && <p>Chat is not available now. Please call us.</p>}
    </>
  )
}

/** `?always` opens the hotline at any time. */
function useIsOpen(): boolean {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return location.search === '?always' || isOpenAt(now)
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <GenesysChatProvider onError={reportError}>
      <main>
        <h1>Hotline</h1>
        <Hotline />
        <Queue />
        <Idle />
      </main>
      <ChatEndGuard />
    </GenesysChatProvider>
  </StrictMode>,
)
