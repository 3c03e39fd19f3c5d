import {
  detectClose,
  digitalChannels,
  initialRecord,
  interactionState,
  project,
  reduceChat,
} from '../internals.mjs'
import { interleaved } from '../measure.mjs'
import { history, recordedBatches } from '../payloads.mjs'
import { snippet } from '../snippet.mjs'

const signals = [interactionState()]
const live = [
  { type: 'status', status: 'connected', platform: 'genesys-widgets', transport: 'digital-channels' },
  { type: 'mode', isAsync: true },
  { type: 'joined', sessionId: 'session-1', memory: null, restoredBefore: 0, startedAt: null },
].reduce(reduceChat, initialRecord)
const nothing = () => {}

/** Reads a batch, asks the signals about it, reduces it, and projects the public state. */
function library(data) {
  const messages = digitalChannels.readBatch(data)
  const source = data.oldMessages === true ? 'page' : 'live'
  const read = messages.map((message) => ({ closes: detectClose(message, signals, nothing), ...message }))
  return project(reduceChat(live, { type: 'messages', messages: read, source, now: 1 }))
}

const merged = (batches) => ({
  originalMessages: batches.flatMap(({ originalMessages }) => originalMessages),
  messages: [],
})

/** Recorded batches of the real widget, and long histories made of the recorded messages. */
function loads() {
  const closed = recordedBatches('async-finalizing-then-completed')
  const page = recordedBatches('async-history-page-holds-old-completed')
  const restore = { originalMessages: merged(page).originalMessages.slice(0, 20), messages: [] }
  return {
    'a live text': closed[2],
    'a live closed segment': closed[4],
    'a restore of 20 messages': restore,
    'a history of 100': history(100),
    'a history of 1 000': history(1_000),
    'a history of 10 000': history(10_000),
  }
}

/** Nanoseconds for each load, for the library and the snippet. */
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
