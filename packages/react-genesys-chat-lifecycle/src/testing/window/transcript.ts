import type { ShapedMessage, WireMessage } from '../wire.ts'

/** How `injectMessage` takes a bubble. `avatar.custom` is raw HTML. */
export interface InjectedBubble {
  fill?: string
  radius?: number | string
  time?: false
  name?: false
  direction?: 'left' | 'right' | 'none'
  avatar?: false | { custom?: string; icon?: string }
}

/** One entry of the window's transcript. Published as `data.data` of `WebChat.messageAdded`. */
export interface TranscriptEntry {
  /** `External`: the widget's own words, "Anna Connected" for instance. `injected`: by `injectMessage`. */
  type: 'Client' | 'Agent' | 'Supervisor' | 'Bot' | 'External' | 'injected' | (string & {})
  text: string
  name?: string | undefined
  /** Dashless index; a number of milliseconds for "Chat Ended"; absent for what was injected. */
  index?: string | number
  timestamp: string | number
  /** `text` is HTML, and a view must render it so: the vendor's raw doors, and links. */
  bHTML?: boolean
  bCustom?: boolean
  bubble?: InjectedBubble | boolean
  key?: number
  length?: number
  isUnreadMessage?: boolean
  restoring?: boolean | undefined
  originalMessage?: WireMessage
}

const URL_IN_TEXT = /\bhttps?:\/\/[^\s<]+/g

/** Plain text stays text; text with a URL becomes HTML with links, everything else in it escaped. */
export function linkify(text: string): { text: string; isHtml: boolean } {
  if (text.search(URL_IN_TEXT) < 0) return { text, isHtml: false }
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  return {
    text: escaped.replace(URL_IN_TEXT, (url) => `<a href="${url}" target="_blank">${url}</a>`),
    isHtml: true,
  }
}

const JOINED: Record<string, string> = {
  Client: 'Chat Started',
  Agent: '{name} Connected',
  Supervisor: '{name} Connected',
  Bot: '{name} Connected',
}
const LEFT: Record<string, string> = {
  Agent: '{name} Disconnected',
  Supervisor: '{name} Disconnected',
  Bot: '{name} Disconnected',
}
const SHOWN_AS_TEXT = new Set(['message', 'text', 'pushurl', 'structured'])

/** The words for somebody who came or went, or `undefined` for a message that is no such news. */
export function participantNews(message: ShapedMessage): string | undefined {
  const words = { participantjoined: JOINED, participantleft: LEFT }[message.type.toLowerCase()]
  return words?.[message.from?.type ?? '']?.replace('{name}', message.from?.name || 'Agent')
}

/** What the window shows of a message, or `undefined`: typing and a change of state are not shown. */
export function entryFor(
  message: ShapedMessage,
  originalMessage: WireMessage,
  place: { key: number; length: number; isUnreadMessage: boolean },
): TranscriptEntry | undefined {
  const base = {
    index: message.index,
    name: message.from?.name ?? '',
    timestamp: message.timestamp,
    originalMessage,
    restoring: undefined,
  }
  if (SHOWN_AS_TEXT.has(message.type.toLowerCase())) {
    const { text, isHtml } = linkify(message.text ?? '')
    return {
      ...base,
      text,
      type: message.from?.type ?? '',
      bHTML: isHtml,
      bCustom: false,
      bubble: true,
      ...place,
    }
  }
  const news = participantNews(message)
  if (news === undefined) return undefined
  return { ...base, text: news, type: 'External', bHTML: false, isUnreadMessage: place.isUnreadMessage }
}
