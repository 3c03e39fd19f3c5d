import type { TransportName } from '../port.ts'
import { configuredTransport, transportOfSession } from './transports/detectTransport.ts'
import { digitalChannels } from './transports/digitalChannels.ts'
import { createGenesysCloud } from './transports/genesysCloud.ts'
import { gms } from './transports/gms.ts'
import type { Transport } from './transports/transport.ts'

/** The transport of this page's chat: as configured, else as the session shows it. */
export class CurrentTransport {
  readonly #known: Record<TransportName, Transport> = {
    'digital-channels': digitalChannels,
    gms,
    'genesys-cloud': createGenesysCloud(),
  }
  #seen: TransportName | null = null

  /** Null until the page or a session tells. */
  get name(): TransportName | null {
    return this.#seen ?? configuredTransport()
  }

  /** A page that does not say what it has is taken for one of Digital Channels. */
  get current(): Transport {
    return this.#known[this.name ?? 'digital-channels']
  }

  /** Learns from the data of a session. */
  seeSession(data: unknown): void {
    this.#seen = transportOfSession(data) ?? this.#seen
  }
}
