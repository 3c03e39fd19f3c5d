import type { ChatMessage, MessageSender } from '../message.ts'
import type { ChatSession } from '../session.ts'
import type { GmsMessage } from './wire.ts'

const BOT = { GCTI_SYSTEM: { 'party-info': { style: 'BOT' } } }

/** The whole chat as GMS reports it. A state of a segment does not exist there, so it takes no index. */
export function gmsTranscript(session: ChatSession): GmsMessage[] {
  const numberOf = createNumbers()
  numberOf(session.customer)
  return session.messages
    .filter(({ event }) => event !== 'InteractionStateChange')
    .map((message, at) => ({
      ...(message.from && {
        from: {
          nickname: message.from.nickname ?? '',
          participantId: numberOf(message.from),
          type: typeOf(message.from.type),
        },
      }),
      index: at + 1,
      ...contentOf(session, message),
      utcTime: Date.parse(message.utcTime),
    }))
}

/** Numbers people in the order in which they are seen. */
function createNumbers(): (sender: MessageSender) => number {
  const numbers = new Map<string, number>()
  return ({ participantId, type, nickname }) => {
    const key = participantId ?? `${type} ${nickname}`
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    return number
  }
}

/** GMS has no type for bots. They are agents of another style. */
function typeOf(type: string): string {
  if (type === 'Customer') return 'Client'
  return type === 'Bot' ? 'Agent' : type
}

/** What there is to choose from is JSON in the event's attributes. */
function choicesOf({ contentType, content }: ChatMessage): object {
  if (contentType !== 'quick-replies') return {}
  return {
    'structured-content': { 'genesys-chat': { content: JSON.stringify({ contentType, content }) } },
  }
}

function contentOf(session: ChatSession, message: ChatMessage): Omit<GmsMessage, 'index' | 'utcTime'> {
  const { type, text, url, event, data } = message
  const attributes = { ...(message.from?.type === 'Bot' && BOT), ...choicesOf(message) }
  const shared = {
    ...(Object.keys(attributes).length > 0 && { eventAttributes: attributes }),
    ...(event !== undefined && { event }),
    ...(data && { data }),
  }
  const file = session.fileOf(message)
  if (file) {
    const { id, name, bytes } = file
    return {
      ...shared,
      type: 'FileUploaded',
      text: name,
      userData: { 'file-id': id, 'file-name': name, 'file-size': String(bytes.length) },
    }
  }
  const said = text ?? url
  return {
    ...shared,
    type: type === 'Text' ? 'Message' : type,
    ...(said !== undefined && { text: said }),
    ...(type === 'Text' && { messageType: 'text' }),
  }
}
