import { type RefObject, useRef, useState } from 'react'
import { cast, type Facts, type Players } from './players.ts'
import type { Scenario } from './scenarios.ts'
import type { SideName } from './stage.ts'

/** How far a situation was played, and its result. */
export interface Comparison {
  readonly scenario: Scenario
  /** Index of the current step. The number of steps, once all were played. */
  readonly step: number
  readonly facts: Readonly<Record<SideName, Facts>> | null
}

export interface Frames {
  readonly before: RefObject<HTMLIFrameElement | null>
  readonly after: RefObject<HTMLIFrameElement | null>
}

/** Plays a situation on both sides at once, with the same events. */
export function useComparison(frames: Frames): {
  readonly comparison: Comparison | null
  readonly play: (scenario: Scenario) => Promise<void>
} {
  const [comparison, setComparison] = useState<Comparison | null>(null)
  // A new run stops the one before it.
  const current = useRef<{ run: number; players: readonly Players[] }>({ run: 0, players: [] })

  const play = async (scenario: Scenario): Promise<void> => {
    const { before, after } = frames
    if (before.current === null || after.current === null) return
    for (const players of current.current.players) players.clear()
    const run = current.current.run + 1
    current.current = { run, players: [] }
    const isCurrent = (): boolean => current.current.run === run

    setComparison({ scenario, step: 0, facts: null })
    const { mode, closeWindow = false } = scenario
    const [left, right] = await Promise.all([
      cast({ side: 'before', mode, closeWindow, frame: before.current }),
      cast({ side: 'after', mode, closeWindow, frame: after.current }),
    ])
    if (!isCurrent()) return
    current.current.players = [left, right]

    for (const [index, step] of scenario.steps.entries()) {
      setComparison({ scenario, step: index, facts: null })
      await Promise.all([step.run(left), step.run(right)])
      await Promise.all([left.settle(900)])
      if (!isCurrent()) return
    }
    setComparison({
      scenario,
      step: scenario.steps.length,
      facts: { before: left.facts(), after: right.facts() },
    })
  }

  return { comparison, play }
}
