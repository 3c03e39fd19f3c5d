import { createTimer } from './timer.ts'

/** How long a computer that slept, with the tab in front, may take to notice. Timers do not count the time asleep everywhere. */
const LOOK_MS = 10_000

/** Calls back when the clock has reached a moment, also in a tab that was hidden or asleep. Returns a function that cancels the call. */
export function whenReached(moment: number, callback: () => void): () => void {
  const timer = createTimer()
  // A full wait is enough, also if the clock was put back meanwhile.
  const latest = performance.now() + moment - Date.now()
  const stop = (): void => {
    timer.stop()
    document.removeEventListener('visibilitychange', check)
  }
  function check(): void {
    const left = Math.min(moment - Date.now(), latest - performance.now())
    if (left > 0) {
      timer.start(Math.min(left, LOOK_MS), check)
    } else {
      stop()
      callback()
    }
  }
  document.addEventListener('visibilitychange', check)
  check()
  return stop
}
