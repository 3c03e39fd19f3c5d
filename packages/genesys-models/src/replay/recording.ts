import type { BusEnvelope } from '../bus/types.ts'

/** A note between the events, such as `page reload`. */
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

export type RecordingEntry = BusEnvelope | RecordingMark | RecordingCommand

/** The event stream of a real widget. */
export interface Recording {
  readonly about: string
  /** `async` or `regular`. */
  readonly mode: string
  /** The widget's version and transport. */
  readonly widgets?: string
  /** Event → how often it was left out. */
  readonly omitted?: Readonly<Record<string, number>>
  readonly events: readonly RecordingEntry[]
}

export const isMark = (entry: RecordingEntry): entry is RecordingMark => 'mark' in entry
export const isCommand = (entry: RecordingEntry): entry is RecordingCommand => 'command' in entry
