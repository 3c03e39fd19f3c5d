import type { WireMessage } from '../service/messages.ts'

/** A message as a transport puts it into `messages`: what all have in common. */
export interface ShownMessage {
  readonly type: string
  readonly text?: string
  readonly index: string | number
  readonly timestamp: string | number
  readonly from?: { readonly name?: string | undefined; readonly type?: string | undefined }
  readonly restoring?: boolean
}

/** How `injectMessage` takes a bubble. `avatar.custom` is raw HTML. */
export interface InjectedBubble {
  fill?: string
  radius?: number | string
  time?: false
  name?: false
  direction?: 'left' | 'right' | 'none'
  avatar?: false | { custom?: string; icon?: string }
}

/** The `data.data` of `WebChat.messageAdded`. */
export interface AddedMessage {
  /** `External`: the widget's own words, such as "Anna Connected". `injected`: by `injectMessage`. */
  type: 'Client' | 'Agent' | 'Supervisor' | 'Bot' | 'External' | 'injected' | (string & {})
  /** HTML when it contains a link, whatever `bHTML` says. */
  text: string
  name?: string | undefined
  /** Dashless index; a number of milliseconds for "Chat Ended"; absent for what was injected. */
  index?: string | number
  timestamp: string | number
  bHTML?: boolean
  bCustom?: boolean
  bubble?: InjectedBubble | boolean
  key?: number
  length?: number
  isUnreadMessage?: boolean
  restoring?: boolean | undefined
  originalMessage?: WireMessage
}

/** One entry of the window's transcript. */
export interface TranscriptEntry extends AddedMessage {
  /** `text` is HTML: it was given as HTML or as `custom`, or it contains a link. */
  readonly isHtml: boolean
}

const URL_IN_TEXT = /\b(?:https?|ftp):\/\/[-A-Z0-9+&@#/%?=~_|!:,.;()]*[-A-Z0-9+&@#/%=~_|()]/gi

/** Text stays text, unless it contains a URL: then it becomes HTML with a link, and the rest is escaped. */
export function showEntry(message: AddedMessage): TranscriptEntry {
  if (message.bHTML || message.bCustom) return { ...message, isHtml: true }
  if (message.text.search(URL_IN_TEXT) < 0) return { ...message, isHtml: false }
  const escaped = message.text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const linked = escaped.replace(URL_IN_TEXT, (url) => `<a href="${url}" target="_blank">${url}</a>`)
  return { ...message, text: linked, isHtml: true }
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

/** The words for a participant who joined or left; `undefined` for any other message. */
export function participantNews(message: ShownMessage): string | undefined {
  const words = { participantjoined: JOINED, participantleft: LEFT }[message.type.toLowerCase()]
  return words?.[message.from?.type ?? '']?.replace(
    '{name}',
    message.from?.name || (message.from?.type === 'Bot' ? 'Bot' : 'Agent'),
  )
}

/** The transcript's entry for a message; `undefined` for typing and changes of state, which are not shown. */
export function entryFor(
  message: ShownMessage,
  originalMessage: WireMessage,
  place: { key: number; length: number; isUnreadMessage: boolean },
): AddedMessage | undefined {
  const base = {
    index: message.index,
    name: message.from?.name,
    timestamp: message.timestamp,
    originalMessage,
    restoring: message.restoring,
  }
  if (SHOWN_AS_TEXT.has(message.type.toLowerCase())) {
    return {
      ...base,
      text: message.text ?? '',
      type: message.from?.type ?? '',
      bHTML: false,
      bCustom: false,
      bubble: true,
      ...place,
    }
  }
  const news = participantNews(message)
  if (news === undefined) return undefined
  return { ...base, text: news, type: 'External', bHTML: false, isUnreadMessage: place.isUnreadMessage }
}
