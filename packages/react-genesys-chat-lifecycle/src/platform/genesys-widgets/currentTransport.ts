import type { ServerMessage } from '../message.ts'
import type { TransportName } from '../port.ts'
import { webchatConfiguration } from './page.ts'
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
    return configuredTransport() ?? this.#seen
  }

  /** A page that does not say what it has is taken for one of Digital Channels. */
  get current(): Transport {
    return this.#known[this.name ?? 'digital-channels']
  }

  /** Reads the messages of anything that claims to hold some. What cannot be read holds none. */
  read(data: unknown): ServerMessage[] {
    try {
      return this.current.readBatch(data)
    } catch {
      return []
    }
  }

  /** Whether `ended` is published when the server ends a chat. A transport that we do not know is taken for one that does. */
  get publishesServerEnd(): boolean {
    return this.name ? this.current.publishesServerEnd : webchatConfiguration() !== undefined
  }

  /** Learns from the data of a session. */
  seeSession(data: unknown): void {
    this.#seen = transportOfSession(data) ?? this.#seen
    this.current.learn?.(data)
  }
}
