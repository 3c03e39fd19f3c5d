import type { SentCommand } from '../cxbus.ts'

/** A command that went over the bus, and what has become of it so far. */
export interface LoggedCommand {
  /** `Plugin.command`. */
  readonly name: string
  /** As it was sent, before any `before` hook. */
  readonly data: unknown
  /** The plugin that sent it: `QuickBus` for `_genesys.widgets.bus`, `CXBus` for `window.CXBus`. */
  readonly commander: string
  /** Epoch milliseconds. */
  readonly time: number
  /** `pending` for a command that has not settled; it may never. */
  outcome: 'pending' | 'resolved' | 'rejected'
  /** What it was resolved with, or rejected with. */
  value: unknown
  /** Epoch milliseconds. */
  settledAt: number | undefined
}

/** Appends a command to a log, and follows it. */
export function logCommand(
  log: LoggedCommand[],
  { name, data, commander, time, promise }: SentCommand,
): void {
  const entry: LoggedCommand = {
    name,
    data,
    commander,
    time,
    outcome: 'pending',
    value: undefined,
    settledAt: undefined,
  }
  log.push(entry)
  const settle =
    (outcome: 'resolved' | 'rejected') =>
    (value: unknown): void => {
      Object.assign(entry, { outcome, value, settledAt: Date.now() })
    }
  promise.done(settle('resolved')).fail(settle('rejected'))
}
