import { readFileSync } from 'node:fs'
import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'

interface Recording {
  readonly mode: 'async' | 'regular'
  readonly events: readonly (Partial<BusEnvelope<MessageBatch>> & { mark?: string; command?: string })[]
}

interface MessageBatch {
  readonly originalMessages?: readonly {
    readonly type: string
    readonly text?: string
    readonly from: { readonly type: string }
    readonly data?: { readonly interactionState?: string }
  }[]
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
    const messages = (data as MessageBatch | undefined)?.originalMessages
    if (!messages) return [event]
    return [`${event}: ${messages.map(tellMessage).join(', ')}`]
  })
}

function tellMessage(message: NonNullable<MessageBatch['originalMessages']>[number]): string {
  return `${message.from.type} ${message.text ?? message.data?.interactionState ?? message.type}`
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
      const fields = [...Object.keys(message), ...Object.keys(message.from).map((key) => `from.${key}`)]
      shapes[`${message.from.type} ${message.type}`] = fields.toSorted()
    }
  }
  return shapes
}
