import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import type { FileInput } from '../serviceTransport.ts'
import type { TransportError, WireResponse } from '../transportError.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { describeError, publishError } from './sessionEnd.ts'
import { type SessionOutside, type SessionState, sessionKey } from './sessionState.ts'

/** Sends the first file of a file input. Returns `undefined` for anything else: the vendor's transport throws there. */
export function sendFile(
  input: unknown,
  state: SessionState,
  outside: SessionOutside,
): BusPromise | undefined {
  const deferred = createDeferred()
  if (!state.active) return deferred.reject('There is no active chat session.').promise()
  const files = (input as FileInput | undefined)?.files
  if (!files) return undefined
  whenAnswered(
    outside.transport.sendFile(sessionKey(state, outside), files[0]),
    outside,
    // The vendor does not parse this answer: it is a text.
    (answer) => deferred.resolve(JSON.stringify({ status: { code: 'SUCCESS' }, data: answer })),
    (response, error) => deferred.reject(refuseFile(response, error, outside)),
  )
  return deferred.promise()
}

function refuseFile(
  { responseJSON: _, ...response }: WireResponse,
  error: TransportError,
  outside: SessionOutside,
): unknown {
  if (error.status !== 0) publishError(describeError(error, response), outside)
  return response
}
