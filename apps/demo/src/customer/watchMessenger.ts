import { note } from './timeline.ts'

/** The bus events on the timeline. */
const EVENTS = [
  ...['ready', 'started', 'restored', 'messagesReceived', 'conversationDisconnected', 'readOnlyConversation'],
  ...['typingReceived', 'conversationCleared', 'conversationReset', 'sessionExpired', 'error'],
  ...['offline', 'reconnecting', 'reconnected'],
].map((event) => `MessagingService.${event}`)
const WINDOW_EVENTS = ['opened', 'closed', 'cleared'].map((event) => `Messenger.${event}`)

interface Envelope {
  readonly event: string
  readonly data?: { readonly messages?: readonly Message[] }
}

interface Message {
  readonly type?: string
  readonly direction?: string
  readonly originatingEntity?: string
  readonly events?: readonly { readonly presence?: { readonly type?: string } }[]
}

/** Puts bus events onto the timeline. */
export function watchMessenger(): void {
  const { Genesys } = window as unknown as { Genesys(...call: unknown[]): void }
  for (const event of [...EVENTS, ...WINDOW_EVENTS]) {
    Genesys('subscribe', event, (envelope: Envelope) => note('bus', envelope.event, describe(envelope)))
  }
}

/** Describes messages without what they say. */
function describe({ event, data }: Envelope): string | undefined {
  if (event !== 'MessagingService.messagesReceived') return undefined
  return data?.messages
    ?.map(({ type, direction, originatingEntity, events }) => {
      const by = direction === 'Inbound' ? 'Customer' : (originatingEntity ?? 'nobody')
      return `${events?.[0]?.presence?.type ?? type} by ${by}`
    })
    .join(', ')
}
