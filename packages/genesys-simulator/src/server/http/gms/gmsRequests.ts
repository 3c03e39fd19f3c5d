import type { FaultyRequest, RequestKind } from 'genesys-models/centre'
import type { HonoRequest } from 'hono'
import { GMS_PATH } from './gmsPath.ts'

const kinds: Readonly<Record<string, RequestKind>> = {
  '': 'create',
  refresh: 'poll',
  send: 'send',
  startTyping: 'send',
  stopTyping: 'send',
  customNotice: 'notice',
  updateData: 'updateUserData',
  file: 'sendFile',
  'file/limits': 'fileLimits',
  disconnect: 'leave',
}

/** The chat's id in a request's path. The first part of the path is the service. */
export function chatIdOf(request: HonoRequest): string | undefined {
  return partsOf(request)[1] || undefined
}

/** Reads the parts of a request that faults look at. */
export function readGmsRequest(request: HonoRequest): FaultyRequest {
  const [, chatId, ...operation] = partsOf(request)
  const name = operation.join('/')
  const kind = /^file\/[^/]+\/download$/.test(name) ? 'image' : kinds[name]
  return { method: request.method, sessionId: chatId || undefined, kind }
}

function partsOf(request: HonoRequest): string[] {
  return request.path.slice(GMS_PATH.length + 1).split('/')
}
