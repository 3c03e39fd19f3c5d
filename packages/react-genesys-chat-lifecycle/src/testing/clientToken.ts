import type { SessionData } from './wire.ts'

/**
 * A token like the server's: a JWT that nobody verifies.
 *
 * @example
 * const token = encodeClientToken({ sessionId: 's-1', participantId: 'p-1' })
 */
export function encodeClientToken(session: SessionData): string {
  const part = (value: unknown): string =>
    btoa(unescape(encodeURIComponent(JSON.stringify(value))))
      .replaceAll('=', '')
      .replaceAll('+', '-')
      .replaceAll('/', '_')
  return `${part({ alg: 'none' })}.${part(session)}.sig`
}

/**
 * What a token says. `''` without a token, which is what the vendor's session then is.
 *
 * @example
 * const session = decodeClientToken(token)
 * if (session) console.log(session.sessionId)
 */
export function decodeClientToken(token: string | undefined | null): SessionData | '' {
  if (!token) return ''
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  return JSON.parse(decodeURIComponent(escape(atob(payload)))) as SessionData
}
