import type { DeploymentStore, MessengerPlugin } from 'genesys-models/messenger'
import type { MessengerNetwork } from '../networkLink.ts'

/** How long before a key expires it is refreshed. The simulator's last 15 minutes. */
const REFRESH_MS = 10 * 60_000
const ACCESS = 'gcatkn'
const REFRESH = 'gcartkn'

interface AuthOptions extends Pick<MessengerNetwork, 'fetch'> {
  readonly plugin: MessengerPlugin
  readonly store: DeploymentStore
  readonly apiEndpoint: string
  readonly deploymentId: string
  /** The customer has signed in: the products may start. */
  readonly onSignedIn: () => void
  readonly onSignedOut: () => void
}

/** Puts the plugin Auth on a page. It asks the page's own plugin AuthProvider for a code. */
export function registerAuth(options: AuthOptions): { readonly userKey: () => string | undefined } {
  const { plugin, store, apiEndpoint, deploymentId, fetch, onSignedIn, onSignedOut } = options
  const base = `${apiEndpoint}/api/v2/webdeployments/token`
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${response.status}`)
    return response.json()
  }
  const keep = ({ jwt, refreshToken }: Record<string, string>) => {
    store.write(ACCESS, jwt)
    if (refreshToken) store.write(REFRESH, refreshToken)
    setTimeout(refresh, REFRESH_MS)
  }
  async function refresh(): Promise<boolean> {
    const refreshToken = store.read(REFRESH)
    if (!refreshToken) return false
    try {
      keep(await post('/refresh', { refreshToken }))
      return true
    } catch {
      return false
    }
  }
  async function signIn(): Promise<void> {
    const { authCode, idToken, ...rest } = (await plugin.command('AuthProvider.getAuthCode', {})) as Record<
      string,
      string
    >
    keep(
      await post('/oauthcodegrantjwtexchange', { deploymentId, oauth: { code: authCode, idToken, ...rest } }),
    )
  }
  async function start(): Promise<void> {
    try {
      if (!(await refresh())) await signIn()
      plugin.publish('authenticated')
      onSignedIn()
    } catch (error) {
      plugin.publish('authError', { message: String(error) })
    }
  }
  plugin.registerCommand('getTokens', ({ resolve }) => resolve({ accessToken: store.read(ACCESS) }))
  plugin.registerCommand('logout', async ({ resolve }) => {
    const headers = { authorization: `bearer ${store.read(ACCESS)}` }
    await fetch(`${base}/revoke`, { method: 'DELETE', headers }).catch(() => {})
    for (const key of [ACCESS, REFRESH]) store.write(key, undefined)
    onSignedOut()
    plugin.publish('loggedOut')
    resolve()
  })
  plugin.ready()
  void start()
  return { userKey: () => store.read(ACCESS) }
}
