import type { MessageCard, MessageChoice, MessageContent } from '../message.ts'
import { asRecord, firstText, isRecord, type Loose } from '../raw.ts'
import { asList } from './values.ts'

const NOTHING: MessageContent = { quickReplies: [], cards: [] }

/** Reads quick replies, cards and carousels, in the live shape (`content`) and in that of restored messages. */
export function readContent({ content, quickReplies, card, carousel }: Loose): MessageContent {
  const items = asList(content).map(asRecord)
  const replies = [...items.map((item) => item.quickReply), ...asList(quickReplies)].filter(isRecord)
  const carousels = [...items.map((item) => item.carousel), carousel]
  const cards = [...items.map((item) => item.card), card, ...carousels.flatMap(cardsOf)].filter(isRecord)
  if (replies.length === 0 && cards.length === 0) return NOTHING
  return { quickReplies: replies.map(readQuickReply), cards: cards.map(readCard) }
}

const cardsOf = (carousel: unknown): unknown[] =>
  Array.isArray(carousel) ? carousel : asList(asRecord(carousel).cards)

function readQuickReply({ text, payload, image }: Loose): MessageChoice {
  const words = firstText(text)
  const postback = { action: 'Message', text: words, payload: firstText(payload, text) }
  return {
    text: words,
    description: '',
    reply: words,
    url: '',
    image: firstText(image),
    data: { type: 'quickReply', postback },
  }
}

function readCard({ title, description, image, imageUrl, defaultAction, actions }: Loose): MessageCard {
  return {
    title: firstText(title),
    description: firstText(description),
    image: firstText(image, imageUrl),
    url: firstText(asRecord(defaultAction).url),
    choices: asList(actions).filter(isRecord).map(readAction),
  }
}

/** A link is opened by the page. Nothing is sent for it. */
function readAction({ text, payload, url }: Loose): MessageChoice {
  const words = firstText(text)
  const postback = { text: words, payload: firstText(payload, text) }
  const link = firstText(url)
  return {
    text: words,
    description: '',
    reply: link ? '' : words,
    url: link,
    image: '',
    data: { type: 'card', postback },
  }
}
