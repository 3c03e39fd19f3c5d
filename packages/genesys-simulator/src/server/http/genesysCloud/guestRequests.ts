import { type FaultyRequest, GUEST_PATH, type RequestKind } from 'genesys-models/centre'
import type { HonoRequest } from 'hono'

/** The conversation's id in a request's path. */
export function conversationIdOf(request: HonoRequest): string | undefined {
  return partsOf(request)[1] || undefined
}

/** Reads the parts of a request that faults look at. The event stream takes the place of the polls of other APIs. */
export function readGuestRequest(request: HonoRequest): FaultyRequest {
  const [, sessionId, ...rest] = partsOf(request)
  return { method: request.method, sessionId: sessionId || undefined, kind: kindOf(request, rest) }
}

/** `rest`: what comes after the conversation's id in the path. */
function kindOf(request: HonoRequest, [what, memberId, action]: string[]): RequestKind | undefined {
  switch (request.method) {
    case 'POST':
      if (what === undefined) return 'create'
      return action === undefined ? undefined : 'send'
    case 'DELETE':
      return memberId === undefined ? undefined : 'leave'
    case 'GET':
      if (what === 'stream') return 'poll'
      if (what === 'members') return 'member'
      return what === 'messages' ? messagesKind(request) : undefined
  }
  return undefined
}

function messagesKind(request: HonoRequest): RequestKind {
  if (request.query('after') !== undefined) return 'poll'
  return request.query('before') === undefined ? 'restore' : 'olderPage'
}

function partsOf(request: HonoRequest): string[] {
  return request.path.slice(GUEST_PATH.length).split('/')
}
