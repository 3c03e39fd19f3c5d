import { ContactCentre, createApp, ScriptedAgents } from 'genesys-simulator/server'
import { createMemoryStore, installGenesysWidgets } from 'genesys-simulator/widget'
import 'genesys-simulator/widget.css'

// A contact centre in the page. In your application the vendor's widget, which your page already loads, takes the place of this file.
const centre = new ContactCentre()
const app = createApp({
  centre,
  // The workflow says the marker when the agent has left. Nothing says `Finalizing` or `Completed` here.
  scripted: new ScriptedAgents(centre, [
    { afterMs: 1000, do: 'join', name: 'Anna' },
    { afterMs: 0, do: 'say', text: 'Your parcel arrives tomorrow. Goodbye!' },
    { afterMs: 4000, do: 'leave' },
    { afterMs: 0, do: 'join', name: 'Workflow', type: 'Bot' },
    { afterMs: 0, do: 'say', text: 'GenesysTerminateChat' },
  ]),
})

installGenesysWidgets({
  dataURL: 'http://simulator/nexus/v3/chat/sessions',
  endpoint: 'parcels',
  pollTimeout: 500,
  store: createMemoryStore(),
  fetch: async (url, init) => app.fetch(new Request(url, init)),
})
