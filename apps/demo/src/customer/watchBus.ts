import type { BusEnvelope, CXBusPlugin } from 'react-genesys-chat-lifecycle'
import { note } from './timeline.ts'

/** The bus events on the timeline. Polls come several times a second and say nothing. */
const EVENTS = [
  ...['ready', 'started', 'restored', 'restoreFailed', 'messageReceived', 'ended', 'error', 'sessionLost'],
  ...['agentConnected', 'agentDisconnected', 'agentTypingStarted', 'agentTypingStopped', 'pollingStopped'],
  ...['disconnected', 'reconnected'],
].map((event) => `WebChatService.${event}`)
const WINDOW_EVENTS = ['ready', 'opened', 'closed', 'minimized', 'unminimized', 'completed', 'cancelled'].map(
  (event) => `WebChat.${event}`,
)

interface Widgets {
  onReady?: (bus: Bus) => void
}

interface Bus {
  registerPlugin(name: string): CXBusPlugin | false
}

/** Puts bus events onto the timeline. Its own plugin leaves everybody else's subscriptions alone. */
export function watchBus(widgets: Widgets & Record<string, unknown>): void {
  const before = widgets.onReady
  widgets.onReady = (bus) => {
    before?.(bus)
    const plugin = bus.registerPlugin('DemoTimeline')
    if (!plugin) return
    for (const event of [...EVENTS, ...WINDOW_EVENTS]) {
      plugin.subscribe(event, (envelope: BusEnvelope) => note('bus', envelope.event, describe(envelope)))
    }
  }
}

/** Describes an event without its data: `started` carries the bearer token, and forms hold personal data. */
function describe({ event, data }: BusEnvelope): string | undefined {
  if (event !== 'WebChatService.messageReceived') return undefined
  const { originalMessages = [] } = data as { originalMessages?: readonly OriginalMessage[] }
  return originalMessages
    .map(({ type, from, data: details }) =>
      details?.interactionState
        ? `${type} ${details.interactionState}`
        : `${type} by ${from?.type ?? 'nobody'}`,
    )
    .join(', ')
}

interface OriginalMessage {
  readonly type?: string
  readonly from?: { readonly type?: string }
  readonly data?: { readonly interactionState?: string }
}
