import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isArray, isFunction, isObject } from '../common/values.ts'
import type { ChatMessage } from './chatMessage.ts'

/**
 * How {@link formatTranscript} and {@link saveTranscript} write a transcript.
 *
 * @example
 * const options: TranscriptFormat = { format: 'text', nameOf: ({ type, name }) => (type === 'customer' ? 'You' : name) }
 */
export interface TranscriptFormat {
  /** `'text'`, the default: one line for each message. `'json'`: an array of `{ at, from, text, … }`. */
  readonly format?: 'text' | 'json' | undefined
  /** Returns the name to write for a sender. By default the server's name, or `Customer`, `Agent` and so on. */
  readonly nameOf?: ((from: ChatMessage['from']) => string) | undefined
  /** Formats a time, in epoch milliseconds, for the format `text`. By default ISO 8601. */
  readonly formatTime?: ((at: number) => string) | undefined
}

/**
 * Options of {@link saveTranscript}.
 *
 * @example
 * const options: SaveTranscriptOptions = { format: 'json', fileName: 'chat.json' }
 */
export interface SaveTranscriptOptions extends TranscriptFormat {
  /** `chat.txt` or `chat.json` by default. */
  readonly fileName?: string | undefined
}

/**
 * Formats a transcript as text or as JSON. Leaves out messages that were not sent, and the addresses of files, because an
 * address may give access to whoever has it. File names stay. It formats only the messages that you pass: load older pages
 * first.
 *
 * @param messages - of `useGenesysChatMessages` or of a transcript
 * @example
 * formatTranscript(messages) // [2026-11-26T09:30:00.000Z] Anna: Hello, how can I help?
 */
export function formatTranscript(messages: readonly ChatMessage[], options: TranscriptFormat = {}): string {
  return format('formatTranscript', messages, options)
}

function format(owner: string, messages: unknown, options: TranscriptFormat): string {
  const { format: kind, nameOf, formatTime } = isObject(options) ? options : {}
  const name = isFunction(nameOf) ? (nameOf as NonNullable<TranscriptFormat['nameOf']>) : defaultName
  const said = list(owner, messages).filter(({ delivery }) => delivery === null || delivery === 'sent')
  if (kind === 'json')
    return JSON.stringify(
      said.map((message) => toEntry(message, name)),
      null,
      2,
    )
  const time = isFunction(formatTime) ? (formatTime as (at: number) => string) : toIso
  return said.map((message) => toLine(message, name, time)).join('\n')
}

/**
 * Downloads a transcript that {@link formatTranscript} wrote. Call it in a click handler.
 *
 * @param messages - of `useGenesysChatMessages` or of a transcript
 * @example
 * <button onClick={() => saveTranscript(messages, { fileName: 'halbrook-chat.txt' })}>Save this conversation</button>
 */
export function saveTranscript(messages: readonly ChatMessage[], options: SaveTranscriptOptions = {}): void {
  const { format: kind, fileName } = isObject(options) ? options : {}
  const isJson = kind === 'json'
  const type = isJson ? 'application/json' : 'text/plain'
  const blob = new Blob([format('saveTranscript', messages, options)], { type: `${type};charset=utf-8` })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = typeof fileName === 'string' ? fileName : isJson ? 'chat.json' : 'chat.txt'
  link.click()
  // Browsers read it some time after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), FREED_MS)
}

const FREED_MS = 10_000

function list(owner: string, messages: unknown): readonly ChatMessage[] {
  if (isArray(messages)) return messages as readonly ChatMessage[]
  inDevelopment(() =>
    tellOnce(
      `${owner}(): expected an array of messages, got ${describe(messages)}. Pass "messages" of useGenesysChatMessages().`,
    ),
  )
  return []
}

function toEntry(message: ChatMessage, name: (from: ChatMessage['from']) => string): object {
  const { at, from, text, url, attachments, quickReplies, cards } = message
  return {
    at: toIso(at) || null,
    from: { type: from.type, name: name(from) },
    text,
    ...(url && { url }),
    ...(attachments.length > 0 && {
      files: attachments.map(({ name: file, type, size }) => ({ name: file, type, size })),
    }),
    ...(quickReplies.length > 0 && { quickReplies: quickReplies.map(({ text: reply }) => reply) }),
    ...(cards.length > 0 && { cards: cards.map(({ title, description }) => ({ title, description })) }),
  }
}

function toLine(
  message: ChatMessage,
  name: (from: ChatMessage['from']) => string,
  time: (at: number) => string,
): string {
  const { at, from, text, url, attachments, cards } = message
  const files = attachments.map((file) => `[${file.name || file.type || 'file'}]`)
  const titles = cards.map(({ title, description }) => [title, description].filter(Boolean).join(': '))
  // A text of several lines stays one message.
  const content = [text, url === text ? '' : url, ...titles, ...files].filter(Boolean).join(' ')
  const when = at > 0 ? `[${time(at)}] ` : ''
  return `${when}${name(from)}: ${content.replace(/\s*\n\s*/g, '\n  ')}`
}

const defaultName = ({ name, type }: ChatMessage['from']): string =>
  name || `${type.charAt(0).toUpperCase()}${type.slice(1)}`

const toIso = (at: number): string => (at > 0 ? new Date(at).toISOString() : '')
