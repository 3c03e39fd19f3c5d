import { useGenesysCommand } from 'react-genesys-chat-lifecycle'

/** Shows the terms in the window, over the chat, until the customer agrees. */
export function useTerms(): () => Promise<void> {
  const run = useGenesysCommand()
  return async () => {
    const text = document.createElement('p')
    text.textContent = 'We keep this conversation for 30 days, so that we can help you better next time.'
    const button = document.createElement('button')
    button.textContent = 'I agree'
    const terms = document.createElement('div')
    terms.className = 'terms'
    terms.append(text, button)
    button.addEventListener('click', () => void run('WebChat.hideOverlay').catch(reportError))
    await run('WebChat.showOverlay', { html: terms, mode: 'fit' })
  }
}
