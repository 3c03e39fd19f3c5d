import { readFileSync } from 'node:fs'
import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'

interface Recording {
  readonly mode: 'async' | 'regular'
  readonly events: readonly (Partial<BusEnvelope<MessageBatch>> & { mark?: string; command?: string })[]
}

interface MessageBatch {
  readonly originalMessages?: readonly OriginalMessage[]
  readonly messages?: readonly { readonly from?: Author }[]
}

interface Author {
  readonly type?: string
  readonly name?: string
}

/** On Genesys Cloud only made-up messages have a type and an author. */
interface OriginalMessage {
  readonly type?: string
  readonly text?: string
  readonly from?: Author
  readonly data?: { readonly interactionState?: string }
  readonly body?: string
  readonly bodyType?: string
  readonly role?: string
  readonly sender?: object
}

/**
 * What comes as often as the clock wants (polls), once per request (capabilities), per bubble (messageAdded), or before and
 * after its neighbours as the page's loading wants (ready, the opening of the window).
 */
const NOT_TOLD =
  /pollingStarted|capabilitiesChanged|messageAdded|chatButtonDisplayed|\.ready$|WebChat\.opened$/

/** The events in short, so that two runs can be compared: names, and what the messages say. */
export function tell(events: readonly Partial<BusEnvelope>[]): string[] {
  return events.flatMap(({ event, data }) => {
    if (!event || NOT_TOLD.test(event)) return []
    const { originalMessages, messages } = (data ?? {}) as MessageBatch
    if (!originalMessages) return [event]
    const told = originalMessages.map((original, at) => tellMessage(original, messages?.[at]?.from))
    return [`${event}: ${told.join(', ')}`]
  })
}

function tellMessage(message: OriginalMessage, author?: Author): string {
  const { from, text, data, type, body, bodyType } = message
  const isCloud = bodyType !== undefined || text === ''
  // The names of those who join and leave are all that tells them apart there.
  const who = isCloud ? [author?.type, author?.name].filter(Boolean).join(' ') : from?.type
  return `${who} ${text || data?.interactionState || body || bodyType || type}`
}

/** A recording of the real widget, against another server than ours. */
export function recording(name: string): Recording {
  const path = `../../packages/react-genesys-chat-lifecycle/test/recordings/${name}.json`
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
}

/** The fields of each kind of message in the events: what our server must send, and no more. */
export function messageShapes(events: readonly Partial<BusEnvelope>[]): Record<string, string[]> {
  const shapes: Record<string, string[]> = {}
  for (const { data } of events) {
    for (const message of (data as MessageBatch | undefined)?.originalMessages ?? []) {
      const fields = [
        ...Object.keys(message),
        ...Object.keys(message.from ?? {}).map((key) => `from.${key}`),
        ...Object.keys(message.sender ?? {}).map((key) => `sender.${key}`),
      ]
      const { from, type, role, bodyType } = message
      shapes[bodyType ? `${role} ${bodyType}` : `${from?.type} ${type}`] = fields.toSorted()
    }
  }
  return shapes
}
