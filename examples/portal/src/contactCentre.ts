import { answeringAgent, ContactCentre, createApp, ScriptedAgents } from 'genesys-simulator/server'
import { createMemoryStore, installGenesysWidgets } from 'genesys-simulator/widget'
import 'genesys-simulator/widget.css'

// A contact centre in the page. In your application the vendor's widget, which your page already loads, takes the place of this file.
const centre = new ContactCentre()
const script = answeringAgent({ answerAfterMs: 1000, closeAfterMs: 8000 })
const app = createApp({ centre, scripted: new ScriptedAgents(centre, script) })

installGenesysWidgets({
  dataURL: 'http://simulator/nexus/v3/chat/sessions',
  endpoint: 'portal-async',
  async: true,
  chatButton: false,
  pollTimeout: 500,
  store: createMemoryStore(),
  fetch: async (url, init) => app.fetch(new Request(url, init)),
})
