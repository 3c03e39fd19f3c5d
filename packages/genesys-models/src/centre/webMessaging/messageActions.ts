import { attachmentContent } from './attachments.ts'
import { type Action, type Desk, guestOf } from './desk.ts'
import { MAX_CUSTOM_DATA_BYTES, message } from './frames.ts'
import { type Guest, tellAll } from './guest.ts'
import {
  bytesOf,
  type Fields,
  fieldsOf,
  listOf,
  requireText,
  textOf,
  textsOf,
  type WebMessagingRequest,
} from './read.ts'
import { WebMessagingRefusal } from './refusal.ts'
import { WEB_MESSAGING_CODES, type WebMessagingContent } from './wire.ts'

const MAX_TEXT_BYTES = 4096

/** Takes a message of the customer: a text, a pressed button, an event. */
export const writeMessage: Action = (request, caller, desk) => {
  const guest = guestOf(request.token, caller, desk)
  const sent = fieldsOf(request.message)
  if (sent.type === 'Event') {
    writeEvents(guest, sent, request, desk)
    return
  }
  mustBeOpen(guest)
  guest.messageMeter()
  const draft = sent.type === 'Structured' ? structured(sent) : text(guest, sent, desk)
  const customAttributes = readAttributes(request, sent)
  if (customAttributes) guest.session.updateUserData(customAttributes)
  desk.guests.write(guest, { ...draft, data: { ...draft.data, ...metadataOf(sent) } }, request.tracingId)
}

function text(guest: Guest, { type, text: given, content }: Fields, { fileUrl }: Desk) {
  if (type !== 'Text') throw new WebMessagingRefusal(400, 'Request failed.')
  const said = textOf(given) ?? ''
  const files = listOf(content)
    .filter(({ contentType }) => contentType === 'Attachment')
    .map(({ attachment }) => guest.attachments.find(requireText(fieldsOf(attachment), 'id')))
  if (said === '' && files.length === 0) {
    throw new WebMessagingRefusal(WEB_MESSAGING_CODES.missingParameter, 'Missing required parameter: text')
  }
  if (bytesOf(said) > MAX_TEXT_BYTES) {
    throw new WebMessagingRefusal(WEB_MESSAGING_CODES.messageTooLong, 'message too long')
  }
  const parts = files.map((file) => attachmentContent(file, fileUrl))
  return {
    type: 'Text',
    ...(said !== '' && { text: said }),
    ...(files.length > 0 && {
      content: files.map(({ name, type: mime, key }) => ({
        type: mime.startsWith('image/') ? 'image' : 'file',
        url: fileUrl(key),
        mime,
        name,
      })),
    }),
    data: files.length > 0 ? { content: parts } : {},
  } as const
}

/** A pressed button, of a quick reply or a card. */
function structured({ text: given, content }: Fields) {
  const parts = listOf(content).filter(({ contentType }) => typeof contentType === 'string')
  const [button] = parts.map(({ buttonResponse }) => fieldsOf(buttonResponse))
  if (!button)
    throw new WebMessagingRefusal(WEB_MESSAGING_CODES.missingParameter, 'Missing required parameter: content')
  const said = textOf(given) ?? textOf(button.text)
  return {
    type: 'Structured',
    ...(said !== undefined && { text: said }),
    data: { content: parts as unknown as readonly WebMessagingContent[] },
  } as const
}

function writeEvents(guest: Guest, sent: Fields, request: WebMessagingRequest, desk: Desk): void {
  for (const event of listOf(sent.events)) {
    const presence = fieldsOf(event.presence).type
    const typing = fieldsOf(event.typing).type
    if (presence === 'Clear') clear(guest, request, desk)
    else if (presence === 'Join') {
      mustBeOpen(guest)
      const customAttributes = readAttributes(request, sent)
      if (customAttributes) guest.session.updateUserData(customAttributes)
      writePresence(guest, 'Join', request, desk)
    } else if (typing === 'On' || typing === 'Off') {
      mustBeOpen(guest)
      if (!guest.deployment.showUserTyping) {
        throw new WebMessagingRefusal(403, 'Turn on the Feature Toggle or fix the configuration.')
      }
      guest.session.write({ type: typing === 'On' ? 'TypingStarted' : 'TypingStopped' })
    } else throw new WebMessagingRefusal(400, 'Request failed.')
  }
}

function clear(guest: Guest, request: WebMessagingRequest, desk: Desk): void {
  const { conversationClear } = desk.deployments.find(guest.deployment.id) ?? guest.deployment
  if (!conversationClear) {
    throw new WebMessagingRefusal(403, 'Presence events Conversation Clear are not supported')
  }
  writePresence(guest, 'Clear', request, desk)
  clearSession(guest, desk)
}

/** Ends a session for good, and tells every connection. */
function clearSession(guest: Guest, { guests }: Desk): void {
  guests.remove(guest)
  tellAll(guest, message('SessionClearedEvent'))
  for (const link of [...guest.links]) guests.close(guest, link)
  guest.session.end()
}

function writePresence(guest: Guest, presence: 'Join' | 'Clear', request: WebMessagingRequest, desk: Desk) {
  const data = { presence, ...metadataOf(fieldsOf(request.message)) }
  desk.guests.write(guest, { type: 'System', event: 'Presence', data }, request.tracingId)
}

function mustBeOpen({ isReadOnly }: Guest): void {
  if (isReadOnly) throw new WebMessagingRefusal(409, 'Session is read-only')
}

/** A client may put them into the message or beside it. @throws {WebMessagingRefusal} 4013 */
function readAttributes(request: Fields, sent: Fields): Record<string, string> | undefined {
  const channel = fieldsOf(sent.channel ?? request.channel)
  const { customAttributes } = fieldsOf(channel.metadata)
  if (customAttributes === undefined) return undefined
  if (bytesOf(JSON.stringify(customAttributes)) > MAX_CUSTOM_DATA_BYTES) {
    throw new WebMessagingRefusal(
      WEB_MESSAGING_CODES.customAttributesTooLarge,
      `Custom Attributes in channel metadata is larger than ${MAX_CUSTOM_DATA_BYTES} bytes`,
    )
  }
  return textsOf(customAttributes)
}

function metadataOf({ metadata }: Fields): { metadata?: Record<string, string> } {
  return metadata === undefined ? {} : { metadata: textsOf(metadata) }
}
