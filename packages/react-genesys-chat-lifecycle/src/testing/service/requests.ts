import { TransportError, type WireResponse } from '../transport.ts'
import type { SessionOutside } from './sessionState.ts'

/**
 * Runs the callbacks of a request. What they throw is an uncaught exception of the vendor's, not a rejection of ours:
 * the request itself was answered.
 */
export function whenAnswered<Answer>(
  request: Promise<Answer>,
  outside: SessionOutside,
  answered: (answer: Answer) => void,
  failed: (response: WireResponse, error: TransportError) => void,
): void {
  const guarded = (run: () => void): void => {
    try {
      run()
    } catch (error) {
      outside.reportVendorError(error)
    }
  }
  request.then(
    (answer) => guarded(() => answered(answer)),
    (reason: unknown) => {
      const error = reason instanceof TransportError ? reason : new TransportError(0)
      guarded(() => failed(error.response, error))
    },
  )
}
