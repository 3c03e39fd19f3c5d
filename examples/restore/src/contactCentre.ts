import './frame.css'
import { answeringAgent, ContactCentre, createApp, ScriptedAgents } from 'genesys-simulator/server'
import { createMemoryStore, type InstallOptions } from 'genesys-simulator/widget'

// The page around the customer's tab: it stays when the tab is loaded again, as a contact centre does.
// In your application there is no such page.
const centre = new ContactCentre()
const app = createApp({
  centre,
  scripted: new ScriptedAgents(centre, answeringAgent({ answerAfterMs: 1000 })),
})

/** What the tab needs to reach it. */
export type Outside = Pick<InstallOptions, 'store' | 'fetch'>

Object.assign(window, {
  outside: {
    store: createMemoryStore(),
    fetch: async (url, init) => app.fetch(new Request(url, init)),
  } satisfies Outside,
})

// Only now: the tab looks for what it needs as soon as it is loaded.
const tab = document.querySelector('iframe')
if (tab) tab.src = 'bank.html'
document.querySelector('button')?.addEventListener('click', () => tab?.contentWindow?.location.reload())
