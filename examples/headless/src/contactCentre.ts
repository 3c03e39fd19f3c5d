import { type ChatSession, ContactCentre, createApp } from 'genesys-simulator/server'
import { createMemoryStore, installGenesysWidgets } from 'genesys-simulator/widget'

// A contact centre in the page. In your application the vendor's headless WebChatService takes the place of this file.
const centre = new ContactCentre()
const app = createApp({ centre })

installGenesysWidgets({
  dataURL: 'http://simulator/nexus/v3/chat/sessions',
  endpoint: 'shop-async',
  async: true,
  webChat: false,
  pollTimeout: 500,
  store: createMemoryStore(),
  fetch: async (url, init) => app.fetch(new Request(url, init)),
})

// Anna takes every interaction, lets the customer choose, and closes it when they chose.
centre.subscribe((news) => {
  const { session } = news
  if (news.kind === 'segment' && session.summary().needsAgent) setTimeout(() => answer(session), 1000)
  const isChoice = news.kind === 'message' && /^(Order|Return)$/.test(news.message.text ?? '')
  if (isChoice) setTimeout(() => finish(session), 1000)
})

function answer(session: ChatSession): void {
  const { participantId } = session.join('Anna')
  const from = { participantId, type: 'Agent', nickname: 'Anna' }
  session.deliver({ type: 'TypingStarted', from })
  setTimeout(() => {
    session.deliver({
      type: 'Structured',
      from,
      text: 'Hello! What is it about?',
      contentType: 'quick-replies',
      content: [{ text: 'Order' }, { text: 'Return' }],
    })
  }, 1000)
}

function finish(session: ChatSession): void {
  session.say({ type: 'Text', text: 'It is done. Goodbye!' })
  session.setState('Completed')
  session.leave()
}
