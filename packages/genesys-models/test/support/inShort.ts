import type { ChatMessage } from 'genesys-models/centre'

/** Messages in short: who, and what. */
export function inShort(messages: readonly ChatMessage[]): string[] {
  return messages.map(({ type, text, from, data }) => {
    const what = text ?? data?.interactionState ?? type
    return `${from.nickname ?? from.type}: ${what}`
  })
}
