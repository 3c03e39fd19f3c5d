import type { TransportContext } from './serviceTransport.ts'
import { TransportError, type WireResponse } from './transportError.ts'

/** Runs the callbacks of a request. What they throw would be uncaught in the vendor's code, and is no rejection here. */
export function whenAnswered<Answer>(
  request: Promise<Answer>,
  outside: Pick<TransportContext, 'reportVendorError'>,
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
