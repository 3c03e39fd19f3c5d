import type { StateMessage } from '../shared/channel.ts'
import { useCustomerState } from './useCustomerState.ts'

const PHASES: Readonly<Record<string, string>> = {
  connecting: 'Looking for the bus, or restoring a chat',
  unavailable: 'The widget was not found',
  idle: 'No session',
  starting: 'Starting a session',
  waiting: 'Nobody has joined yet',
  active: 'Somebody serves the customer',
  closed: 'Segment closed, session goes on',
  ending: 'Ending the chat',
  ended: 'The chat is over',
}

/** The library's state in one line, below the customer's page. */
export function LifecycleStrip() {
  const state = useCustomerState()
  const phase = state?.phase ?? 'connecting'
  return (
    <dl className="strip" aria-label="What the library sees">
      <div>
        <dt>phase</dt>
        <dd>
          <output className={`phase phase-${phase}`} aria-label="Phase">
            {phase}
          </output>
          <span className="strip-note">{PHASES[phase]}</span>
        </dd>
      </div>
      <div>
        <dt>closedSegment</dt>
        <dd>
          <code>{segmentText(state)}</code>
        </dd>
      </div>
      <div>
        <dt>endReason</dt>
        <dd>
          <code>{state?.endReason ?? 'null'}</code>
        </dd>
      </div>
      <div>
        <dt>window</dt>
        <dd>
          <code>{state?.window ?? 'absent'}</code>
        </dd>
      </div>
    </dl>
  )
}

function segmentText(state: StateMessage | null): string {
  if (!state?.closedSegment) return 'null'
  return `${state.closedSegment.state}, ${new Date(state.closedSegment.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}`
}
