import { type GenesysWindow, putSnippet } from 'genesys-models/messenger'
import { browserNetwork, type MessengerNetwork } from './networkLink.ts'
import { startMessenger } from './startMessenger.ts'

export interface InstallMessengerOptions extends Partial<MessengerNetwork> {
  readonly deploymentId: string
  /** The address of the simulator, without a slash at the end. Default: the page's origin. */
  readonly server?: string
  /** `false` runs MessagingService in the page. Default: in a frame, as the vendor does. */
  readonly isFramed?: boolean
}

/**
 * Installs Messenger on the page: the snippet's function, and then what the vendor's script would load. Use it instead of the
 * snippet if you bundle the page, or if the contact centre runs in the page.
 *
 * @example
 * installMessenger({ server: 'http://127.0.0.1:8090', deploymentId: 'shop' })
 */
export function installMessenger(options: InstallMessengerOptions): void {
  const { deploymentId, server = location.origin, isFramed = true } = options
  const target = window as GenesysWindow
  const config = { environment: 'local', deploymentId }
  putSnippet(target, config)
  startMessenger({ server, config, isFramed, target, network: { ...browserNetwork, ...options } })
}
