/** The outcome of a command on the bus. */
export interface CommandOutcome {
  readonly outcome: 'resolved' | 'rejected' | 'never settled'
  readonly value: unknown
}

/** Runs in the page. Uses `done` and `fail`, because the deferred's `then` returns no promise. */
export function sendCommand({ name, data, timeoutMs }: { name: string; data: unknown; timeoutMs: number }) {
  interface Deferred {
    done(callback: (value: unknown) => void): Deferred
    fail(callback: (reason: unknown) => void): Deferred
  }
  const { bus } = (
    window as unknown as {
      _genesys: { widgets: { bus: { command(name: string, data: unknown): Deferred } } }
    }
  )._genesys.widgets
  return new Promise<CommandOutcome>((resolve) => {
    const settle = (outcome: CommandOutcome['outcome']) => (value?: unknown) =>
      resolve({ outcome, value: value === undefined ? undefined : JSON.parse(JSON.stringify(value)) })
    setTimeout(settle('never settled'), timeoutMs)
    bus.command(name, data).done(settle('resolved')).fail(settle('rejected'))
  })
}
