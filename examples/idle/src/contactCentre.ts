import { ContactCentre, createApp } from 'genesys-simulator/server'
import { createMemoryStore, installGenesysWidgets } from 'genesys-simulator/widget'
import 'genesys-simulator/widget.css'

// A contact centre in the page. In your application the vendor's widget, which your page already loads, takes the place of this file.
const centre = new ContactCentre()
const app = createApp({ centre })

installGenesysWidgets({
  dataURL: 'http://simulator/nexus/v3/chat/sessions',
  endpoint: 'hotline',
  pollTimeout: 500,
  store: createMemoryStore(),
  fetch: async (url, init) => app.fetch(new Request(url, init)),
})

// The routing says where the customer stands in the queue. Then Anna comes, and waits for an answer.
centre.subscribe(({ kind, session }) => {
  if (kind !== 'segment' || !session.summary().needsAgent) return
  const from = { participantId: 'routing', type: 'External' } as const
  session.deliver({ type: 'Text', from, text: 'You are number 2 in the queue.' })
  setTimeout(() => {
    session.join('Anna')
    session.say({ type: 'Text', text: 'Hello! What is your customer number?' })
  }, 2000)
})
