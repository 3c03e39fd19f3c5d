type Callback = (...values: unknown[]) => void

/** What `command()` returns: a jQuery promise from before Promises/A+. `then` returns `undefined`; there is no `catch`. */
export interface BusPromise {
  done(...callbacks: Callback[]): BusPromise
  fail(...callbacks: Callback[]): BusPromise
  always(...callbacks: Callback[]): BusPromise
  progress(...callbacks: Callback[]): BusPromise
  then(done?: Callback | null, fail?: Callback | null, progress?: Callback | null): undefined
  promise(): BusPromise
  state(): 'pending' | 'resolved' | 'rejected'
  isResolved(): boolean
  isRejected(): boolean
  pipe(done?: (...values: unknown[]) => unknown, fail?: (...reasons: unknown[]) => unknown): BusPromise
}

/** What a command's handler settles. */
export interface BusDeferred extends BusPromise {
  resolve(...values: unknown[]): BusDeferred
  reject(...reasons: unknown[]): BusDeferred
  notify(...values: unknown[]): BusDeferred
}

/** Callbacks run synchronously, as the vendor's do. */
export function createDeferred(): BusDeferred {
  let state: 'pending' | 'resolved' | 'rejected' = 'pending'
  let outcome: unknown[] = []
  const onDone: Callback[] = []
  const onFail: Callback[] = []
  const onProgress: Callback[] = []

  const settle = (next: 'resolved' | 'rejected', values: unknown[], callbacks: Callback[]): void => {
    if (state !== 'pending') return
    state = next
    outcome = values
    for (const callback of callbacks) callback(...values)
  }

  const promise: BusPromise = {
    done(...callbacks) {
      onDone.push(...callbacks)
      if (state === 'resolved') for (const callback of callbacks) callback(...outcome)
      return promise
    },
    fail(...callbacks) {
      onFail.push(...callbacks)
      if (state === 'rejected') for (const callback of callbacks) callback(...outcome)
      return promise
    },
    always(...callbacks) {
      return promise.done(...callbacks).fail(...callbacks)
    },
    progress(...callbacks) {
      onProgress.push(...callbacks)
      return promise
    },
    // biome-ignore lint/suspicious/noThenProperty: the real bus returns a thenable, and people await it
    then(done, fail, progress) {
      if (fail) promise.fail(fail)
      if (done) promise.done(done)
      if (progress) promise.progress(progress)
      return undefined
    },
    promise: () => promise,
    state: () => state,
    isResolved: () => state === 'resolved',
    isRejected: () => state === 'rejected',
    pipe(done, fail) {
      const piped = createDeferred()
      promise.done((...values) => (done ? piped.resolve(done(...values)) : piped.resolve(...values)))
      promise.fail((...reasons) => (fail ? piped.reject(fail(...reasons)) : piped.reject(...reasons)))
      return piped.promise()
    },
  }

  const deferred: BusDeferred = {
    ...promise,
    resolve(...values) {
      settle('resolved', values, onDone)
      return deferred
    },
    reject(...reasons) {
      settle('rejected', reasons, onFail)
      return deferred
    },
    notify(...values) {
      if (state === 'pending') for (const callback of onProgress) callback(...values)
      return deferred
    },
  }
  return deferred
}
