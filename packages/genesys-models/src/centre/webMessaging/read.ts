import { excessOf } from '../excess.ts'
import { WebMessagingRefusal } from './refusal.ts'
import { WEB_MESSAGING_CODES } from './wire.ts'

export type Fields = Readonly<Record<string, unknown>>

/** What a frame of a client has. */
export interface WebMessagingRequest extends Fields {
  readonly action: string
  readonly token: string
  readonly tracingId: string | undefined
}

/** Longer than any UUID, which tokens are as documented. */
const MAX_TOKEN = 128

/** Reads a frame. @throws {WebMessagingRefusal} 400, or 4020 without a token */
export function readRequest(text: string): WebMessagingRequest {
  const fields = fieldsOf(parse(text))
  const { action, tracingId } = fields
  if (typeof action !== 'string') throw new WebMessagingRefusal(400, 'Request failed.')
  const excess = excessOf(fields)
  if (excess !== undefined) throw new WebMessagingRefusal(400, `The request ${excess}.`)
  const token = requireText(fields, 'token')
  if (token.length > MAX_TOKEN) throw new WebMessagingRefusal(400, 'The token is too long. Send a UUID.')
  return {
    ...fields,
    action,
    token,
    tracingId: typeof tracingId === 'string' ? tracingId : undefined,
  }
}

/** The `tracingId` of a frame that may be none. */
export function tracingIdOf(text: string): string | undefined {
  const { tracingId } = fieldsOf(parse(text, {}))
  return typeof tracingId === 'string' ? tracingId : undefined
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** @throws {WebMessagingRefusal} 4020 */
export function requireText(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value
  throw new WebMessagingRefusal(WEB_MESSAGING_CODES.missingParameter, `Missing required parameter: ${name}`)
}

/** Values that are text, of an object that may be none. */
export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function parse(text: string, otherwise?: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (otherwise !== undefined) return otherwise
    throw new WebMessagingRefusal(400, 'Request failed.')
  }
}
