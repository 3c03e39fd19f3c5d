/** A wait that can be cut short, so that nothing keeps running after an unmount. */
export interface Pause {
  /** Resolves after a time, or as soon as `release` is called. */
  wait(ms: number): Promise<void>
  release(): void
}

/** Makes a pause. It holds one wait at a time. */
export function createPause(): Pause {
  let release = (): void => {}
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        release = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    release: () => release(),
  }
}
