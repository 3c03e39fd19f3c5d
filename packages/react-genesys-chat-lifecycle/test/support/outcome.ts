/** How a promise ends, without waiting for it. */
export function outcome(promise: Promise<unknown>): { value?: unknown; error?: unknown } {
  const result: { value?: unknown; error?: unknown } = {}
  promise.then(
    (value) => {
      result.value = value
    },
    (error: unknown) => {
      result.error = error
    },
  )
  return result
}
