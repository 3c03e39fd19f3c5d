import { createElement as h, useEffect } from 'react'
import { ChatEndGuard, useGenesysChatLifecycle, useGenesysChatMessages } from 'react-genesys-chat-lifecycle'
import { breathe } from '../bus.mjs'
import { openPage } from '../dom.mjs'
import { PLATFORMS } from '../platforms.mjs'

const DEFAULT = 'digital-channels'
const HOUR_S = 3_600

function Phase({ onPhase }) {
  const phase = useGenesysChatLifecycle((chat) => chat.phase)
  useEffect(() => onPhase(phase), [phase, onPhase])
  return phase
}

const Messages = () => useGenesysChatMessages().messages.length

/** Bytes in use after garbage collection. */
async function heap() {
  for (let i = 0; i < 4; i++) {
    globalThis.gc()
    await breathe()
  }
  return process.memoryUsage().heapUsed
}

/** Waits until something has happened: nothing would be measured otherwise. */
async function until(isDone, what) {
  for (let i = 0; i < 1_000; i++) {
    if (isDone()) return
    await breathe()
  }
  throw new Error(`${what} never happened.`)
}

/** The application, and the phase that it shows. */
function createApp({ Provider, props, subscriptions, keepsSubscriptions }, extra) {
  let phase = 'connecting'
  const onPhase = (next) => {
    phase = next
  }
  return {
    element: h(Provider, props, h(Phase, { onPhase }), h(ChatEndGuard, { followUps: 'confirm' }), extra),
    /** Messenger's bus keeps the subscriptions, so they do not tell. */
    isListening: () => (keepsSubscriptions ? phase !== 'connecting' : subscriptions() > 0),
    hasLeft: () => keepsSubscriptions || subscriptions() === 0,
  }
}

/**
 * Mounts and unmounts the application on one bus, and measures what is left. The first half warms up the engine, whose
 * compiled code stays on the heap.
 */
export async function mounts(count, platform = DEFAULT) {
  const chat = PLATFORMS[platform]()
  const { subscriptions, hooks } = chat
  const { root, close } = openPage()
  const app = createApp(chat)
  const cycle = async () => {
    root.render(app.element)
    await until(app.isListening, 'The connection')
    root.render(null)
    await breathe()
    await until(app.hasLeft, 'The unmount')
  }
  await cycle()
  // React finishes the first one later.
  for (let i = 0; i < 50; i++) await breathe()
  const first = { subscriptions: subscriptions(), hooks: hooks() }
  for (let i = 0; i < count / 2; i++) await cycle()
  const before = await heap()
  for (let i = 0; i < count / 2; i++) await cycle()
  const after = await heap()
  for (let i = 0; i < 50; i++) await breathe()
  const last = { subscriptions: subscriptions(), hooks: hooks() }
  close()
  return { platform, count, growth: after - before, heap: after, first, last }
}

/** Polls three times a second, with a message every 18 seconds. The first hour warms up the engine. */
export async function polling(hours, platform = DEFAULT, { keepMessages = false } = {}) {
  const chat = PLATFORMS[platform]()
  const { root, close } = openPage()
  const app = createApp(chat, keepMessages ? h(Messages) : null)
  root.render(app.element)
  await until(() => chat.subscriptions() > 0, 'A subscription')
  await breathe()
  chat.start()
  let message = 0
  const poll = async (seconds) => {
    for (let second = 0; second < seconds; second++) {
      for (let i = 0; i < 3; i++) chat.poll()
      if (second % 18 === 0) chat.say(message++)
      await breathe()
    }
  }
  await poll(HOUR_S)
  const before = await heap()
  const first = chat.subscriptions()
  const warmedUp = message
  await poll(hours * HOUR_S)
  const after = await heap()
  const last = chat.subscriptions()
  const messages = message - warmedUp
  close()
  return { platform, hours, messages, growth: after - before, heap: after, first, last }
}
