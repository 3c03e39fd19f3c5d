import type { Facts } from './players.ts'
import { inWords, Verdict } from './Side.tsx'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import type { Result } from './useComparison.ts'

interface SummaryProps {
  readonly results: Readonly<Record<string, Result>>
}

/** What came out of every situation so far, on both sides. */
export function Summary({ results }: SummaryProps) {
  const rows = SCENARIOS.map((scenario) => ({ scenario, result: results[scenario.id] }))
  const passed = (side: keyof Result): number =>
    rows.filter(({ scenario, result }) => result && scenario.isRight(result[side])).length
  const played = rows.filter(({ result }) => result).length

  return (
    <section className="summary" aria-labelledby="summary-title">
      <h3 id="summary-title">Summary</h3>
      <p role="status">
        {played} of {rows.length} played. The snippet passes {passed('before')}, the library {passed('after')}
        .
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="summary-table" aria-label="Summary table" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Situation</th>
              <th scope="col">Expected</th>
              <th scope="col">The vendor’s snippet</th>
              <th scope="col">The library</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ scenario, result }) => (
              <tr key={scenario.id}>
                <th scope="row">
                  <a href={`docs/${scenario.documentation}`}>{scenario.title}</a>
                </th>
                <td>{scenario.expected}</td>
                <Cell scenario={scenario} facts={result?.before} />
                <Cell scenario={scenario} facts={result?.after} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

interface CellProps {
  readonly scenario: Scenario
  readonly facts: Facts | undefined
}

function Cell({ scenario, facts }: CellProps) {
  if (!facts) return <td>–</td>
  return (
    <td>
      <Verdict isRight={scenario.isRight(facts)} /> <span className="summary-facts">{inWords(facts)}</span>
    </td>
  )
}
