import type { MessageCard, MessageChoice, MessageContent } from '../message.ts'
import { asList, asRecord, asText, firstText, isRecord, type Loose } from '../raw.ts'

const NOTHING: MessageContent = { quickReplies: [], cards: [] }
const CARDS = /^(generic|list-vertical|single-selection-list)$/

/** Reads what the widget's RichMediaBridge draws: quick replies, cards, and both kinds of lists. */
export function readContent(raw: Loose): MessageContent {
  // A text has neither.
  if (raw.content === undefined && raw.eventAttributes === undefined) return NOTHING
  const { contentType, content, id } = findContent(raw)
  const data = id ? { parentMessageID: id } : {}
  const items = (Array.isArray(content) ? content : [content]).filter(isRecord)
  if (contentType === 'quick-replies') {
    // The widget says what stands on the button.
    const quickReplies = items.map((item) => ({ ...readChoice(item, data), reply: asText(item.text) }))
    return { ...NOTHING, quickReplies }
  }
  return CARDS.test(contentType) ? { ...NOTHING, cards: items.map((item) => readCard(item, data)) } : NOTHING
}

function readCard(item: Loose, data: MessageChoice['data']): MessageCard {
  const own = readChoice(item, data)
  const { text: title, description, image, url, reply } = own
  const choices = asList(item.components)
    .filter(isRecord)
    .map((component) => readChoice(component, data))
  // A card may be chosen as a whole.
  return { title, description, image, url, choices: reply ? [own, ...choices] : choices }
}

function readChoice(item: Loose, data: MessageChoice['data']): MessageChoice {
  const { url, textback } = asRecord(item.actions)
  return {
    text: firstText(item.text, item.title),
    description: asText(item.desc),
    reply: asText(textback),
    url: asText(url),
    image: asText(item.image),
    data,
  }
}

/** GMS has it in the event's attributes, as JSON. The widget names the message by its index there. */
function findContent(raw: Loose): { contentType: string; content: unknown; id: string } {
  const structured = asRecord(asRecord(raw.eventAttributes)['structured-content'])
  const given = asRecord(structured['genesys-chat']).content
  const own = asRecord(typeof given === 'string' ? parse(given) : given)
  const isOwn = asText(own.contentType) !== ''
  const { contentType, content } = isOwn ? own : raw
  return { contentType: asText(contentType), content, id: isOwn ? String(raw.index) : asText(raw.id) }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
