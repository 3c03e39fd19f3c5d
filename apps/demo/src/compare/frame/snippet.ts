import type { BusEnvelope, CXBusLike } from 'react-genesys-chat-lifecycle'

interface StateChange {
  readonly type?: string
  readonly event?: string
  readonly data?: { readonly interactionState?: string }
}

const THANKS =
  'Thank you for your query. Please do not respond to this automated message if you do not have additional questions.'

/**
 * The vendor's documented remedy, rebuilt from its description, faults included. In every batch the last interaction state
 * decides, whatever came before or after it.
 *
 * @param closeWindow - closes the window at once, as pages that use the snippet do
 */
export function installSnippet(bus: CXBusLike, isAsync: boolean, closeWindow: boolean): void {
  bus.subscribe('WebChatService.messageReceived', (envelope: BusEnvelope<never>) => {
    const { originalMessages } = envelope.data as { originalMessages: readonly StateChange[] }
    const last = originalMessages.findLast(
      (message) => message.type === 'System' && message.event === 'InteractionStateChange',
    )
    const state = last?.data?.interactionState
    if (state !== 'Finalizing' && state !== 'Completed') return
    if (isAsync) {
      bus.command('WebChat.injectMessage', { type: 'text', text: THANKS, bubble: { time: false } })
    } else {
      bus.command('WebChat.endChat')
      if (closeWindow) bus.command('WebChat.close')
    }
  })
}
