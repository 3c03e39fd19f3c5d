import { type Clock, ContactCentreError } from 'genesys-models/centre'
import { CompactSign, compactVerify } from 'jose'
import { z } from 'zod'

/** Who holds a client token. */
export interface TokenHolder {
  readonly sessionId: string
  readonly participantId: string
  readonly nickname: string
}

/** Signs and reads client tokens. Tokens of another process or another contact centre are refused. */
export interface ClientTokens {
  issue(holder: TokenHolder): Promise<string>
  /** @throws {ContactCentreError} `AUTHENTICATION_REQUIRED` for a token that was not issued here or has expired */
  read(token: string | undefined): Promise<TokenHolder>
}

const payloadSchema = z.object({
  sessionId: z.string(),
  participantId: z.string(),
  nickname: z.string(),
  exp: z.number(),
})

/**
 * @param lifetimeMs how long a token is valid, in milliseconds
 * @param advice what to do instead, for those who send none or a wrong one
 */
export function createClientTokens(clock: Clock, lifetimeMs: number, advice: string): ClientTokens {
  const key = crypto.getRandomValues(new Uint8Array(32))
  const read = async (token: string | undefined): Promise<TokenHolder> => {
    try {
      const { payload } = await compactVerify(token ?? '', key, { algorithms: ['HS256'] })
      const { exp, ...holder } = payloadSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
      if (exp * 1000 > clock.now()) return holder
    } catch {
      // The answer does not depend on what is wrong: a stranger learns nothing.
    }
    throw new ContactCentreError('AUTHENTICATION_REQUIRED', advice)
  }
  return {
    issue: ({ sessionId, participantId, nickname }) => {
      const exp = Math.floor((clock.now() + lifetimeMs) / 1000)
      const json = toAtobSafeJson({ sessionId, participantId, nickname, exp })
      return new CompactSign(new TextEncoder().encode(json)).setProtectedHeader({ alg: 'HS256' }).sign(key)
    },
    read,
  }
}

/**
 * Writes JSON that the widget can read with `atob`, which knows neither UTF-8 nor the two letters of base64url. ASCII
 * without `>`, `?`, `~` and DEL never needs those letters.
 */
function toAtobSafeJson(payload: unknown): string {
  return JSON.stringify(payload).replace(
    /[^\x20-\x7d]|[>?]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
