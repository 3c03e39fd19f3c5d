import { CurrentTransport } from '../../src/platform/genesys-widgets/currentTransport.ts'
import { readFields, readSafely } from '../../src/platform/genesys-widgets/readFields.ts'
import type { ServerMessage } from '../../src/platform/message.ts'

/** Reads a message of Digital Channels. */
export const readMessage = (raw: unknown): ServerMessage | null => readSafely(raw, readFields)

/** Reads a batch of Digital Channels, and whether it is a page of history. */
export const readBatch = (data: unknown): { messages: ServerMessage[]; isPage: boolean } => ({
  messages: new CurrentTransport().read(data),
  isPage: (data as { oldMessages?: unknown } | null | undefined)?.oldMessages === true,
})
