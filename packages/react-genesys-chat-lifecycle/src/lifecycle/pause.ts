/** Resolves after a time, or at once when what `onRelease` got is called: nothing is left running behind an unmount. */
export function pause(ms: number, onRelease: (release: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    onRelease(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
