import type { SentCommand } from './types.ts'

/** A command that was sent, and its outcome so far. */
export interface LoggedCommand {
  /** `Plugin.command`. */
  readonly name: string
  /** As it was sent, before any `before` hook. */
  readonly data: unknown
  /** The plugin that sent it: `QuickBus` for `_genesys.widgets.bus`, `CXBus` for `window.CXBus`. */
  readonly commander: string
  /** Epoch milliseconds. */
  readonly time: number
  /** A command may stay `pending` for ever. */
  outcome: 'pending' | 'resolved' | 'rejected'
  /** What it resolved or rejected with. */
  value: unknown
  /** Epoch milliseconds. */
  settledAt: number | undefined
}

/** Appends a command to a log and records its outcome there. */
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
