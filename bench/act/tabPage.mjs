// One of several tabs of a session. Counts what it tells the others and what it stores.
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { ChatEndGuard, GenesysChatProvider, useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { stateChange, text } from '../batches.mjs'
import { createQuietBus } from '../bus.mjs'

const counts = { messages: 0, writes: 0 }
const count = (prototype, method, name) => {
  const original = prototype[method]
  prototype[method] = function (...values) {
    counts[name]++
    return original.apply(this, values)
  }
}
count(BroadcastChannel.prototype, 'postMessage', 'messages')
count(Storage.prototype, 'setItem', 'writes')

const { bus, publish } = createQuietBus()
/** When each closed segment was seen, in milliseconds since 1970. */
const seen = new Map()

function Phase() {
  const closedSegment = useGenesysChatLifecycle((chat) => chat.closedSegment)
  if (closedSegment && !seen.has(closedSegment.key)) {
    seen.set(closedSegment.key, performance.timeOrigin + performance.now())
  }
  return null
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  h(GenesysChatProvider, { bus, asyncMode: true }, h(Phase), h(ChatEndGuard)),
)

const publishBatch = (batch) => publish('WebChatService.messageReceived', batch)

window.tab = {
  counts,
  seen: () => [...seen.values()],
  start() {
    publish('WebChatService.started', { data: { sessionId: 'session-1' } })
    publishBatch(text(0))
  },
  /** An agent closes the segment. Only this tab hears of it. */
  close(i) {
    const at = performance.timeOrigin + performance.now()
    publishBatch(stateChange(i, 'Completed'))
    return at
  },
  /** The agent writes again, which opens the next one. */
  reopen(i) {
    const batch = text(i)
    const [message] = batch.originalMessages
    publishBatch({ ...batch, originalMessages: [{ ...message, type: 'ParticipantJoined' }] })
  },
}
