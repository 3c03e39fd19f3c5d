import type { CXBusCommandCall } from '../../platform/genesys-widgets/busTypes.ts'
import type { TransportError, WireResponse } from '../transport.ts'
import { whenAnswered } from './requests.ts'
import { publishError } from './sessionEnd.ts'
import { type SessionOutside, type SessionState, sessionKey } from './sessionState.ts'

/** What a file input looks like. */
export interface FileInput {
  readonly files: ArrayLike<unknown> | null
}

/** The command `sendFile`: takes a file input as `files`, and sends its first file. It does not pass through `sendMessage`. */
export function sendFile(
  { data, deferred }: CXBusCommandCall,
  state: SessionState,
  outside: SessionOutside,
): void {
  if (!state.active) {
    deferred.reject('There is no active chat session.')
    return
  }
  let file: unknown
  try {
    file = (data.files as { files: ArrayLike<unknown> }).files[0]
  } catch (error) {
    // As the vendor's: uncaught, and the command never settles.
    outside.reportVendorError(error)
    return
  }
  whenAnswered(
    outside.transport.sendFile(sessionKey(state, outside), file),
    outside,
    // Its answer is not parsed: it is a text.
    (answer) => deferred.resolve(JSON.stringify({ status: { code: 'SUCCESS' }, data: answer })),
    (response, error) => refuse(response, error),
  )

  function refuse(
    { responseJSON: _, ...response }: WireResponse,
    { code, message, status }: TransportError,
  ): void {
    if (status !== 0) {
      publishError({ code: `pureengage-v3-rest-${code ?? 'undefined'}`, text: message, response }, outside)
    }
    deferred.reject(response)
  }
}
