import type { StateMessage } from '../shared/channel.ts'
import { useCustomerState } from './useCustomerState.ts'

const PHASES: Readonly<Record<string, string>> = {
  connecting: 'No bus yet, or a restore under way',
  unavailable: 'The widget did not come',
  idle: 'No session',
  starting: 'Session being made',
  waiting: 'Session, nobody there yet',
  active: 'Somebody is there',
  closed: 'Segment closed, session goes on',
  ending: 'Ending the chat',
  ended: 'The chat is over',
}

/** What the library makes of it all, in one line below the customer's page. */
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
        <dt>closing</dt>
        <dd>
          <code>{closingText(state)}</code>
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

function closingText(state: StateMessage | null): string {
  if (!state?.closedSegment) return 'null'
  return `${state.closedSegment.state}, ${new Date(state.closedSegment.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}`
}
