/** Where the customer's page keeps the token of an asynchronous chat. */
export const ASYNC_TOKEN_KEY = 'chat-demo.async-session'

/** The event of `window` after a chat was forgotten. */
export const FORGOTTEN = 'chat-demo.forgotten'

/** Forgets the chat, so that the next load of the customer's page starts as another customer. */
export function forgetChat(): void {
  localStorage.removeItem(ASYNC_TOKEN_KEY)
  localStorage.removeItem('_genesys.widgets.chatPollPending')
  // The vendor says not to touch them. Here they are the simulator's, and the customer is another one.
  for (const key of Object.keys(localStorage)) if (/^_halbrook[\w-]*:/.test(key)) localStorage.removeItem(key)
  for (const pair of document.cookie.split(';')) {
    const name = pair.split('=', 1)[0]?.trim()
    // biome-ignore lint/suspicious/noDocumentCookie: what is synchronous here is synchronous in the widget that wrote it
    if (name?.startsWith('_genesys.widgets')) document.cookie = `${name}=; path=/; max-age=0`
  }
  window.dispatchEvent(new Event(FORGOTTEN))
}
