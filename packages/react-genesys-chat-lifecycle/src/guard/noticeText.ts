import type { ClosedSegment } from '../chat/state.ts'

/** A text, or a function of the closed segment that returns one; `null` for none. */
export type Notice = string | ((segment: ClosedSegment) => string | null)

/**
 * The words of a notice, or null where there is nothing to say.
 *
 * @throws TypeError when a function returns anything but a text or null
 */
export function noticeText(notice: Notice, segment: ClosedSegment): string | null {
  const text: unknown = typeof notice === 'function' ? notice(segment) : notice
  if (text !== null && text !== undefined && typeof text !== 'string') {
    throw new TypeError(`notice: expected a text or null, got ${typeof text}. The default notice is shown.`)
  }
  return text?.trim() ? text : null
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
 * The closed segment, such that the widget shows a notice made of it as it is. What the developer writes may hold Markdown, what the
 * server says may not. The same object where nothing needs to be escaped.
 */
export function escapeForWidget(segment: ClosedSegment, markdown: boolean): ClosedSegment {
  const agentName = segment.agentName && asItIs(segment.agentName, markdown)
  const sessionId = segment.sessionId && asItIs(segment.sessionId, markdown)
  const isSame = agentName === segment.agentName && sessionId === segment.sessionId
  return isSame ? segment : { ...segment, agentName, sessionId }
}
