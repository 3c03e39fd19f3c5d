import type { BusEnvelope } from '../platform/genesys-widgets/busTypes.ts'

/** A note between the events, `page reload` for instance. */
export interface RecordingMark {
  readonly mark: string
}

/** A command that the recorded page sent. Its effects are events of their own. */
export interface RecordingCommand {
  readonly command: string
  readonly options?: unknown
  /** `resolved`, `never settled`, or `rejected: ` with the reason. */
  readonly outcome: string
}

/** One line of a recording. */
export type RecordingEntry = BusEnvelope | RecordingMark | RecordingCommand

/** The event stream of a real widget, as read from a JSON file. */
export interface Recording {
  /** What happens in it. */
  readonly about: string
  /** `async` or `regular`. */
  readonly mode: string
  /** The widget's version and transport. */
  readonly widgets?: string
  /** Event → how often it happened and was left out. */
  readonly omitted?: Readonly<Record<string, number>>
  readonly events: readonly RecordingEntry[]
}

export const isMark = (entry: RecordingEntry): entry is RecordingMark => 'mark' in entry
export const isCommand = (entry: RecordingEntry): entry is RecordingCommand => 'command' in entry
