import type { GenesysWidgets } from '../platform/genesys-widgets/createGenesysWidgets.ts'
import { useChat } from './context.ts'

/** The vendor's bus. Throws outside of `GenesysChatProvider`, and on a platform that has no bus of this kind. */
export function useWidgetsClient(user: string): GenesysWidgets['client'] {
  const { platform } = useChat(user)
  if (platform.name === 'genesys-widgets') return (platform as GenesysWidgets).client
  throw new Error(`${user} needs Genesys Widgets, but the chat runs on ${platform.name}.`)
}
