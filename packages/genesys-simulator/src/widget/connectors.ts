import {
  type AsyncTokenStore,
  type CreateServiceTransport,
  createCloudConfig,
  createGmsConfig,
  createMemoryTokenStore,
  createServiceConfig,
  digitalChannels,
  genesysCloud,
  gms,
} from 'genesys-models/widget'
import type { HttpOptions } from './answerTo.ts'
import { gmsHttp } from './gmsHttp.ts'
import { guestHttp } from './guestHttp.ts'
import { httpTransport } from './httpTransport.ts'

/** A transport of Genesys Widgets. */
export type WidgetTransport = 'digital-channels' | 'gms' | 'genesys-cloud'

interface ConnectorOptions extends HttpOptions {
  readonly endpoint?: string
  readonly async?: boolean
  readonly tokens?: AsyncTokenStore
  readonly pollTimeout?: number
  readonly maxMessagePageSize?: number
}

type Connect = (outside: { reach<Server extends object>(server: Server): Server }) => CreateServiceTransport

/** How the widget reaches its server, over each of its transports. */
export const connectors: Readonly<Record<WidgetTransport, (options: ConnectorOptions) => Connect>> = {
  'digital-channels': (options) => {
    const { dataURL, apiKey, async, pollTimeout, maxMessagePageSize, endpoint } = options
    const server = httpTransport({
      dataURL,
      headers: apiKey === undefined ? {} : { 'x-api-key': apiKey },
      ...(options.fetch && { fetch: options.fetch }),
    })
    const config = createServiceConfig({
      ...(async !== undefined && { async }),
      ...(pollTimeout !== undefined && { pollTimeout }),
      ...(maxMessagePageSize !== undefined && { maxMessagePageSize }),
      ...(endpoint !== undefined && { endpoint }),
    })
    const tokens = options.tokens ?? createMemoryTokenStore()
    return ({ reach }) => digitalChannels({ server: reach(server), tokens, config })
  },
  gms: (options) => {
    const { pollTimeout, endpoint } = options
    const server = gmsHttp(options)
    const config = createGmsConfig({
      ...(pollTimeout !== undefined && { pollRate: pollTimeout }),
      ...(endpoint !== undefined && { endpoint }),
    })
    return ({ reach }) => gms({ server: reach(server), config })
  },
  'genesys-cloud': (options) => {
    const { maxMessagePageSize, endpoint } = options
    const server = guestHttp(options)
    const config = createCloudConfig({
      ...(maxMessagePageSize !== undefined && { maxMessagePageSize }),
      ...(endpoint !== undefined && { targetAddress: endpoint }),
    })
    return ({ reach }) => genesysCloud({ server: reach(server), config })
  },
}
