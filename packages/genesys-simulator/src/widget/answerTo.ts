import { TransportError } from 'genesys-models/widget'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** How a widget reaches its server. */
export interface HttpOptions {
  /** Where the API is. */
  readonly dataURL: string
  /** Names the tenant. */
  readonly apiKey?: string | undefined
  /** Milliseconds after which a request is aborted. Default 9000. */
  readonly timeoutMs?: number
  /** Default: the page's. */
  readonly fetch?: Fetch | undefined
}

/**
 * Creates a function that sends a request.
 *
 * It rejects with a `TransportError` of the status 0 when there is no network.
 */
export function createSender({
  timeoutMs = 9_000,
  ...options
}: Pick<HttpOptions, 'timeoutMs' | 'fetch'>): Fetch {
  const send: Fetch = options.fetch ?? ((url, init) => fetch(url, init))
  return async (url, init) => {
    try {
      return await send(url, { signal: AbortSignal.timeout(timeoutMs), ...init })
    } catch (error) {
      // Aborted on purpose: the network is fine.
      if (init.signal?.aborted) throw error
      throw new TransportError(0)
    }
  }
}

/** Reads an answer in JSON. An answer that is no success rejects with a `TransportError` that has its body. */
export async function readJson<Answer>(response: Response): Promise<Answer> {
  const body = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (!response.ok) throw new TransportError(response.status, undefined, '', body)
  return body as Answer
}
