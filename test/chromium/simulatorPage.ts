import 'genesys-simulator/widget.css'
import { type InstallOptions, installGenesysWidgets } from 'genesys-simulator/widget'

interface Webchat {
  readonly uploadsEnabled: boolean
  /** GMS has no `transport`. */
  readonly dataURL?: string
  readonly apikey?: string
  readonly endpoint?: string
  readonly pollRateMin?: number
  readonly transport?: NexusTransport | CloudTransport
}

interface NexusTransport {
  readonly type: 'pureengage-v3-rest'
  readonly dataURL: string
  readonly endpoint: string
  readonly headers: { readonly 'x-api-key': string }
  readonly pollTimeout: number
  readonly async: {
    readonly enabled: boolean
    getSessionData(data: unknown): void
    setSessionData(): string
    deleteSessionData(): void
  }
}

interface CloudTransport {
  readonly type: 'purecloud-v2-sockets'
  readonly dataURL: string
  readonly deploymentKey: string
  readonly interactionData: { readonly routing: { readonly targetAddress: string } }
}

/** The vendor's configuration on the page, as the simulator's options. */
function readConfiguration({ uploadsEnabled: uploads, transport, ...gms }: Webchat): InstallOptions {
  switch (transport?.type) {
    case 'pureengage-v3-rest':
      return { uploads, ...readNexus(transport) }
    case 'purecloud-v2-sockets': {
      const { dataURL, deploymentKey, interactionData } = transport
      return {
        uploads,
        transport: 'genesys-cloud',
        dataURL,
        apiKey: deploymentKey,
        endpoint: interactionData.routing.targetAddress,
      }
    }
    default: {
      const { dataURL = '', apikey = '', endpoint = '', pollRateMin = 500 } = gms
      return { uploads, transport: 'gms', dataURL, apiKey: apikey, endpoint, pollTimeout: pollRateMin }
    }
  }
}

function readNexus({ dataURL, endpoint, headers, pollTimeout, async }: NexusTransport): InstallOptions {
  return {
    dataURL,
    endpoint,
    apiKey: headers['x-api-key'],
    pollTimeout,
    async: async.enabled,
    tokens: {
      store: (data) => async.getSessionData(data),
      read: () => JSON.parse(async.setSessionData() || 'null') ?? undefined,
      remove: () => async.deleteSessionData(),
    },
  }
}

const page = window as unknown as { _genesys: { widgets: { webchat: Webchat } } }
installGenesysWidgets(readConfiguration(page._genesys.widgets.webchat))
