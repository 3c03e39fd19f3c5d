import { useSyncExternalStore } from 'react'
import { forgetChat } from '../shared/forgetChat.ts'
import { GUARD_DEFAULTS } from '../shared/guardOptions.ts'
import { changeSettings, SETTINGS_DEFAULTS } from '../shared/settings.ts'

/** `offered` until somebody has taken the tour or said no. A number: the step. */
export type Tour = 'offered' | 'over' | number

const SEEN_KEY = 'chat-demo.tour'
const STEP_KEY = 'chat-demo.tour-step'
const listeners = new Set<() => void>()
let tour: Tour = read()
let runs = 0

export function useTour(): Tour {
  return useSyncExternalStore(subscribe, () => tour)
}

/** How often the tour was started. Each time the customer's page is loaded anew. */
export function useTourRuns(): number {
  return useSyncExternalStore(subscribe, () => runs)
}

/** Starts the tour with a new customer, in the kind of chat that it is about. Follow-ups are held, so that there is one to see. */
export function startTour(): void {
  forgetChat()
  runs += 1
  changeSettings({ ...SETTINGS_DEFAULTS, guard: { ...GUARD_DEFAULTS, followUps: 'confirm' } })
  goTo(0)
}

export function goTo(step: number): void {
  // Per tab, so that a reload goes on where it was.
  sessionStorage.setItem(STEP_KEY, String(step))
  set(step)
}

export function leaveTour(): void {
  sessionStorage.removeItem(STEP_KEY)
  localStorage.setItem(SEEN_KEY, 'seen')
  set('over')
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: Tour): void {
  tour = next
  for (const listener of listeners) listener()
}

function read(): Tour {
  const step = sessionStorage.getItem(STEP_KEY)
  if (step !== null && /^\d$/.test(step)) return Number(step)
  return localStorage.getItem(SEEN_KEY) === null ? 'offered' : 'over'
}
