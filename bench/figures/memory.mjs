import { createElement as h } from 'react'
import {
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from 'react-genesys-chat-lifecycle'
import { breathe, createQuietBus } from '../bus.mjs'
import { openPage } from '../dom.mjs'
import { text } from '../payloads.mjs'

const Phase = () => useGenesysChatLifecycle((chat) => chat.phase)
const Messages = () => useGenesysChatMessages().messages.length

/** Bytes in use after garbage collection. */
async function heap() {
  for (let i = 0; i < 4; i++) {
    globalThis.gc()
    await breathe()
  }
  return process.memoryUsage().heapUsed
}

const app = (bus, extra) =>
  h(GenesysChatProvider, { bus }, h(Phase), h(ChatEndGuard, { followUps: 'confirm' }), extra)

/** Waits until the application listens, or no longer does: nothing would be measured otherwise. */
async function untilListening(subscriptions, isListening) {
  for (let i = 0; i < 1_000; i++) {
    if (subscriptions() > 0 === isListening) return
    await breathe()
  }
  throw new Error(`The application ${isListening ? 'never subscribed to' : 'never left'} the bus.`)
}

/**
 * Mounts and unmounts the application on one bus, and measures what is left. The first half warms up the engine, whose
 * compiled code stays on the heap.
 */
export async function mounts(count) {
  const { bus, subscriptions, hooks } = createQuietBus()
  const { root, close } = openPage()
  const cycle = async () => {
    root.render(app(bus))
    await untilListening(subscriptions, true)
    root.render(null)
    await untilListening(subscriptions, false)
  }
  await cycle()
  // React finishes the first one later.
  for (let i = 0; i < 50; i++) await breathe()
  const first = { subscriptions: subscriptions(), hooks: hooks() }
  for (let i = 0; i < count / 2; i++) await cycle()
  const before = await heap()
  for (let i = 0; i < count / 2; i++) await cycle()
  const after = await heap()
  const last = { subscriptions: subscriptions(), hooks: hooks() }
  close()
  return { count, growth: after - before, heap: after, first, last }
}

/** Polls three times a second, with a message every 18 seconds. The first hour warms up the engine. */
export async function polling(hours, { keepMessages = false } = {}) {
  const { bus, publish, subscriptions } = createQuietBus()
  const { root, close } = openPage()
  root.render(app(bus, keepMessages ? h(Messages) : null))
  await untilListening(subscriptions, true)
  publish('WebChatService.started', { data: { sessionId: 'session-1' } })
  let message = 0
  const poll = async (seconds) => {
    for (let second = 0; second < seconds; second++) {
      for (let i = 0; i < 3; i++) {
        publish('WebChatService.capabilitiesChanged', { async: true })
        publish('WebChatService.pollingStarted')
      }
      if (second % 18 === 0) publish('WebChatService.messageReceived', text(message++))
      await breathe()
    }
  }
  await poll(3_600)
  const before = await heap()
  const first = subscriptions()
  const warmedUp = message
  await poll(hours * 3_600)
  const after = await heap()
  const last = subscriptions()
  const messages = message - warmedUp
  close()
  return { hours, messages, growth: after - before, heap: after, first, last }
}
