import type { BusEnvelope, CXBusLike } from 'react-genesys-chat-lifecycle'

interface StateChange {
  readonly type?: string
  readonly event?: string
  readonly data?: { readonly interactionState?: string }
}

const THANKS =
  'Thank you for your query. Please do not respond to this automated message if you do not have additional questions.'

/**
 * The vendor's documented remedy, rebuilt from its description, faults included: on every batch with a state in it, the
 * last one decides, whatever came before and whatever has happened since.
 *
 * @param closeWindow - and close the window at once, as pages that use it do
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
