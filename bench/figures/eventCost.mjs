import {
  initialLifecycle,
  interactionState,
  project,
  readBatch,
  readSignals,
  reduceLifecycle,
} from '../internals.mjs'
import { interleaved } from '../measure.mjs'
import { history, recordedBatches } from '../payloads.mjs'
import { snippet } from '../snippet.mjs'

const signals = [interactionState()]
const live = [
  { type: 'bus', status: 'connected' },
  { type: 'async', isAsync: true },
  { type: 'joined', sessionId: 'session-1', memory: null },
].reduce(reduceLifecycle, initialLifecycle)
const nothing = () => {}

/** What a batch costs: read, asked for signals, reduced, and drawn. */
function library(data) {
  const { messages, historic } = readBatch(data)
  const read = messages.map((message) => ({ ...message, closes: readSignals(message, signals, nothing) }))
  return project(reduceLifecycle(live, { type: 'messages', messages: read, historic, now: 1 }))
}

const merged = (batches) => ({
  originalMessages: batches.flatMap(({ originalMessages }) => originalMessages),
  messages: [],
})

/** Recorded batches of the real widget, and the recorded messages repeated to the length of a long history. */
function loads() {
  const closing = recordedBatches('async-finalizing-then-completed')
  const page = recordedBatches('async-history-page-holds-old-completed')
  const restore = { originalMessages: merged(page).originalMessages.slice(0, 20), messages: [] }
  return {
    'a live text': closing[2],
    'a live closing': closing[4],
    'a restore of 20 messages': restore,
    'a history of 100': history(100),
    'a history of 1 000': history(1_000),
    'a history of 10 000': history(10_000),
  }
}

/** Nanoseconds for each load, ours beside the snippet's. */
export function eventCost() {
  return Object.entries(loads()).map(([name, data]) => {
    const messages = data.originalMessages.length
    const times = interleaved({
      library: () => library(data),
      snippet: () => snippet(data, true, nothing),
    })
    return { name, messages, ...times }
  })
}
