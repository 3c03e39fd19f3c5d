/** Where the customer's page keeps the token of an asynchronous chat, as the widget's configuration asks a page to do. */
export const ASYNC_TOKEN_KEY = 'chat-demo.async-session'

/** Makes the next load of the customer's page one without a chat: another customer, as far as the contact centre can tell. */
export function forgetChat(): void {
  localStorage.removeItem(ASYNC_TOKEN_KEY)
  localStorage.removeItem('_genesys.widgets.chatPollPending')
  for (const pair of document.cookie.split(';')) {
    const name = pair.split('=', 1)[0]?.trim()
    // biome-ignore lint/suspicious/noDocumentCookie: what is synchronous here is synchronous in the widget that wrote it
    if (name?.startsWith('_genesys.widgets')) document.cookie = `${name}=; path=/; max-age=0`
  }
}
