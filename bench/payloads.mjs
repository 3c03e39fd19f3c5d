import { readFileSync } from 'node:fs'

const folder = new URL('../packages/react-genesys-chat-lifecycle/test/recordings/', import.meta.url)

/** The `messageReceived` payloads in a recording of the real widget. */
export function recordedBatches(name) {
  const { events } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  return events.filter(({ event }) => event === 'WebChatService.messageReceived').map(({ data }) => data)
}

/** The recorded messages repeated in one batch, each with its own index and id. */
export function history(count) {
  const recorded = recordedBatches('async-history-page-holds-old-completed').flatMap(
    ({ originalMessages }) => originalMessages,
  )
  const start = 1_795_343_393_000
  const originalMessages = Array.from({ length: count }, (_, i) => ({
    ...recorded[i % recorded.length],
    index: `${start + i * 1000}-0`,
    id: `message-${i}`,
  }))
  return { originalMessages, messages: [], restoring: false }
}
