import { ChatCommandError, type ChatCommandErrorKind } from '../platform/commandError.ts'
import type { FileLimits } from '../platform/port.ts'

/** Throws what the service would answer to a file that it does not accept. */
export function assertAccepted({ name, type, size }: File, limits: FileLimits | null): void {
  if (!limits) return
  const { maxBytes, remaining, accept, blocked } = limits
  const refuse = (kind: ChatCommandErrorKind, reason: string): never => {
    throw new ChatCommandError('sendFile', kind, reason)
  }
  const is = (pattern: string): boolean => matches(pattern.toLowerCase(), name.toLowerCase(), type)
  if (remaining === 0) refuse('file-count', 'this chat takes no more files')
  if (blocked.some(is) || (accept && !accept.some(is))) {
    refuse('file-type', `expected one of ${accept?.join(', ') ?? 'the other types'}, got ${name}`)
  }
  if (maxBytes !== null && size > maxBytes)
    refuse('file-size', `expected at most ${maxBytes} bytes, got ${size}`)
}

/** As in the `accept` of a file input: an ending, a media type, or a group of them. */
function matches(pattern: string, name: string, type: string): boolean {
  if (pattern.startsWith('.')) return name.endsWith(pattern)
  return pattern.endsWith('/*')
    ? pattern === '*/*' || type.startsWith(pattern.slice(0, -1))
    : type === pattern
}
