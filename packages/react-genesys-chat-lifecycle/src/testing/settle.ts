const STEP_MS = 10

interface SettleOptions {
  wait(ms: number): Promise<void>
  isQuiet(): boolean
  readonly pollMs: number
  readonly limitMs: number
}

/** Lets time pass until a whole poll was silent: only a poll tells that the server has ended the chat or is gone. */
export async function settle({ wait, isQuiet, pollMs, limitMs }: SettleOptions): Promise<void> {
  const silence = pollMs + 3 * STEP_MS
  let quietFor = 0
  for (let passed = 0; passed < limitMs && quietFor < silence; passed += STEP_MS) {
    await wait(STEP_MS)
    quietFor = isQuiet() ? quietFor + STEP_MS : 0
  }
}
