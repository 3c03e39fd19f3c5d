/**
 * What the customer's page tells the rest of the demo, over a BroadcastChannel: it works from the frame and from a tab of
 * its own alike.
 */
export type DemoMessage = StateMessage | TimelineMessage | HelloMessage

/** The part of the library's state that the status strip shows. */
export interface StateMessage {
  readonly type: 'state'
  readonly phase: string
  readonly sessionId: string | null
  readonly closedSegment: { readonly state: string; readonly at: number } | null
  readonly endReason: string | null
  readonly window: string
  readonly connection: string
  readonly isAsync: boolean
  readonly interactionState: string | null
  readonly agents: string
}

/** Something that happened on the customer's page. */
export interface TimelineMessage {
  readonly type: 'timeline'
  readonly at: number
  readonly kind: 'bus' | 'lifecycle' | 'state' | 'effect'
  readonly name: string
  readonly detail?: string
}

/** Asks the customer's page for its state. Sent by those who started listening late. */
export interface HelloMessage {
  readonly type: 'hello'
}

/** The custom UI is customer's page and shell in one document, so it tells only itself. */
const isOnePage = location.pathname.endsWith('/custom.html')
const channel = isOnePage ? undefined : new BroadcastChannel('chat-demo')
const listeners = new Set<(message: DemoMessage) => void>()

channel?.addEventListener('message', (event: MessageEvent<DemoMessage>) => hear(event.data))

export function tell(message: DemoMessage): void {
  if (channel) channel.postMessage(message)
  else hear(message)
}

export function listen(listener: (message: DemoMessage) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function hear(message: DemoMessage): void {
  for (const listener of [...listeners]) listener(message)
}
