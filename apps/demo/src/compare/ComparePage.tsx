import { useEffect, useRef, useState } from 'react'
import { Intro } from '../shell/Intro.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Side } from './Side.tsx'
import { Summary } from './Summary.tsx'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import { useComparison } from './useComparison.ts'

const PARAMETER = 'situation'

/** The third page: the vendor's snippet and the library with the same events, side by side. */
export function ComparePage() {
  const before = useRef<HTMLIFrameElement>(null)
  const after = useRef<HTMLIFrameElement>(null)
  const { comparison, results, isPlayingAll, play, playAll, stop } = useComparison({ before, after })
  const [hasSummary, setSummary] = useState(false)
  const playFirst = useRef(() => play(linked()))

  useEffect(() => playFirst.current(), [])

  const choose = (scenario: Scenario): void => {
    setSummary(false)
    history.replaceState(null, '', `?${PARAMETER}=${scenario.id}`)
    play(scenario)
  }
  const chosen = comparison?.scenario
  return (
    <div className="shell">
      <TopBar page="compare.html" />
      <Intro
        text="The vendor documents a snippet for closed segments. Here the snippet and the library get the same events. Choose a situation, or play all, and compare what the customer sees."
        source="compare/scenarios.ts"
        documentation="project.html#what-the-vendors-snippet-gets-wrong"
      />
      <main className="compare" aria-label="Before and after">
        <nav className="situations" aria-labelledby="situations-title">
          <h2 id="situations-title">Situations</h2>
          <button
            type="button"
            className="button button-primary play-all"
            onClick={() => {
              setSummary(true)
              if (isPlayingAll) stop()
              else playAll()
            }}
          >
            {isPlayingAll ? 'Stop' : 'Play all'}
          </button>
          <ol>
            {SCENARIOS.map((scenario) => (
              <li key={scenario.id}>
                <button
                  type="button"
                  className="situation"
                  aria-pressed={chosen?.id === scenario.id}
                  onClick={() => choose(scenario)}
                >
                  {scenario.title}
                  <span>
                    {scenario.mode === 'async' ? 'Asynchronous' : 'Regular'} · {scenario.transports}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <p className="situations-note">
            The snippet listens to a message that only Digital Channels sends. On GMS and Genesys Cloud it
            never does anything.
          </p>
        </nav>
        <section className={hasSummary ? 'play play-summary' : 'play'} aria-labelledby="play-title">
          <header className="play-head">
            <h2 id="play-title">{chosen?.title}</h2>
            <p>
              Expected: <strong>{chosen?.expected}</strong>
            </p>
            <span className="play-buttons">
              {chosen && (
                <a className="text-button" href={`docs/${chosen.documentation}`}>
                  Why: documentation
                </a>
              )}
              <button
                type="button"
                className="button"
                onClick={() => {
                  if (chosen) choose(chosen)
                }}
              >
                Play again
              </button>
            </span>
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
          {hasSummary && <Summary results={results} />}
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

/** The situation that the page's address names, or the first one. */
function linked(): Scenario {
  const id = new URLSearchParams(location.search).get(PARAMETER)
  return SCENARIOS.find((scenario) => scenario.id === id) ?? (SCENARIOS[0] as Scenario)
}
