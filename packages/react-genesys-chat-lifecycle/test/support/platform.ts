import {
  type GenesysWidgets,
  type GenesysWidgetsOptions,
  genesysWidgets,
} from '../../src/platform/genesys-widgets/createGenesysWidgets.ts'
import type { PlatformEvent, PlatformHost } from '../../src/platform/port.ts'

/** Genesys Widgets without a chat: what they report goes to `host`. */
export function createPlatform(
  host: Partial<PlatformHost> = {},
  options: GenesysWidgetsOptions = {},
): GenesysWidgets {
  return genesysWidgets(() => options)({
    emit: (_event: PlatformEvent) => {},
    batch: (work) => work(),
    session: 'undecided',
    sessionId: null,
    window: 'absent',
    reportError: () => {},
    ...host,
  }) as GenesysWidgets
}
