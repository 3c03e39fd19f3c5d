import { useEffect, useRef } from 'react'
import { TopBar } from '../shell/TopBar.tsx'
import { Side } from './Side.tsx'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import { useComparison } from './useComparison.ts'

/** The third page: the vendor's snippet and the library with the same events, side by side. */
export function ComparePage() {
  const before = useRef<HTMLIFrameElement>(null)
  const after = useRef<HTMLIFrameElement>(null)
  const { comparison, play } = useComparison({ before, after })
  const playFirst = useRef(() => play(SCENARIOS[0] as Scenario))

  useEffect(() => {
    void playFirst.current()
  }, [])

  const chosen = comparison?.scenario
  return (
    <div className="shell">
      <TopBar page="compare.html" />
      <main className="compare" aria-label="Before and after">
        <nav className="situations" aria-labelledby="situations-title">
          <h2 id="situations-title">Situations</h2>
          <p className="situations-note">
            The snippet listens to a message that only Digital Channels sends. On GMS and Genesys Cloud it
            never does anything.
          </p>
          <ol>
            {SCENARIOS.map((scenario) => (
              <li key={scenario.id}>
                <button
                  type="button"
                  className="situation"
                  aria-pressed={chosen?.id === scenario.id}
                  onClick={() => void play(scenario)}
                >
                  {scenario.title}
                  <span>
                    {scenario.mode === 'async' ? 'Asynchronous' : 'Regular'} · {scenario.transports}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <section className="play" aria-labelledby="play-title">
          <header className="play-head">
            <h2 id="play-title">{chosen?.title}</h2>
            <p>
              Wanted: <strong>{chosen?.wanted}</strong>
            </p>
            <button
              type="button"
              className="button"
              disabled={chosen === undefined}
              onClick={() => chosen && void play(chosen)}
            >
              Play again
            </button>
          </header>
          <ol className="steps" aria-label="What happens">
            {chosen?.steps.map((step, index) => (
              <li
                key={step.text}
                className={index < (comparison?.step ?? 0) ? 'step-played' : ''}
                aria-current={index === comparison?.step ? 'step' : undefined}
              >
                {step.text}
              </li>
            ))}
          </ol>
          <div className="sides">
            <Side
              title="The vendor’s snippet"
              frame={before}
              facts={comparison?.facts?.before}
              isRight={chosen?.isRight}
            />
            <Side
              title="react-genesys-chat-lifecycle"
              frame={after}
              facts={comparison?.facts?.after}
              isRight={chosen?.isRight}
            />
          </div>
        </section>
      </main>
    </div>
  )
}
