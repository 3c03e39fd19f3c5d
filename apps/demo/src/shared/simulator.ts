/** The part of `fetch` that the demo uses. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

interface SimulatorHost {
  chatDemoFetch?: Fetch
}

/** Whether a server answers these pages. It marks them with a meta tag. */
export const hasServer: boolean =
  document.querySelector<HTMLMetaElement>('meta[name="simulator"]')?.content === 'server'

/**
 * Calls the contact centre: over HTTP where there is a server, otherwise the one in the demo's outermost page. Pages in
 * frames use that one too, so that customer and agent meet.
 */
export const simulatorFetch: Fetch = hasServer ? (url, init) => fetch(url, init) : fetchInPage()

function fetchInPage(): Fetch {
  const host = window.parent as unknown as SimulatorHost
  if (window.parent !== window && host.chatDemoFetch) return host.chatDemoFetch
  const made = startInPage()
  const own: Fetch = async (url, init) => (await made).fetch(new Request(new URL(url, location.href), init))
  ;(window as unknown as SimulatorHost).chatDemoFetch = own
  return own
}

/** Loaded on demand: pages with a server don't need it. */
async function startInPage(): Promise<{ fetch(request: Request): Response | Promise<Response> }> {
  await import('./strictPolicy.ts')
  const { ContactCentre, createApp } = await import('genesys-simulator/server')
  return createApp({ centre: new ContactCentre() })
}
