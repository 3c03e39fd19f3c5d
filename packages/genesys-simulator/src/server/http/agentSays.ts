import {
  type ChatSession,
  ContactCentreError,
  type MessageDraft,
  type NewMessage,
  type WebMessagingContent,
} from 'genesys-models/centre'

/** What an agent says: a text, a link, or something to choose from: quick replies, except on Genesys Cloud, or cards on Messenger. */
export interface Said {
  readonly text?: string | undefined
  readonly url?: string | undefined
  readonly quickReplies?: readonly (string | QuickReply)[] | undefined
  readonly cards?: readonly Card[] | undefined
}

export interface QuickReply {
  readonly text: string
  readonly payload?: string | undefined
}

export interface Card {
  readonly title: string
  readonly description: string
  readonly image?: string | undefined
  readonly actions: readonly CardAction[]
}

export interface CardAction {
  readonly type: 'Postback' | 'Link'
  readonly text: string
  readonly payload?: string | undefined
  readonly url?: string | undefined
}

/** @throws {ContactCentreError} `INVALID_REQUEST` for choices on a transport that has none */
export function toSaid(
  { transport }: ChatSession,
  said: Said,
): Omit<MessageDraft, 'from'> | Omit<NewMessage, 'from'> {
  const { text, url, quickReplies, cards } = said
  const words = { ...(text && { text }), ...(url && { url }) }
  if (!quickReplies && !cards) return { type: url === undefined ? 'Text' : 'PushUrl', ...words }
  if (transport === 'messenger') {
    const content = [...(quickReplies ?? []).map(toQuickReply), ...toCards(cards ?? [])]
    return { type: 'Structured', ...words, data: { content } }
  }
  if (cards) throw new ContactCentreError('INVALID_REQUEST', 'Only Messenger has cards here.')
  if (transport === 'genesys-cloud') {
    throw new ContactCentreError('INVALID_REQUEST', 'The guest chat of Genesys Cloud has no quickReplies.')
  }
  const content = (quickReplies ?? []).map((reply) => ({
    text: typeof reply === 'string' ? reply : reply.text,
  }))
  return { type: 'Structured', ...words, contentType: 'quick-replies', content }
}

function toQuickReply(reply: string | QuickReply): WebMessagingContent {
  const { text, payload = text }: QuickReply = typeof reply === 'string' ? { text: reply } : reply
  return { contentType: 'QuickReply', quickReply: { text, payload, action: 'Message' } }
}

/** Several cards are a carousel. */
function toCards(cards: readonly Card[]): WebMessagingContent[] {
  const [first] = cards
  if (!first) return []
  if (cards.length === 1) return [{ contentType: 'Card', card: toCard(first) }]
  return [{ contentType: 'Carousel', carousel: { cards: cards.map(toCard) } }]
}

function toCard({ actions, ...card }: Card) {
  return {
    ...card,
    actions: actions.map(({ payload, ...action }) => ({
      ...action,
      ...(action.type === 'Postback' && { payload: payload ?? action.text }),
    })),
  }
}
