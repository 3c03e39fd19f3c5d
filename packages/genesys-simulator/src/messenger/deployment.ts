import type { MessengerNetwork } from './networkLink.ts'

/** What the stand-in reads of a `config.json`. Whatever is missing is off. */
export interface DeploymentConfig {
  readonly id: string
  readonly status?: string
  readonly apiEndpoint: string
  readonly headlessMode?: { readonly enabled?: boolean }
  readonly messenger: {
    readonly enabled?: boolean
    readonly apps: { readonly conversations: ConversationsConfig }
    readonly styles?: { readonly primaryColor?: string }
    readonly launcherButton?: { readonly visibility?: 'On' | 'Off' | 'OnDemand' }
    readonly fileUpload?: { readonly modes?: readonly { readonly fileTypes?: readonly string[] }[] }
  }
  readonly auth?: { readonly enabled?: boolean }
}

export interface ConversationsConfig {
  readonly messagingEndpoint: string
  readonly autoStart?: { readonly enabled?: boolean }
  readonly conversationDisconnect?: { readonly enabled?: boolean; readonly type?: string }
  readonly conversationClear?: { readonly enabled?: boolean }
  readonly sessionDurationSeconds?: number
}

/** What the requests of a page load came to. */
export type LoadedDeployment =
  | { readonly outcome: 'loaded'; readonly config: DeploymentConfig }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'domain-not-allowed' }

/** Asks for the domains, and then for the configuration, as the vendor's script does. */
export async function loadDeployment(
  server: string,
  deploymentId: string,
  host: string,
  { fetch }: Pick<MessengerNetwork, 'fetch'>,
): Promise<LoadedDeployment> {
  const folder = `${server}/webdeployments/v1/deployments/${encodeURIComponent(deploymentId)}`
  const domains = await read<Domains>(fetch, `${folder}/domains.json`)
  if (domains && !isAllowed(domains, host)) return { outcome: 'domain-not-allowed' }
  const config = await read<DeploymentConfig>(fetch, `${folder}/config.json`)
  return config ? { outcome: 'loaded', config } : { outcome: 'missing' }
}

interface Domains {
  readonly allowAllDomains?: boolean
  readonly allowedDomains?: readonly string[]
}

/** The host name, or the end of it after a dot. An empty list blocks. */
function isAllowed({ allowAllDomains, allowedDomains = [] }: Domains, host: string): boolean {
  return (
    allowAllDomains === true || allowedDomains.some((entry) => host === entry || host.endsWith(`.${entry}`))
  )
}

async function read<Json>(fetch: MessengerNetwork['fetch'], url: string): Promise<Json | undefined> {
  try {
    const response = await fetch(url)
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}
