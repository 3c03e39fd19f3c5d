const THANKS =
  'Thank you for your query. Please do not respond to this automated message if you do not have additional questions.'

/** The vendor's documented remedy, rebuilt from its description. In each batch the last interaction state decides. */
export function snippet(data, isAsync, command) {
  const changes = data.originalMessages.filter(
    (message) => message.type === 'System' && message.event === 'InteractionStateChange',
  )
  const state = changes.at(-1)?.data?.interactionState
  if (state !== 'Finalizing' && state !== 'Completed') return
  if (isAsync) command('WebChat.injectMessage', { type: 'text', text: THANKS, bubble: { time: false } })
  else command('WebChat.endChat')
}
