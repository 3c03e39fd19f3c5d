import { type RefObject, useEffect, useRef, useState } from 'react'
import { cast, type Facts, type Players } from './players.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import type { SideName } from './stage.ts'

/** What both customers see in the end. */
export type Result = Readonly<Record<SideName, Facts>>

/** How far a situation was played, and its result. */
export interface Comparison {
  readonly scenario: Scenario
  /** Index of the current step. The number of steps, once all were played. */
  readonly step: number
  readonly facts: Result | null
}

export interface Frames {
  readonly before: RefObject<HTMLIFrameElement | null>
  readonly after: RefObject<HTMLIFrameElement | null>
}

/** Long enough to read a step, and long enough for what it causes. */
const READING_MS = 900
const HURRY_MS = 450

export interface UseComparison {
  readonly comparison: Comparison | null
  /** The results so far, by the situation's id. */
  readonly results: Readonly<Record<string, Result>>
  readonly isPlayingAll: boolean
  play(scenario: Scenario): void
  playAll(): void
  stop(): void
}

/** Plays situations on both sides at once, with the same events. */
export function useComparison(frames: Frames): UseComparison {
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const [results, setResults] = useState<Readonly<Record<string, Result>>>({})
  const [isPlayingAll, setPlayingAll] = useState(false)
  // A new run stops the one before it.
  const current = useRef<{ run: number; players: readonly Players[] }>({ run: 0, players: [] })
  useEffect(
    () => () => {
      current.current.run += 1
    },
    [],
  )

  const begin = (): number => {
    current.current.run += 1
    return current.current.run
  }

  const perform = async (scenario: Scenario, run: number, stepMs: number): Promise<void> => {
    const { before, after } = frames
    if (before.current === null || after.current === null) return
    for (const players of current.current.players) players.clear()
    current.current.players = []
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
      const isLast = index === scenario.steps.length - 1
      await left.settle(isLast ? READING_MS : stepMs)
      if (!isCurrent()) return
    }
    const facts = { before: left.facts(), after: right.facts() }
    setComparison({ scenario, step: scenario.steps.length, facts })
    setResults((known) => ({ ...known, [scenario.id]: facts }))
  }

  const performAll = async (): Promise<void> => {
    const run = begin()
    setPlayingAll(true)
    setResults({})
    for (const scenario of SCENARIOS) {
      await perform(scenario, run, HURRY_MS)
      if (current.current.run !== run) return
    }
    setPlayingAll(false)
  }

  return {
    comparison,
    results,
    isPlayingAll,
    play: (scenario) => {
      setPlayingAll(false)
      void perform(scenario, begin(), READING_MS)
    },
    playAll: () => void performAll(),
    stop: () => {
      begin()
      setPlayingAll(false)
    },
  }
}
