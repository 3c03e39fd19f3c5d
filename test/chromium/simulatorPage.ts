import 'genesys-simulator/widget.css'
import { type InstallOptions, installGenesysWidgets } from 'genesys-simulator/widget'

interface VendorPage {
  _genesys: {
    widgets: {
      webchat: {
        uploadsEnabled: boolean
        transport: {
          dataURL: string
          endpoint: string
          headers: { 'x-api-key': string }
          pollTimeout: number
          async: {
            enabled: boolean
            getSessionData(data: unknown): void
            setSessionData(): string
            deleteSessionData(): void
          }
        }
      }
    }
  }
}

/** The vendor's configuration on the page, as the simulator's options. */
function readConfiguration(): InstallOptions {
  const { uploadsEnabled, transport } = (window as unknown as VendorPage)._genesys.widgets.webchat
  const { dataURL, endpoint, headers, pollTimeout, async } = transport
  return {
    dataURL,
    endpoint,
    apiKey: headers['x-api-key'],
    pollTimeout,
    uploads: uploadsEnabled,
    async: async.enabled,
    tokens: {
      store: (data) => async.getSessionData(data),
      read: () => JSON.parse(async.setSessionData() || 'null') ?? undefined,
      remove: () => async.deleteSessionData(),
    },
  }
}

installGenesysWidgets(readConfiguration())
