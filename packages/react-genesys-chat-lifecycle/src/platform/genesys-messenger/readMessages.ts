import { isPlausible } from '../../common/values.ts'
import type { MessageAttachment, MessageOrder, SenderType, ServerMessage } from '../message.ts'
import { asRecord, firstText, isRecord, type Loose } from '../raw.ts'
import { readContent } from './readContent.ts'
import { asList, isTrue } from './values.ts'

/** A message, and what only this platform's reader needs of it. */
export interface MessengerMessage extends ServerMessage {
  /** The agent's side closed the segment. */
  readonly isDisconnect: boolean
  /** The server ended the chat with it. Only the live shape tells. */
  readonly isReadOnly: boolean
  /** The customer cleared the conversation. */
  readonly isClear: boolean
}

function readTime(...values: unknown[]): number {
  for (const value of values) {
    const at = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN
    if (at > 0 && isPlausible(at)) return at
  }
  return 0
}

const DISCONNECT = 'disconnect'
// Maps: what a server names `constructor` is no member of theirs.
const PRESENCES = new Map([['join', 'ParticipantJoined']])
const TYPES = new Map([
  ['text', 'Text'],
  ['structured', 'Structured'],
])

/**
 * Reads a message in either shape: the live one, and the one of restored and older messages. Both give the same, but for `raw`, and for
 * what the second one does not hold.
 *
 * @param hasSurvey - whether a bot may go on in the segment that an agent has closed
 */
export function readMessage(raw: unknown, hasSurvey: boolean): MessengerMessage | null {
  if (!isRecord(raw)) return null
  const channel = asRecord(raw.channel)
  const presence = presenceOf(raw)
  const isOutbound = /^outbound$/i.test(firstText(raw.direction, raw.messageType))
  const isDisconnect = presence === DISCONNECT && isOutbound
  const at = readTime(channel.time, raw.time, raw.timestamp)
  // A flow says goodbye and disconnects in one millisecond.
  const order: MessageOrder | null = at > 0 ? [at, isDisconnect ? 1 : 0] : null
  const entity = firstText(raw.originatingEntity)
  const files = readAttachments(raw)
  const type = firstText(raw.type).toLowerCase()
  return {
    type: presence ? (PRESENCES.get(presence) ?? 'Presence') : (TYPES.get(type) ?? (type || 'Text')),
    from: isOutbound ? senderOf(entity, channel.from ?? raw.from) : { type: 'customer', id: '', name: '' },
    order,
    id: firstText(channel.messageId, raw.id),
    text: firstText(raw.text, replyOf(raw)),
    event: presence ? 'Presence' : '',
    interactionState: isDisconnect ? (hasSurvey && entity === 'Human' ? 'Finalizing' : 'Completed') : '',
    url: '',
    attachments: files,
    isRich: !presence && isRich(raw),
    ...readContent(raw),
    at,
    raw,
    isDisconnect,
    isReadOnly: isDisconnect && isTrue(asRecord(raw.metadata).readOnly),
    isClear: presence === 'clear',
  }
}

/** What an event says about somebody's presence, in lower case; empty for anything else. */
function presenceOf(raw: Loose): string {
  const events = asList(raw.events).map((event) => asRecord(event).presence)
  const presence = [...events, raw.presence].find(isRecord)
  return firstText(asRecord(presence).type).toLowerCase()
}

const SENDERS = new Map<string, SenderType>([
  ['human', 'agent'],
  ['bot', 'bot'],
])

/** Messenger names no ids. Who writes without saying what they are is somebody all the same. */
function senderOf(entity: string, from: unknown): ServerMessage['from'] {
  const { nickname, firstName, lastName } = asRecord(from)
  const name = firstText(nickname) || [firstText(firstName), firstText(lastName)].filter(Boolean).join(' ')
  return { type: SENDERS.get(entity.toLowerCase()) ?? 'other', id: '', name }
}

/** The words of a quick reply or button that the customer chose. */
const replyOf = ({ content }: Loose): unknown =>
  asList(content)
    .map((item) => asRecord(asRecord(item).buttonResponse).text)
    .find(Boolean)

const FORMATTED_CONTENT = ['quickReplies', 'card', 'carousel', 'datePicker', 'form']

const isRich = (raw: Loose): boolean =>
  asList(raw.content).length > 0 ||
  FORMATTED_CONTENT.some((name) => (Array.isArray(raw[name]) ? raw[name].length > 0 : isRecord(raw[name])))

function readAttachments({ content, files }: Loose): readonly MessageAttachment[] {
  const items = [...asList(content).map((item) => asRecord(item).attachment), ...asList(files)]
  return items.filter(isRecord).map((file) => ({
    name: firstText(file.filename, file.name, file.fileName),
    type: firstText(file.mime, file.type, file.fileType),
    size:
      typeof file.fileSize === 'number' ? file.fileSize : typeof file.size === 'number' ? file.size : null,
    url: firstText(file.url, file.downloadUrl),
  }))
}
