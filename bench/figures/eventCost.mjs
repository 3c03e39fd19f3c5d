import { BASELINE, checkOut, loadInternals } from '../baseline.mjs'
import { interleaved } from '../measure.mjs'
import { history, recordedBatches } from '../payloads.mjs'
import { snippet } from '../snippet.mjs'

const nothing = () => {}

/** Reads a batch, asks the signals about it, reduces it, and projects the public state. */
function reader(internals) {
  const { detectClose, digitalChannels, initialRecord, interactionState, project, readCloses, reduceChat } =
    internals
  const signals = [interactionState()]
  // As the baseline did.
  const copyEach = (messages) =>
    messages.map((message) => ({ closes: detectClose(message, signals, nothing), ...message }))
  const close = readCloses ? (messages) => readCloses(messages, signals, nothing) : copyEach
  const live = [
    { type: 'status', status: 'connected', platform: 'genesys-widgets', transport: 'digital-channels' },
    { type: 'mode', isAsync: true },
    { type: 'joined', sessionId: 'session-1', memory: null, restoredBefore: 0, startedAt: null },
  ].reduce(reduceChat, initialRecord)
  return (data) => {
    const source = data.oldMessages === true ? 'page' : 'live'
    const messages = close(digitalChannels.readBatch(data))
    return project(reduceChat(live, { type: 'messages', messages, source, now: 1 }))
  }
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

/** Nanoseconds for each load, for the library, for what it was at the baseline, and for the snippet. */
export async function eventCost() {
  const known = checkOut(BASELINE)
  const library = reader(await loadInternals())
  const baseline = known && reader(await loadInternals(known.sources))
  known?.remove()
  return Object.entries(loads()).map(([name, data]) => {
    const messages = data.originalMessages.length
    const times = interleaved({
      library: () => library(data),
      ...(baseline && { baseline: () => baseline(data) }),
      snippet: () => snippet(data, true, nothing),
    })
    return { name, messages, ...times }
  })
}
