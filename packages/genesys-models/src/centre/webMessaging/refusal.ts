/** A request that the Guest API refuses. `code`: one of its own, or one of HTTP's. */
export class WebMessagingRefusal extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.name = 'WebMessagingRefusal'
    this.code = code
  }
}

/** A request that comes too soon. */
export class TooManyRequests extends WebMessagingRefusal {
  /** In seconds. */
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super(429, 'Message rate too high for this session')
    this.retryAfter = retryAfter
  }
}
