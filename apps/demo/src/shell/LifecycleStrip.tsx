import type { StateMessage } from '../shared/channel.ts'
import { ENDS, PHASES, STATE_WORDS } from '../shared/words.ts'
import { Term } from './Term.tsx'
import { useCustomerState } from './useCustomerState.ts'

/** The library's state, below the customer's page: its words in one row, and what the phase means. */
export function LifecycleStrip() {
  const state = useCustomerState()
  const phase = state?.phase ?? 'connecting'
  const values = {
    phase,
    closedSegment: segmentText(state),
    endReason: state?.endReason ?? 'null',
    window: state?.window ?? 'absent',
  }
  return (
    <>
      <dl className="strip" aria-label="What the library sees">
        {STATE_WORDS.map(({ name, text, meaning }) => (
          <div key={name}>
            <dt>
              <Term
                word={name}
                text={text}
                now={meaning(name === 'closedSegment' && state?.closedSegment ? 'closed' : values[name])}
              />
            </dt>
            <dd>
              {name === 'phase' ? (
                <output className={`phase phase-${phase}`} aria-label="Phase">
                  {phase}
                </output>
              ) : (
                <code>{values[name]}</code>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="strip-note">{noteOf(state, phase)}</p>
    </>
  )
}

/** What the phase means. Of a chat that is over: who ended it, and why. */
function noteOf(state: StateMessage | null, phase: string): string | undefined {
  return (phase === 'ended' && state?.endReason && ENDS[state.endReason]) || PHASES[phase]
}

function segmentText(state: StateMessage | null): string {
  if (!state?.closedSegment) return 'null'
  return `${state.closedSegment.state}, ${new Date(state.closedSegment.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}`
}
