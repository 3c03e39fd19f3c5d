/** Moves a fake clock: `vi.advanceTimersByTimeAsync`, for example. */
export type AdvanceTimers = (ms: number) => Promise<unknown> | unknown

/** Creates a function that lets time pass: on a fake clock if there is one, else in real time. */
export function createWait(advanceTimers: AdvanceTimers | undefined): (ms: number) => Promise<void> {
  return async (ms) => {
    if (advanceTimers) await advanceTimers(ms)
    else await new Promise((resolve) => setTimeout(resolve, ms))
  }
}
