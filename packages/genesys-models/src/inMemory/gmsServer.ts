import type { Failure } from '../centre/faults.ts'
import type { GmsChats } from '../centre/gms/gmsChats.ts'
import { gmsStatus, refuse } from '../centre/gms/refusal.ts'
import type { GmsAnswer } from '../centre/gms/wire.ts'
import type { RequestKind } from '../centre/requests.ts'
import { copy } from '../copy.ts'
import type { GmsServer, GmsShownKeys, GmsWireAnswer } from '../service/gms/gmsServer.ts'
import { TransportError } from '../service/transportError.ts'
import { toImage } from './pictures.ts'
import type { RequestLog } from './requestLog.ts'

/** Connects a widget to a contact centre in the same process: GMS Chat API v2 without HTTP. */
export function createGmsServer(gms: GmsChats, log: RequestLog): GmsServer {
  const ask = (
    kind: RequestKind,
    sessionId: string | undefined,
    answer: () => GmsAnswer,
  ): Promise<GmsWireAnswer> =>
    log.ask({ kind, method: 'POST', sessionId, fail: toError }, () => deliver(answer()))
  const inChat =
    <Request extends GmsShownKeys>(kind: RequestKind, answer: (request: Request) => GmsAnswer) =>
    (request: Request) =>
      ask(kind, request.chatId || undefined, () => answer(request))

  return {
    start: (request) => ask('create', undefined, () => gms.start(request)),
    refresh: inChat('poll', gms.refresh),
    send: inChat<GmsShownKeys & { message: string }>('send', gms.send),
    startTyping: inChat<GmsShownKeys & { message: string }>('send', gms.startTyping),
    stopTyping: inChat<GmsShownKeys & { message: string }>('send', gms.stopTyping),
    updateData: inChat('updateUserData', gms.updateData),
    file: inChat<GmsShownKeys & { file: unknown }>('sendFile', ({ file, ...request }) =>
      gms.file({ ...request, file: toImage(file) }),
    ),
    fileLimits: inChat('fileLimits', gms.fileLimits),
    disconnect: inChat('leave', gms.disconnect),
  }
}

/** A copy, as it comes out of JSON. A refusal has a status of its own. */
function deliver(answer: GmsAnswer): GmsWireAnswer {
  const status = gmsStatus(answer)
  if (status !== 200) throw new TransportError(status, undefined, '', answer)
  return copy(answer) as GmsWireAnswer
}

function toError(failure: Failure): TransportError {
  if (failure.drop) return new TransportError(0)
  const { status, code, message } = failure
  return new TransportError(status, code, message, refuse(Number(code) || status, message))
}
