export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The requests of a customer's widget, and how each travels over HTTP. On GMS Chat API v2 every request is a POST. */
export const METHOD_OF = {
  create: 'POST',
  poll: 'GET',
  restore: 'GET',
  olderPage: 'GET',
  send: 'POST',
  sendFile: 'POST',
  image: 'GET',
  member: 'GET',
  fileLimits: 'POST',
  notice: 'POST',
  updateUserData: 'PUT',
  leave: 'DELETE',
} as const satisfies Readonly<Record<string, RequestMethod>>

/** A request of a customer's widget, such as `send` or `leave`. */
export type RequestKind = keyof typeof METHOD_OF

export const REQUEST_KINDS: readonly RequestKind[] = Object.keys(METHOD_OF) as RequestKind[]

/** A request, as faults see it. */
export interface FaultyRequest {
  readonly method: string
  /** Missing for a request that is not part of the API. */
  readonly kind?: RequestKind | undefined
  readonly sessionId?: string | undefined
}
