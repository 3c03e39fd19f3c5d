/**
 * Recordings of the real widget, and a bus to replay them on.
 *
 * @module
 */
export type { Recording, RecordingEntry } from './replay/recording.ts'
export {
  createReplayBus,
  type ReplayBus,
  type ReplayBusOptions,
  type ReplayOptions,
  replay,
} from './replay/replay.ts'
export type { ReplayAnswer } from './replay/replayAnswers.ts'
