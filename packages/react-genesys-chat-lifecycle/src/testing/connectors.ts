import {
  type AsyncTokenStore,
  type CreateServiceTransport,
  createCloudConfig,
  createGmsConfig,
  createServiceConfig,
  digitalChannels,
  genesysCloud,
  gms,
} from 'genesys-models/widget'
import type { WidgetServers } from './createContactCentre.ts'

/** A transport of Genesys Widgets, as `_genesys.widgets.webchat` chooses it. */
export type TestTransport = 'digital-channels' | 'gms' | 'genesys-cloud'

/** How a page load reaches the contact centre, and how often it asks. */
export interface Connector {
  readonly pollMs: number
  connect(outside: { reach<Server extends object>(server: Server): Server }): CreateServiceTransport
}

interface ConnectorOptions {
  readonly async?: boolean
  readonly pollMs?: number
  readonly pageSize?: number
  readonly botEvents?: boolean
}

/** The least that the widget takes, so that tests wait no longer than they have to. */
const LEAST_POLL_MS = 100

export const connectors: Readonly<
  Record<
    TestTransport,
    (options: ConnectorOptions, servers: WidgetServers, tokens: AsyncTokenStore) => Connector
  >
> = {
  'digital-channels': ({ async = false, pollMs = LEAST_POLL_MS, pageSize }, servers, tokens) => {
    const config = createServiceConfig({
      async,
      pollTimeout: pollMs,
      endpoint: 'test',
      ...(pageSize !== undefined && { maxMessagePageSize: pageSize }),
    })
    return {
      pollMs: config.pollTimeout,
      connect: ({ reach }) => digitalChannels({ server: reach(servers.digitalChannels), tokens, config }),
    }
  },
  gms: ({ pollMs = LEAST_POLL_MS }, servers) => {
    const config = createGmsConfig({ pollRate: pollMs, endpoint: 'test' })
    return { pollMs: config.pollRate, connect: ({ reach }) => gms({ server: reach(servers.gms), config }) }
  },
  'genesys-cloud': ({ pageSize, botEvents = false }, servers) => {
    const config = createCloudConfig({
      targetAddress: 'test',
      botEventsEnabled: botEvents,
      ...(pageSize !== undefined && { maxMessagePageSize: pageSize }),
    })
    return {
      // Nothing polls. This is how long a message may be held back.
      pollMs: LEAST_POLL_MS,
      connect: ({ reach }) => genesysCloud({ server: reach(servers.genesysCloud), config }),
    }
  },
}
