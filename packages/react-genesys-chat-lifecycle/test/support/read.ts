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

/** A message without anything in it. */
export const EMPTY_MESSAGE = {
  type: '',
  from: { type: 'unknown', id: '', name: '' },
  order: null,
  id: '',
  text: '',
  event: '',
  interactionState: '',
  url: '',
  attachments: [],
  isRich: false,
  quickReplies: [],
  cards: [],
  at: 0,
} as const
