/** The part of `fetch` that the demo uses. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

interface SimulatorHost {
  chatDemoFetch?: Fetch
}

/** Whether a server stands behind these pages. It says so in them; a static host does not. */
export const hasServer: boolean =
  document.querySelector<HTMLMetaElement>('meta[name="simulator"]')?.content === 'server'

/**
 * Asks the contact centre: over HTTP where there is a server, else the one that lives in the outermost page of the demo.
 * The pages in frames take it from there, so that customer and agent meet.
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

/** Loaded on demand: with a server behind them, the pages do not carry one. */
async function startInPage(): Promise<{ fetch(request: Request): Response | Promise<Response> }> {
  await import('./strictPolicy.ts')
  const { ContactCentre, createApp } = await import('genesys-simulator/server')
  return createApp({ centre: new ContactCentre() })
}
