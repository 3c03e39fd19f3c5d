import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import {
  ChatEndGuard,
  GenesysChatProvider,
  interactionState,
  textMarker,
  useGenesysChatLifecycle,
  useGenesysPreProcessor,
} from 'react-genesys-chat-lifecycle'
import 'react-genesys-chat-lifecycle/styles.css'
import './contactCentre.ts'
import './style.css'

const MARKER = 'GenesysTerminateChat'

// Outside the component: a new array in every render would be a new list of signals.
const closeSignals = [interactionState(), textMarker(MARKER)]

/** The customer reads a sentence where the workflow said the marker. The signal goes by what the server sent. */
function Sentence() {
  useGenesysPreProcessor(({ text }) =>
    text?.trim() === MARKER ? { text: 'We have answered your question.' } : undefined,
  )
  return null
}

const REASONS = {
  agent: 'We closed the chat. Thank you!',
  customer: 'You ended the chat.',
  idle: 'The chat was closed, because nobody wrote.',
  server: 'The chat is over.',
  'session-lost': 'The chat was lost. Please start a new one.',
  'restore-failed': 'The chat could not be continued.',
}

function Status() {
  const { phase, endReason } = useGenesysChatLifecycle()
  return (
    <p role="status">
      {endReason && REASONS[endReason]}
      {phase === 'closed' && 'The chat ends in a moment.'}
      {phase === 'active' && 'Somebody is with you.'}
      {phase === 'unavailable' && 'Chat is not available now. Please call us.'}
    </p>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <GenesysChatProvider closeSignals={closeSignals} onError={reportError}>
      <main>
        <h1>Where is my parcel?</h1>
        <Status />
        <Sentence />
      </main>
      <ChatEndGuard endDelayMs={5000} closeWindow />
    </GenesysChatProvider>
  </StrictMode>,
)
