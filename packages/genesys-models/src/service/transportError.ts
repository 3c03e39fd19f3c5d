/** The part of the XHR object that the widget publishes with `sessionLost` and `error`. */
export interface WireResponse {
  readyState: number
  responseText?: string
  responseJSON?: unknown
  status: number
  statusText: string
}

/** A request that failed, with an HTTP status and the API's code, or with status 0 when there is no network. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** HTTP status; 0 when the request did not reach the server. */
  readonly status: number
  /** The API's own code, such as `INVALID_SESSION`. */
  readonly code: string | undefined
  /** What subscribers of `error` see. */
  readonly response: WireResponse

  /** `body`: what the answer says. Default: what the Consumer Messaging API says of the code and the text. */
  constructor(status: number, code?: string, text = '', body: unknown = messagingBody(code, text)) {
    const statusText = statusTexts[status] ?? 'error'
    super(text || statusText)
    this.status = status
    this.code = code
    this.response = {
      readyState: status === 0 ? 0 : 4,
      ...(body !== undefined && { responseText: JSON.stringify(body), responseJSON: body }),
      status,
      statusText,
    }
  }
}

const statusTexts: Record<number, string> = {
  0: 'error',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

function messagingBody(code: string | undefined, message: string): unknown {
  return code === undefined ? undefined : { status: { code, message } }
}
