import type { WebMessaging } from 'genesys-simulator/server'
import { messengerSettings } from './messengerDeployment.ts'

/** The part of `fetch` that the demo uses. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

interface SimulatorHost {
  chatDemoFetch?: Fetch
  chatDemoMessenger?: Promise<WebMessaging>
}

/** Whether a server answers these pages. It marks them with a meta tag. */
export const hasServer: boolean =
  document.querySelector<HTMLMetaElement>('meta[name="simulator"]')?.content === 'server'

/**
 * Calls the contact centre: over HTTP where there is a server, otherwise the one in the demo's outermost page. Pages in
 * frames use that one too, so that customer and agent meet.
 */
export const simulatorFetch: Fetch = hasServer ? (url, init) => fetch(url, init) : fetchInPage()

/** Messenger's Guest API in the demo's outermost page. Undefined where a server has it. */
export const messengerInPage: Promise<WebMessaging> | undefined = hasServer
  ? undefined
  : host().chatDemoMessenger

function fetchInPage(): Fetch {
  const { chatDemoFetch } = host()
  if (chatDemoFetch) return chatDemoFetch
  const made = startInPage()
  const own: Fetch = async (url, init) =>
    (await made).app.fetch(new Request(new URL(url, location.href), init))
  Object.assign(window, {
    chatDemoFetch: own,
    chatDemoMessenger: made.then(({ webMessaging }) => webMessaging),
  } satisfies SimulatorHost)
  return own
}

/** The outermost page that has the contact centre, or this one. */
function host(): SimulatorHost {
  const outer = window.parent as unknown as SimulatorHost
  return window.parent !== window && outer.chatDemoFetch ? outer : (window as unknown as SimulatorHost)
}

/** Loaded on demand: pages with a server don't need it. */
async function startInPage() {
  await import('./strictPolicy.ts')
  const { ContactCentre, createApp, createWebMessaging, Faults } = await import('genesys-simulator/server')
  const centre = new ContactCentre()
  const faults = new Faults(centre.clock)
  // Nothing here can be downloaded, because there is no server.
  const deploymentOf = (id: string) => ({ ...messengerSettings(id), fileTypes: [] })
  const webMessaging = createWebMessaging({ centre, faults, deploymentOf })
  return { app: createApp({ centre, faults, webMessaging }), webMessaging }
}
