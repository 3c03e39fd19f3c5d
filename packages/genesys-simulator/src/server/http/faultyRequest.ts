import type { FaultyRequest, RequestKind } from 'genesys-models/centre'
import type { HonoRequest } from 'hono'
import { CHAT_PATH } from './chatPath.ts'

/** Reads the parts of a customer's request that faults look at. */
export function readFaultyRequest(request: HonoRequest): FaultyRequest {
  const [, sessionId, part] = request.path.slice(CHAT_PATH.length).split('/')
  return { method: request.method, sessionId, kind: kindOf(request, part) }
}

/** `part`: what comes after the session's id in the path. */
function kindOf(request: HonoRequest, part: string | undefined): RequestKind | undefined {
  switch (`${request.method} ${part ?? ''}`) {
    case 'POST ':
      return 'create'
    case 'GET messages':
      if (request.query('count') === undefined) return 'poll'
      return request.query('index') === undefined ? 'restore' : 'olderPage'
    case 'POST messages':
      return 'send'
    case 'POST images':
      return 'sendFile'
    case 'GET images':
      return 'image'
    case 'PUT userdata':
      return 'updateUserData'
    case 'DELETE participants':
      return 'leave'
  }
  return undefined
}
