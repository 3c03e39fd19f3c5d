/** The longest time a timer takes. */
const LONGEST_MS = 0x7fffffff

/** Calls back when the clock has reached `endsAt`, also in a tab that was hidden or asleep. Returns the way to stop. */
export function whenReached(endsAt: number, callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', check)
  }
  const finish = (): void => {
    stop()
    callback()
  }
  function check(): void {
    clearTimeout(timer)
    const left = endsAt - Date.now()
    if (left <= 0) finish()
    // Who has waited for all of it has waited enough, also if the clock was put back meanwhile.
    else if (left <= LONGEST_MS) timer = setTimeout(finish, left)
    else timer = setTimeout(check, LONGEST_MS)
  }
  document.addEventListener('visibilitychange', check)
  check()
  return stop
}
