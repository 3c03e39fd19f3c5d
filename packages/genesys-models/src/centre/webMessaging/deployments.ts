import type { DisconnectType } from '../sessionTypes.ts'

/** What an administrator sets for a Messenger deployment. */
export interface Deployment {
  readonly id: string
  /** Default `Active`. */
  readonly status: 'Active' | 'Inactive'
  /** `false`: Conversation Disconnect is not enabled. Default `Send`. */
  readonly conversationDisconnect: 'Send' | 'ReadOnly' | false
  /** Default `true`. */
  readonly conversationClear: boolean
  /** Default `false`. */
  readonly autoStart: boolean
  /** Without a user interface. Default `false`. */
  readonly headless: boolean
  /** Default `On`. */
  readonly launcher: 'On' | 'Off' | 'OnDemand'
  readonly showAgentTyping: boolean
  readonly showUserTyping: boolean
  /** MIME types. Empty: customers cannot send files. */
  readonly fileTypes: readonly string[]
  readonly maxFileSizeKB: number
  readonly primaryColor: string
  /** Domains whose pages may use it. A name that starts with a dot stands for its subdomains. `null`: all. */
  readonly allowedDomains: readonly string[] | null
  /** How long a session lasts after the last message, in seconds. Default 72 hours. */
  readonly sessionDurationSeconds: number
  /** Whether customers sign in. Default `false`. */
  readonly auth: boolean
}

/** Settings that differ from the default. */
export type DeploymentSettings = Partial<Omit<Deployment, 'id'>>

/** The deployments of a contact centre. */
export interface Deployments {
  /** Returns `undefined` for a deployment that does not exist. */
  find(id: string): Deployment | undefined
  /** Changes a deployment. What is missing stays as it is. Pages learn it when they load. */
  change(id: string, settings: DeploymentSettings): Deployment
}

/**
 * Creates the deployments.
 *
 * @param settingsOf the settings of a deployment; `undefined`: it does not exist. Default: every name exists, and says what it is for:
 * `…readonly…`, `…silent…` (Conversation Disconnect is off), `…headless…`, `…autostart…`
 */
export function createDeployments(
  settingsOf: (id: string) => DeploymentSettings | undefined = settingsByName,
): Deployments {
  const changes = new Map<string, DeploymentSettings>()
  const find = (id: string): Deployment | undefined => {
    const settings = id === '' ? undefined : settingsOf(id)
    const changed = changes.get(id)
    return settings || changed ? { ...DEFAULTS, ...settings, ...changed, id } : undefined
  }
  return {
    find,
    change(id, settings) {
      changes.set(id, { ...changes.get(id), ...settings })
      return find(id) as Deployment
    },
  }
}

/** How a conversation of a deployment is disconnected. */
export function disconnectTypeOf(deployment: Deployment | undefined): DisconnectType {
  return deployment?.conversationDisconnect || 'Silent'
}

/**
 * Whether pages of an origin may use a deployment. Clients that are no browser send no origin, and are only let in where all
 * domains are.
 */
export function isOriginAllowed({ allowedDomains }: Deployment, origin: string | undefined): boolean {
  if (allowedDomains === null) return true
  const host = hostOf(origin)
  return allowedDomains.some((domain) => host === domain || host?.endsWith(`.${domain.replace(/^\./, '')}`))
}

const DEFAULTS: Omit<Deployment, 'id'> = {
  status: 'Active',
  conversationDisconnect: 'Send',
  conversationClear: true,
  autoStart: false,
  headless: false,
  launcher: 'On',
  showAgentTyping: true,
  showUserTyping: true,
  fileTypes: ['image/png', 'image/jpeg', 'image/gif', 'application/pdf'],
  maxFileSizeKB: 10_240,
  primaryColor: '#444a52',
  allowedDomains: null,
  sessionDurationSeconds: 72 * 3600,
  auth: false,
}

function settingsByName(id: string): DeploymentSettings {
  return {
    ...(/read-?only/i.test(id) && { conversationDisconnect: 'ReadOnly' }),
    ...(/silent/i.test(id) && { conversationDisconnect: false }),
    ...(/headless/i.test(id) && { headless: true }),
    ...(/auto-?start/i.test(id) && { autoStart: true }),
  }
}

function hostOf(origin: string | undefined): string | undefined {
  try {
    return new URL(origin ?? '').hostname
  } catch {
    return undefined
  }
}
