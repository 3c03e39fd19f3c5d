import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'
import type { ContractPage } from './subject.ts'

/** Told over and over, and never news; the button is a matter of the page's configuration. */
const NOISE = new Set([
  'WebChatService.pollingStarted',
  'WebChatService.capabilitiesChanged',
  'WebChat.chatButtonDisplayed',
])

/** The names of the events, without the noise. */
export function namesSince(page: ContractPage, since = 0): string[] {
  return page.events
    .slice(since)
    .map(({ event }) => event)
    .filter((event) => !NOISE.has(event))
}

/** Runs in the page: what a script has left there as `seen`. */
export const readSeen = (): unknown[] => (globalThis as typeof globalThis & { seen: unknown[] }).seen

/** The data of the last event of that name. */
export function dataOf<Data>(page: ContractPage, event: string): Data {
  const found = page.events.findLast((envelope) => envelope.event === event)
  if (!found) throw new Error(`${event} has not come.`)
  return found.data as Data
}

/** What the messages of a batch say: a text, a state, or the type. */
function wordsOf(envelope: BusEnvelope | undefined): string[] {
  const { originalMessages } = (envelope?.data ?? { originalMessages: [] }) as {
    originalMessages: { type: string; text?: string; data?: { interactionState?: string } }[]
  }
  return originalMessages.map(({ type, text, data }) => text ?? data?.interactionState ?? type)
}

/** All batches since then, each as its words. */
export function batchesSince(page: ContractPage, since = 0): string[][] {
  return page.events
    .slice(since)
    .filter(({ event }) => event === 'WebChatService.messageReceived')
    .map(wordsOf)
}
