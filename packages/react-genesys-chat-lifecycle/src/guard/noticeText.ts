import type { ChatClosing } from '../lifecycle/state.ts'

/** What a notice may be: a text, or a function of the closing; `null` for none. */
export type Notice = string | ((closing: ChatClosing) => string | null)

/** The words of a notice, or null where there is nothing to say. */
export function noticeText(notice: Notice, closing: ChatClosing): string | null {
  const text: unknown = typeof notice === 'function' ? notice(closing) : notice
  return typeof text === 'string' && text ? text : null
}

/** Names without anything that a renderer could take for more than a name. */
const HARMLESS = /^[a-z0-9]+(?:[- ][a-z0-9]+)*$/i
const PUNCTUATION = /[!-/:-@[-`{-~]/g
/** The widget makes links of these, and puts what follows `www.` into an attribute unescaped. */
const LINKS = /:(?=\/\/)|www(?=\.)|@/gi
/** Invisible, and no part of an address. */
const WORD_JOINER = '\u2060'

function asItIs(text: string, markdown: boolean): string {
  if (HARMLESS.test(text)) return text
  const line = text.replace(/\s+/g, ' ')
  return markdown ? line.replace(PUNCTUATION, '\\$&') : line.replace(LINKS, `$&${WORD_JOINER}`)
}

/**
 * The closing, such that a notice made of it is shown by the widget as it is: what the developer writes is theirs and may
 * hold Markdown, what the server says may not. The same object where nothing needs to be escaped.
 *
 * @see docs/real-widget.md, "injectMessage"
 */
export function escapeForWidget(closing: ChatClosing, markdown: boolean): ChatClosing {
  const agentName = closing.agentName && asItIs(closing.agentName, markdown)
  const sessionId = closing.sessionId && asItIs(closing.sessionId, markdown)
  const isSame = agentName === closing.agentName && sessionId === closing.sessionId
  return isSame ? closing : { ...closing, agentName, sessionId }
}
