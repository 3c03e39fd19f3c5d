import { createTimer, LONGEST_DELAY_MS } from '../common/timer.ts'

/** Calls back when the clock has reached `endsAt`, also in a tab that was hidden or asleep. Returns the way to stop. */
export function whenReached(endsAt: number, callback: () => void): () => void {
  const timer = createTimer()
  const stop = (): void => {
    timer.stop()
    document.removeEventListener('visibilitychange', check)
  }
  const finish = (): void => {
    stop()
    callback()
  }
  function check(): void {
    const left = endsAt - Date.now()
    if (left <= 0) finish()
    // A full wait is enough, also if the clock was put back meanwhile.
    else timer.start(left, left <= LONGEST_DELAY_MS ? finish : check)
  }
  document.addEventListener('visibilitychange', check)
  check()
  return stop
}
